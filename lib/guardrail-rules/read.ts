import { and, asc, count, desc, eq, gte, inArray, min, ne } from "drizzle-orm";
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { ownRuleNotes, ownRules } from "#db/schema/guardrail-rules.ts";
import { notFound } from "#lib/errors.ts";
import { query } from "#lib/query.ts";
import { OwnRule, RuleNote } from "./schema.ts";
import { wordingWords } from "./words.ts";

/** So many notes of a rule are kept, the latest. */
export const mostNotes = 1000;

export const listGuardrailRules = query({
  name: "guardrail-rules.list",
  summary: "Guardrail rules that people composed, with what was noted of those in shadow; the newest last",
  requires: "read",
  input: z.strictObject({}),
  answer: z.object({ items: z.array(OwnRule).describe("All of them, the retired too.") }),
  async run({ read }) {
    const rows = await read.select().from(ownRules).orderBy(asc(ownRules.id));
    return { items: await complete(read, rows) };
  },
});

export const getGuardrailRule = query({
  name: "guardrail-rules.get",
  summary: "One guardrail rule that people composed",
  requires: "read",
  input: z.object({ id: z.string().max(100) }),
  answer: OwnRule,
  async run({ read }, { id }) {
    const rows = await read.select().from(ownRules).where(eq(ownRules.id, id)).limit(1);
    const [rule] = await complete(read, rows);
    if (rule === undefined) throw notFound(`guardrail rule ${id}`);
    return rule;
  },
});

export const listRuleNotes = query({
  name: "guardrail-rules.notes",
  summary: "What a rule in shadow would have said to checks, the latest first",
  requires: "read",
  input: z.object({ id: z.string().max(100) }),
  answer: z.object({ items: z.array(RuleNote).describe("The latest 100 since it asks what it asks now.") }),
  async run({ read, ask }, { id }) {
    const rule = await ask(getGuardrailRule, { id });
    const rows = await read
      .select()
      .from(ownRuleNotes)
      .where(and(eq(ownRuleNotes.ruleId, id), gte(ownRuleNotes.at, rule.wordedAt)))
      .orderBy(desc(ownRuleNotes.id))
      .limit(100);
    return { items: rows.map((row) => RuleNote.parse(row)) };
  },
});

const Judging = OwnRule.pick({ id: true, name: true, when: true, asks: true, state: true });

/** Asked by every check, so it reads the one table alone. */
export const judgingRules = query({
  name: "guardrail-rules.judging",
  summary: "The rules in shadow, and the live ones",
  requires: "read",
  input: z.void(),
  answer: z.array(Judging),
  async run({ read }) {
    const rows = await read
      .select()
      .from(ownRules)
      .where(inArray(ownRules.state, ["shadow", "live"]))
      .orderBy(asc(ownRules.id));
    return rows.map((row) => Judging.parse(row));
  },
});

/** Ids of the oldest notes of these rules, beyond those that are kept. */
export const notesBeyond = query({
  name: "guardrail-rules.notes-beyond",
  summary: "Notes of rules that are more than are kept",
  requires: "read",
  input: z.object({ ids: z.array(z.string()) }),
  answer: z.array(z.string()),
  async run({ read }, { ids }) {
    const found: string[] = [];
    for (const id of ids) {
      const rows = await read
        .select({ id: ownRuleNotes.id })
        .from(ownRuleNotes)
        .where(eq(ownRuleNotes.ruleId, id))
        .orderBy(desc(ownRuleNotes.id))
        .limit(20)
        .offset(mostNotes - 1);
      found.push(...rows.map((row) => row.id));
    }
    return found;
  },
});

/** Of the rules that are not retired, how many are in which state. */
export const ruleCounts = query({
  name: "guardrail-rules.counts",
  summary: "How many rules there are that are not retired, and how many of them are live",
  requires: "read",
  input: z.void(),
  answer: z.object({ standing: z.int(), live: z.int() }),
  async run({ read }) {
    const rows = await read
      .select({ state: ownRules.state })
      .from(ownRules)
      .where(ne(ownRules.state, "retired"));
    return { standing: rows.length, live: rows.filter(({ state }) => state === "live").length };
  },
});

async function complete(read: Reader, rows: (typeof ownRules.$inferSelect)[]): Promise<OwnRule[]> {
  const counts = await read
    .select({
      ruleId: ownRuleNotes.ruleId,
      state: ownRuleNotes.state,
      wordedAt: ownRules.wordedAt,
      checks: count(),
      since: min(ownRuleNotes.at),
    })
    .from(ownRuleNotes)
    .innerJoin(ownRules, eq(ownRules.id, ownRuleNotes.ruleId))
    .where(gte(ownRuleNotes.at, ownRules.wordedAt))
    .groupBy(ownRuleNotes.ruleId, ownRuleNotes.state, ownRules.wordedAt);
  return rows.map((row) => {
    const own = counts.filter(({ ruleId }) => ruleId === row.id);
    const of = (state: string) => own.find((one) => one.state === state)?.checks ?? 0;
    const first = own.flatMap(({ since }) => since ?? []).sort((a, b) => a.getTime() - b.getTime());
    const noted = {
      checks: own.reduce((sum, { checks }) => sum + checks, 0),
      since: first[0] ?? null,
      held: of("unmet"),
      passed: of("met"),
      notApplicable: of("not-applicable"),
      notKnown: of("unknown"),
    };
    return OwnRule.parse({ ...row, text: wordingWords(row as never), noted });
  });
}
