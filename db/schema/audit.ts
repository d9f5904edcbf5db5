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
    /** The command that was carried out; null in entries older than this note. */
    command: text(),
    subject: text().notNull(),
    before: json<Record<string, unknown>>(),
    after: json<Record<string, unknown>>(),
  },
  (t) => [index("audit_entries_subject").on(t.subject), index("audit_entries_at").on(t.at)],
);
