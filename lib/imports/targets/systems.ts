import { tiers } from "#db/values.ts";
import type { Target } from "./target.ts";

export const systemsTarget: Target = {
  name: "systems",
  label: "Systems",
  naturalKey: ["slug"],
  fields: [
    { name: "slug", label: "Slug", kind: "system", names: ["id", "key", "identifier", "service id"] },
    {
      name: "name",
      label: "Name",
      kind: "line",
      max: 200,
      names: ["system", "system name", "service", "service name", "application", "component", "ci name", "title"],
    },
    {
      name: "tier",
      label: "Tier",
      kind: "choice",
      choices: tiers,
      confirm: true,
      names: ["service tier", "criticality", "level"],
      words: { "tier 1": 1, tier1: 1, "tier-1": 1, t1: 1, "tier 2": 2, tier2: 2, "tier-2": 2, t2: 2, "tier 3": 3, tier3: 3, "tier-3": 3, t3: 3 },
    },
    { name: "org", label: "Organisation", kind: "line", max: 200, names: ["organisation", "organization", "department", "business unit", "vp"] },
    { name: "owner", label: "Owner", kind: "line", max: 200, names: ["team", "owning team", "service owner", "managed by", "assignment group"] },
    { name: "description", label: "Description", kind: "text", max: 5_000, names: ["summary", "short description"] },
    { name: "retiredAt", label: "Retired", kind: "instant", names: ["retired", "decommissioned at", "end of life"] },
    { name: "dependsOn", label: "Depends on", kind: "names", into: { list: "dependsOn", as: "" }, names: ["dependencies", "upstream"] },
  ],
};
