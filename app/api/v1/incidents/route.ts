import { contract } from "#app/_server/contract.ts";
import { serve } from "#app/_server/endpoint.ts";

export const GET = serve(contract.listIncidents);
export const POST = serve(contract.declareIncident);
export const PATCH = serve(contract.updateIncidents);
