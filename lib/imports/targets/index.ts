import type { ImportTarget } from "#db/values.ts";
import { actionsTarget } from "./actions.ts";
import { changesTarget, changeVolumesTarget } from "./changes.ts";
import { incidentsTarget } from "./incidents.ts";
import { systemsTarget } from "./systems.ts";
import type { Target } from "./target.ts";

export const targets: Readonly<Record<ImportTarget, Target>> = {
  incidents: incidentsTarget,
  changes: changesTarget,
  "change-volumes": changeVolumesTarget,
  systems: systemsTarget,
  actions: actionsTarget,
};
