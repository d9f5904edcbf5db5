import { z } from "zod";
import { invalid } from "#lib/errors.ts";
import { listGuardrailRules } from "#lib/guardrail-rules/read.ts";
import { conditionsWord, type OwnRule } from "#lib/guardrail-rules/schema.ts";
import { guardrailNames, guardrailRules } from "#lib/guardrails/schema.ts";
import { type StateCode, stateAt } from "#lib/guardrails/states.ts";
import { selectChanges } from "./base-rate.ts";
import { culpritMarks } from "./culprits.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { listOf } from "./filter/readers.ts";
import { guardrailStatesOf } from "./guardrail-states.ts";
import { onlyBy, Price, priceOf, pricesByOrg } from "./price.ts";
import { question } from "./question.ts";
import { textOn } from "./rule-price-words.ts";
import { type Division, divisionsOf, ownStateReader } from "./rule-states.ts";
import { blocksOf, type Judged, orgsOf, type Tally, tallyOf, tallyWithin } from "./rule-tally.ts";
import { Figure, InWords } from "./shapes.ts";
import { precisionSpans } from "./tally.ts";

/**
 * What does a rule hold, and what does it catch?
 *
 * A backtest over the changes that were deployed in the period and sent singly; totals of a day are never judged. A rule
 * holds a change that lacks what it asks for, by what is recorded of the change and the tier and organisation that its
 * system has today. Where too little is recorded to tell, the change is neither held nor passed. A set of rules holds what
 * one of them holds. Culprits are the changes that an incident names as its cause, of the incidents that the filter
 * means. That a culprit was held does not say that the incident would not have come.
 *
 * Priced are each rule in force (the guardrails and live rules of one's own), every pair of these, all of them together,
 * every rule of one's own that is a draft or in shadow, and any set (`together`) or draft (`when`, `asks`) that is asked
 * for.
 */

const ruleId = z.string().describe("Name of a guardrail, or the id of a rule of your own.");
const rules = z.array(ruleId).describe("Which rules.");

const RulePrice = z
  .object({
    rule: ruleId,
    name: z.string().describe("What people call it."),
    state: z
      .enum(["guardrail", "live", "shadow", "draft"])
      .describe("`guardrail`: in force in every installation. Of your own: how far it has come."),
    ...Price.shape,
    only: z
      .object({
        held: z.int().describe("Changes held by it alone."),
        culprits: z.int().describe("Culprits among these."),
      })
      .describe("What it holds and no other rule in force does: what it adds to them."),
  })
  .meta({ title: "Price of one rule" });
export type RulePrice = z.infer<typeof RulePrice>;

const SetPrice = z.object({ rules, ...Price.shape }).meta({ title: "Price of a set of rules" });
const DraftPrice = RulePrice.omit({ rule: true, name: true, state: true }).meta({
  title: "Price of a draft",
});

const { byOrg: _, ...pairShape } = Price.shape;

/** At most so many rules are priced together when asked. */
const mostTogether = 16;

export type RulePrices = z.infer<typeof getRulePrice.definition.answer>;

export const getRulePrice = question({
  name: "rule-price",
  summary: "What does a rule hold, and what does it catch?",
  parameters: {
    together: listOf(
      (text) =>
        (guardrailRules as readonly string[]).includes(text) || /^grl_\w{1,60}$/.test(text)
          ? text
          : undefined,
      "use names of guardrails and ids of rules of your own",
    )
      .refine(
        (some) => some === undefined || some.length <= mostTogether,
        `names more than ${mostTogether} rules`,
      )
      .describe("A set of rules to price together: names of guardrails, ids of rules of your own."),
    when: conditionsWord
      .optional()
      .describe(
        "A draft to price: which changes it is asked of, such as aiAssistance:is:agent|generated,tier:is:1; of all of them where left out.",
      ),
    asks: conditionsWord
      .optional()
      .describe("A draft to price: what it asks of them, such as approvals:at-least:2."),
  },
  answer: {
    text: InWords,
    changes: z.int().describe("Changes deployed in the period and sent singly: those that are judged."),
    culprits: z.int().describe("Those that are the culprit of an incident that the filter means."),
    pending: z
      .int()
      .describe(
        "Those whose days of follow-up are not over: an incident of which one of them is the culprit may still come, so that culprits among them are a floor.",
      ),
    weeks: Figure.meta({
      description: "Weeks of the period since the first recorded change that are over.",
      unit: "weeks",
      declines: "null under one week",
    }),
    atRandom: Figure.meta({
      description: "Changes for each culprit among all of them: what holding at random would take.",
      unit: "changes",
      declines: "null without a culprit",
    }),
    rules: z
      .array(RulePrice)
      .describe("Each rule alone: the guardrails, then rules of your own that are not retired."),
    pairs: z
      .array(z.object({ rules, ...pairShape }))
      .describe("Each two rules in force together, fewest held for each culprit first."),
    inForce: SetPrice.describe("All rules in force together."),
    together: SetPrice.nullable().describe("The set that was asked for; null where none was."),
    draft: DraftPrice.nullable().describe("The draft that was asked for; null where none was."),
  },
  async compute({ facts, filter, period, rows, now, settings }, ask) {
    const { items } = await ask(listGuardrailRules, {});
    const changes = selectChanges({ facts, which: filter, period });
    const marks = culpritMarks(facts, rows);
    const judged: Judged = { facts, changes, incidents: rows, marks, orgs: orgsOf(facts) };
    const weeks = weeksOf(facts, { period, now });
    const priced = (tally: Tally, set: number) => {
      const asked = { tally, set, weeks, orgs: facts.systems.orgs };
      return { ...priceOf(asked), byOrg: pricesByOrg(asked) };
    };
    const { when = [], asks = [] } = filter;
    const known = knownRules(facts, items);
    const draft = asks.length === 0 ? [] : [{ when, asks }];
    const own = [...items.filter(({ state }) => state !== "retired"), ...draft];
    const tally = tallyOf(judged, {
      rules: [...known.map(({ stateOf }) => stateOf), ...draft.map((one) => ownStateReader(facts, one))],
      divisions: [
        guardrailDivision(facts),
        ...divisionsOf(
          facts,
          own.flatMap((one) => [...one.when, ...one.asks]),
        ),
      ],
    });
    const forced = known.filter(({ state }) => state === "guardrail" || state === "live");
    const all = (1 << forced.length) - 1;
    const among = facts.systems.orgs.words.length;
    const singly = blocksOf(known.length + draft.length).flatMap((block) => {
      const within = tallyWithin(tally, block, among);
      return block.map((place) => priced(within, 1 << place));
    });
    /** A rule by its place, and what it adds to those in force. */
    const alone = (place: number) => ({
      ...singly[place]!,
      only: onlyBy(tally, 1 << place, all & ~(1 << place)),
    });
    const chosen = filter.together?.map((name) => {
      const place = known.findIndex(({ rule }) => rule === name);
      return place < 0 ? unknownRule(name) : place;
    });
    const culprits = tally.culprits.reduce((sum, own) => sum + own, 0);
    const answer = {
      changes: changes.length,
      culprits,
      pending: pendingAmong(facts, changes, { now, followUpDays: settings.changeFollowUpDays }),
      weeks,
      atRandom: culprits === 0 ? null : changes.length / culprits,
      rules: known.map(({ stateOf: _, ...named }, place) => ({ ...named, ...alone(place) })),
      pairs: pairTallies(tally, forced.length)
        .map(({ pair: [a, b], within }) => ({
          rules: [forced[a]!.rule, forced[b]!.rule],
          ...priceOf({ tally: within, set: (1 << a) | (1 << b), weeks }),
        }))
        .sort((a, b) => (a.heldForEach ?? Infinity) - (b.heldForEach ?? Infinity)),
      inForce: { rules: forced.map(({ rule }) => rule), ...priced(tally, all) },
      together:
        chosen === undefined
          ? null
          : {
              rules: chosen.map((place) => known[place]!.rule),
              ...priced(
                tally,
                chosen.reduce((set, place) => set | (1 << place), 0),
              ),
            },
      draft: draft.length === 0 ? null : alone(known.length),
    };
    return { text: textOn(answer, settings.changeFollowUpDays), ...answer };
  },
});

