import { contract } from "#app/_server/contract.ts";
import { serve } from "#app/_server/endpoint.ts";

export const GET = serve(contract.getView);
export const PATCH = serve(contract.updateView);
export const DELETE = serve(contract.removeView);
