import { kit } from "../dialect.ts";
import { markPolicies as policies } from "../values.ts";

const { table, id, text, integer, instant, oneOf, unique } = kit;

/** What a repository asks of marks of AI in its commits, from a day of the organisation's zone on. */
export const markPolicies = table(
  "mark_policies",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    revision: integer().notNull(),
    repository: text().notNull(),
    policy: oneOf(policies).notNull(),
    /** A calendar day, yyyy-mm-dd. */
    holdsFrom: text().notNull(),
    /** On what grounds a missing mark counts as none, where marks are required. */
    note: text(),
    labelAudit: text(),
    setBy: text().notNull(),
  },
  (t) => [unique("mark_policies_day").on(t.repository, t.holdsFrom)],
);
