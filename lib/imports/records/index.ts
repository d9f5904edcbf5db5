import type { ImportTarget } from "#db/values.ts";
import { actionRecords } from "./actions.ts";
import { activityRecords } from "./activity.ts";
import { changeRecords } from "./changes.ts";
import { incidentRecords } from "./incidents.ts";
import type { Records } from "./records.ts";
import { systemRecords } from "./systems.ts";
import { volumeRecords } from "./volumes.ts";

export const recordsOf: Readonly<Record<ImportTarget, Records>> = {
  incidents: incidentRecords,
  changes: changeRecords,
  "change-volumes": volumeRecords,
  "ai-activity": activityRecords,
  systems: systemRecords,
  actions: actionRecords,
};
