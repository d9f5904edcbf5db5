import { contract } from "#app/_server/contract.ts";
import { serve } from "#app/_server/endpoint.ts";

export const GET = serve(contract.getTimelineEntry);
export const PATCH = serve(contract.updateTimelineEntry);
export const DELETE = serve(contract.removeTimelineEntry);
