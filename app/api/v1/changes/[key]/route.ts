import { contract } from "#app/_server/contract.ts";
import { serve } from "#app/_server/endpoint.ts";

export const GET = serve(contract.getChange);
export const PATCH = serve(contract.updateChange);
export const DELETE = serve(contract.deleteChange);
