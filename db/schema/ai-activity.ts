import { kit } from "../dialect.ts";

const { table, id, text, integer, instant, flag, json, index, unique } = kit;

/** Who used AI tools on which day, as their makers tell it. `day` is a calendar day, yyyy-mm-dd. */
export const aiActivity = table(
  "ai_activity",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    revision: integer().notNull(),
    deletedAt: instant(),
    /** In lower case. */
    email: text().notNull(),
    day: text().notNull(),
    source: text().notNull(),
    isActive: flag().notNull(),
    tools: json<string[]>().notNull(),
    models: json<string[]>().notNull(),
  },
  (t) => [
    unique("ai_activity_identity").on(t.email, t.day, t.source),
    index("ai_activity_day").on(t.day, t.id),
    index("ai_activity_revision").on(t.revision),
  ],
);
