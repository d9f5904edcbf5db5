import type { ImportTarget } from "#db/values.ts";
import type { Profile } from "#lib/integrations/profile.ts";
import { targets } from "../targets/index.ts";

export const ownProfile = "faultline";

/** Our own exports name their columns as the fields are named, to the letter. */
const ownRequires: Readonly<Record<ImportTarget, string[]>> = {
  incidents: ["id", "title", "startedAt", "severityRaw"],
  changes: ["id", "title", "deployedAt", "aiAssistance"],
  "change-volumes": ["day", "aiAssistance", "count", "source"],
  "ai-activity": ["user_email", "day", "is_active", "tools", "models", "source"],
  systems: ["slug", "name", "tier", "dependsOn"],
  actions: ["id", "incident", "title", "dueOn"],
};

export const ownProfiles = Object.values(targets).map((target): Profile => {
  return {
    name: ownProfile,
    label: "Faultline's own export",
    target: target.name,
    source: null,
    requires: ownRequires[target.name],
    fields: Object.fromEntries(target.fields.map((field) => [field.name, [field.name]])),
  };
});
