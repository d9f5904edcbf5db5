import { contract } from "#app/_server/contract.ts";
import { serve } from "#app/_server/endpoint.ts";

export const GET = serve(contract.getIntervention);
export const PATCH = serve(contract.updateIntervention);
export const DELETE = serve(contract.deleteIntervention);
