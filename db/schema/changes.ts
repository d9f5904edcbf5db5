import { kit } from "../dialect.ts";
import { changeFields } from "../fields/changes.ts";
import { columnsOf } from "../fields/columns.ts";
import { aiAssistances } from "../values.ts";
import { systems } from "./systems.ts";

const { table, id, number, text, integer, instant, oneOf, index, unique } = kit;

export const changes = table(
  "changes",
  {
    number: number(),
    id: text().notNull(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: text(),
    revision: integer().notNull(),
    deletedAt: instant(),
    ...columnsOf(changeFields),
    systemNumber: integer().references(() => systems.number),
  },
  (t) => [
    unique("changes_id").on(t.id),
    unique("changes_identity").on(t.source, t.externalId),
    index("changes_revision").on(t.revision),
    index("changes_system").on(t.systemNumber, t.deployedAt),
  ],
);

/** Totals for those who cannot send each change. `day` is a calendar day, yyyy-mm-dd, in the organisation's zone. */
export const changeVolumes = table(
  "change_volumes",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    revision: integer().notNull(),
    day: text().notNull(),
    systemNumber: integer().references(() => systems.number),
    aiAssistance: oneOf(aiAssistances).notNull(),
    count: integer().notNull(),
    source: text().notNull(),
  },
  (t) => [
    unique("change_volumes_identity").on(t.day, t.systemNumber, t.aiAssistance, t.source),
    index("change_volumes_revision").on(t.revision),
  ],
);
