import type { ImportTarget } from "#db/values.ts";
import { actionsTarget } from "./actions.ts";
import { aiActivityTarget } from "./ai-activity.ts";
import { changesTarget, changeVolumesTarget } from "./changes.ts";
import { incidentsTarget } from "./incidents.ts";
import { systemsTarget } from "./systems.ts";
import type { Target } from "./target.ts";

export const targets: Readonly<Record<ImportTarget, Target>> = {
  incidents: incidentsTarget,
  changes: changesTarget,
  "change-volumes": changeVolumesTarget,
  "ai-activity": aiActivityTarget,
  systems: systemsTarget,
  actions: actionsTarget,
};
