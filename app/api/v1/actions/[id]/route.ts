import { contract } from "#app/_server/contract.ts";
import { serve } from "#app/_server/endpoint.ts";

export const GET = serve(contract.getAction);
export const PATCH = serve(contract.updateAction);
export const DELETE = serve(contract.removeAction);
