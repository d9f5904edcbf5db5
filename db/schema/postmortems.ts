import { kit } from "../dialect.ts";
import { actionFields } from "../fields/actions.ts";
import { columnsOf } from "../fields/columns.ts";
import { postmortemFields, timelineFields } from "../fields/postmortems.ts";
import { postmortemStates } from "../values.ts";
import { incidents } from "./incidents.ts";

const { table, id, text, integer, instant, json, oneOf, index, unique } = kit;

const incidentNumber = () =>
  integer()
    .notNull()
    .references(() => incidents.number);

export const postmortems = table(
  "postmortems",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    incidentNumber: incidentNumber(),
    state: oneOf(postmortemStates).notNull(),
    ...columnsOf(postmortemFields),
    fiveWhys: json<string[]>().notNull(),
    reviewers: json<string[]>().notNull(),
    publishedAt: instant(),
  },
  (t) => [unique("postmortems_incident").on(t.incidentNumber)],
);

export const timelineEntries = table(
  "timeline_entries",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    incidentNumber: incidentNumber(),
    ...columnsOf(timelineFields),
  },
  (t) => [index("timeline_entries_incident").on(t.incidentNumber, t.at)],
);

export const actionItems = table(
  "action_items",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: text(),
    incidentNumber: incidentNumber(),
    ...columnsOf(actionFields),
  },
  (t) => [
    index("action_items_incident").on(t.incidentNumber),
    index("action_items_state").on(t.state, t.dueOn),
  ],
);
