import { systemFields } from "#db/fields/systems.ts";
import { type ImportWords, targetFields } from "./fields.ts";
import type { Target } from "./target.ts";

/** Headers and words of other tools, for the fields that have any. */
const words = {
  name: {
    required: false,
    names: [
      "system",
      "system name",
      "service",
      "service name",
      "application",
      "component",
      "ci name",
      "title",
    ],
  },
  tier: {
    confirm: true,
    names: ["service tier", "criticality", "level"],
    words: {
      "tier 1": 1,
      tier1: 1,
      "tier-1": 1,
      t1: 1,
      "tier 2": 2,
      tier2: 2,
      "tier-2": 2,
      t2: 2,
      "tier 3": 3,
      tier3: 3,
      "tier-3": 3,
      t3: 3,
    },
  },
  org: {
    names: ["organisation", "organization", "department", "business unit", "vp"],
  },
  owner: {
    names: ["team", "owning team", "service owner", "managed by", "assignment group"],
  },
  description: {
    names: ["summary", "short description"],
  },
  retiredAt: {
    names: ["retired", "decommissioned at", "end of life"],
  },
} satisfies Partial<Record<keyof typeof systemFields, ImportWords>>;

export const systemsTarget: Target = {
  name: "systems",
  label: "Systems",
  naturalKey: ["slug"],
  fields: [
    { name: "slug", label: "Slug", kind: "system", names: ["id", "key", "identifier", "service id"] },
    ...targetFields(systemFields, words),
    {
      name: "dependsOn",
      label: "Depends on",
      kind: "names",
      into: { list: "dependsOn", as: "" },
      names: ["dependencies", "upstream"],
    },
  ],
};
