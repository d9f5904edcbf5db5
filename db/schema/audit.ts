import { kit } from "../dialect.ts";
import { actorKinds } from "../values.ts";

const { table, id, text, instant, json, oneOf, index } = kit;

/** Append-only, and without foreign keys: history outlives its subjects. */
export const auditEntries = table(
  "audit_entries",
  {
    id: id(),
    at: instant().notNull(),
    actorKind: oneOf(actorKinds).notNull(),
    actorId: text(),
    actorName: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    before: json<Record<string, unknown>>(),
    after: json<Record<string, unknown>>(),
  },
  (t) => [index("audit_entries_subject").on(t.subject), index("audit_entries_at").on(t.at)],
);
