import { kit } from "../dialect.ts";
import { ruleStates } from "../values.ts";

const { table, id, text, integer, instant, json, oneOf, index } = kit;

/** What a field of a change must hold; the values are texts, as they stand in addresses. */
interface Condition {
  field: string;
  op: string;
  values: string[];
}

/** Rules that people composed, beside those that every installation has. */
export const ownRules = table("guardrail_rules", {
  id: id(),
  version: integer().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  name: text().notNull(),
  when: json<Condition[]>().notNull(),
  asks: json<Condition[]>().notNull(),
  state: oneOf(ruleStates).notNull(),
  stateSince: instant().notNull(),
  /** When it came to ask what it asks now: what was noted before speaks of another rule. */
  wordedAt: instant().notNull(),
});

/** What a rule in shadow would have said of a change that somebody asked about; the latest so many are kept. */
export const ownRuleNotes = table(
  "guardrail_notes",
  {
    id: id(),
    ruleId: text()
      .notNull()
      .references(() => ownRules.id),
    at: instant().notNull(),
    state: text().notNull(),
    title: text(),
    source: text(),
    externalId: text(),
    system: text(),
    askedBy: text().notNull(),
  },
  (t) => [index("guardrail_notes_rule").on(t.ruleId, t.id)],
);
