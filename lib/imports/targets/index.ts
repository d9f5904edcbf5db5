import type { ImportTarget } from "#db/values.ts";
import { actionsTarget } from "./actions.ts";
import { aiActivityTarget } from "./ai-activity.ts";
import { changesTarget, changeVolumesTarget } from "./changes.ts";
import { incidentsTarget } from "./incidents.ts";
import { systemsTarget } from "./systems.ts";
import type { Target } from "./target.ts";
import { withWords } from "./words/index.ts";

export const targets: Readonly<Record<ImportTarget, Target>> = {
  incidents: withWords(incidentsTarget),
  changes: withWords(changesTarget),
  "change-volumes": withWords(changeVolumesTarget),
  "ai-activity": withWords(aiActivityTarget),
  systems: withWords(systemsTarget),
  actions: withWords(actionsTarget),
};
