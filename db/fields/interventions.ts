import { interventionKinds } from "../values.ts";
import { defineFields } from "./field.ts";

const notIn = {
  import: "there are few of them, and each is typed once",
  facts: "there are few of them, and they are read from the database",
  filter: "figures show all of them on their axis of time",
} as const;

/** What was done to change how things go, besides whom it reaches. */
export const interventionFields = defineFields({
  name: {
    kind: "name",
    max: 200,
    required: true,
    label: "Name",
    means: "What people call it.",
    group: "intervention",
    notIn,
  },
  kind: {
    kind: "choice",
    values: interventionKinds,
    blank: "other",
    label: "Kind",
    means: "What sort of step it was.",
    group: "intervention",
    notIn,
  },
  startsOn: {
    kind: "day",
    required: true,
    label: "First day",
    means: "The day it began, in the organisation's zone.",
    group: "intervention",
    notIn,
  },
  endsOn: {
    kind: "day",
    label: "Last day",
    means: "Its last day, in the organisation's zone; null where it has no end.",
    group: "intervention",
    notIn,
  },
  note: {
    kind: "text",
    max: 10_000,
    label: "Note",
    means: "What was done, and why, as Markdown.",
    group: "intervention",
    notIn,
  },
});
