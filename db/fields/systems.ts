import { tiers } from "../values.ts";
import { defineFields } from "./field.ts";

const readWhereShown = "lists read it from the database where they show it";
const namesASystem = "`system` names a system by its slug";

/** What is known of a system, besides its slug and the systems it cannot work without. */
export const systemFields = defineFields({
  name: {
    kind: "name",
    max: 200,
    required: true,
    label: "Name",
    means: "What people call the system; its slug where nobody said.",
    group: "system",
    notIn: { filter: namesASystem },
  },
  tier: {
    kind: "level",
    values: tiers,
    label: "Tier",
    means: "How much depends on it: 1 is most. Null is not recorded.",
    group: "system",
  },
  org: {
    kind: "name",
    max: 200,
    facts: "words",
    label: "Organisation",
    means: "The part of the company that it belongs to.",
    group: "system",
  },
  owner: {
    kind: "name",
    max: 200,
    facts: "words",
    label: "Owner",
    means: "The team or person that looks after it.",
    group: "system",
    notIn: { filter: "lists of changes choose by it; systems and incidents are chosen by organisation" },
  },
  description: {
    kind: "text",
    max: 5000,
    label: "Description",
    means: "What it does, as Markdown.",
    group: "system",
    notIn: { facts: readWhereShown, filter: namesASystem },
  },
  retiredAt: {
    kind: "instant",
    label: "Retired",
    means: "Since when it is no longer in use; null while it is.",
    group: "system",
    notIn: {
      facts: readWhereShown,
      filter: "a retired system keeps its incidents, which stay in all figures",
    },
  },
});
