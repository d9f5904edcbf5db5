import { contract } from "#app/_server/contract.ts";
import { serve } from "#app/_server/endpoint.ts";

export const GET = serve(contract.getSettings);
export const PATCH = serve(contract.updateSettings);
