import { kit } from "../dialect.ts";
import { actionKinds, actionPriorities, actionStates, postmortemStates, timelineKinds } from "../values.ts";
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
    summary: text(),
    impact: text(),
    detection: text(),
    rootCause: text(),
    /** How AI was involved, what it was asked, which safeguard was absent, what would have caught it. */
    aiRole: text(),
    wentWell: text(),
    wentWrong: text(),
    lucky: text(),
    fiveWhys: json<string[]>().notNull(),
    lessons: text(),
    owner: text(),
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
    at: instant().notNull(),
    text: text().notNull(),
    kind: oneOf(timelineKinds).notNull(),
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
    title: text().notNull(),
    kind: oneOf(actionKinds).notNull(),
    owner: text(),
    /** A calendar day, yyyy-mm-dd. */
    dueOn: text(),
    state: oneOf(actionStates).notNull(),
    priority: oneOf(actionPriorities).notNull(),
    trackerUrl: text(),
    closedAt: instant(),
  },
  (t) => [
    index("action_items_incident").on(t.incidentNumber),
    index("action_items_state").on(t.state, t.dueOn),
  ],
);