interface Known extends Pick<RulePrice, "rule" | "name" | "state"> {
  /** By row of the change facts. */
  stateOf: (row: number) => StateCode;
}

/** The guardrails, then the live rules of one's own, then those that are not in force. */
function knownRules(facts: Facts, own: readonly OwnRule[]): Known[] {
  const packed = guardrailStatesOf(facts);
  const guardrails = guardrailRules.map((rule, place): Known => {
    return {
      rule,
      name: guardrailNames[rule],
      state: "guardrail",
      stateOf: (row) => stateAt(packed[row]!, place),
    };
  });
  const ours = own.flatMap(({ state, id, name, ...rule }): Known[] =>
    state === "retired" ? [] : [{ rule: id, name, state, stateOf: ownStateReader(facts, rule) }],
  );
  const isLive = ({ state }: Known) => state === "live";
  return [...guardrails, ...ours.filter(isLive), ...ours.filter((rule) => !isLive(rule))];
}

/** All guardrails at once, as they are packed. */
function guardrailDivision(facts: Facts): Division {
  const classOf = Int32Array.from({ length: 1 << 16 }, (_, code) => code);
  return { codes: guardrailStatesOf(facts), classOf, classes: classOf.length };
}

/** Every pair of so many rules, in order, each with a tally that knows both. */
function pairTallies(tally: Tally, count: number): { pair: readonly [number, number]; within: Tally }[] {
  const blocks = blocksOf(count);
  return blocks
    .flatMap((first, i) =>
      blocks.slice(i).flatMap((second) => {
        const within = tallyWithin(tally, [...new Set([...first, ...second])]);
        return first.flatMap((a) =>
          second.filter((b) => a < b).map((b) => ({ pair: [a, b] as const, within })),
        );
      }),
    )
    .sort((one, other) => one.pair[0] - other.pair[0] || one.pair[1] - other.pair[1]);
}

/** Changes that have not had the time to fail in which every change is judged. */
function pendingAmong(
  { changes }: Facts,
  rows: Selection,
  { now, followUpDays }: { now: Date; followUpDays: number },
): number {
  const [at, known] = [changes.deployedAt.values, changes.deployedPrecision.values];
  const over = now.getTime() - followUpDays * 86_400_000;
  let pending = 0;
  for (let i = 0; i < rows.length; i += 1)
    pending += Number(at[rows[i]!]! + precisionSpans[known[rows[i]!]!]! > over);
  return pending;
}

const weekMs = 7 * 86_400_000;

function weeksOf(
  { changes }: Facts,
  { period, now }: { period: { from: Date; to: Date }; now: Date },
): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < changes.count; row += 1)
    if (changes.live.values[row] === 1 && changes.deployedAt.values[row]! < first)
      first = changes.deployedAt.values[row]!;
  const from = Math.max(first, period.from.getTime());
  const weeks = (Math.min(period.to.getTime(), now.getTime()) - from) / weekMs;
  return weeks >= 1 ? weeks : null;
}

function unknownRule(name: string): never {
  throw invalid([{ path: "together", message: `there is no rule ${name} that is not retired` }]);
}
