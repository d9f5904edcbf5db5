import { z } from "zod";
import { invalid } from "#lib/errors.ts";
import { listGuardrailRules } from "#lib/guardrail-rules/read.ts";
import { conditionsWord, type OwnRule } from "#lib/guardrail-rules/schema.ts";
import { guardrailNames, guardrailRules } from "#lib/guardrails/schema.ts";
import { stateAt, UNMET } from "#lib/guardrails/states.ts";
import { selectChanges } from "./base-rate.ts";
import { culpritMarks } from "./culprits.ts";
import type { Facts } from "./facts/store.ts";
import { listOf } from "./filter/readers.ts";
import { guardrailStatesOf } from "./guardrail-states.ts";
import { onlyBy, Price, priceOf, pricesByOrg } from "./price.ts";
import { question } from "./question.ts";
import { textOn } from "./rule-price-words.ts";
import { ownStatesOf } from "./rule-states.ts";
import {
  type Judged,
  mostTogether,
  orgsOf,
  type Saying,
  sayingOf,
  type Tally,
  tallyOf,
} from "./rule-tally.ts";
import { Figure, InWords } from "./shapes.ts";

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
  async compute({ facts, filter, period, rows, now }, ask) {
    const { items } = await ask(listGuardrailRules, {});
    const changes = selectChanges({ facts, which: filter, period });
    const marks = culpritMarks(facts, rows);
    const judged: Judged = { facts, changes, incidents: rows, marks, orgs: orgsOf(facts) };
    const weeks = weeksOf(facts, { period, now });
    const priced = (tally: Tally, set: number) => {
      const asked = { tally, set, weeks, orgs: facts.systems.orgs };
      return { ...priceOf(asked), byOrg: pricesByOrg(asked) };
    };
    const known = knownRules(facts, items);
    const forced = known.filter(({ state }) => state === "guardrail" || state === "live");
    const live = forced.filter(({ state }) => state === "live").map(({ states }) => sayingOf(states()));
    const tally = tallyOf(judged, [guardrailsSay(facts), ...live]);
    const all = (1 << forced.length) - 1;
    const held = heldBy(tally, all);
    /** A rule that is not in force, beside those that are. */
    const beside = (states: Uint8Array) => {
      const own = tallyOf(judged, [sayingOf(states), sayingOf(held)]);
      return { ...priced(own, 1), only: onlyBy(own, 1, 2) };
    };
    const { when = [], asks = [] } = filter;
    const chosen = filter.together?.map(
      (name) => known.find(({ rule }) => rule === name) ?? unknownRule(name),
    );
    const culprits = tally.culprits.reduce((sum, own) => sum + own, 0);
    const answer = {
      changes: changes.length,
      culprits,
      weeks,
      atRandom: culprits === 0 ? null : changes.length / culprits,
      rules: known.map(({ states, ...named }, place) =>
        place < forced.length
          ? {
              ...named,
              ...priced(tally, 1 << place),
              only: onlyBy(tally, 1 << place, all & ~(1 << place)),
            }
          : { ...named, ...beside(states()) },
      ),
      pairs: pairsOf(forced.length)
        .map(([a, b]) => ({
          rules: [forced[a]!.rule, forced[b]!.rule],
          ...priceOf({ tally, set: (1 << a) | (1 << b), weeks }),
        }))
        .sort((a, b) => (a.heldForEach ?? Infinity) - (b.heldForEach ?? Infinity)),
      inForce: { rules: forced.map(({ rule }) => rule), ...priced(tally, all) },
      together:
        chosen === undefined
          ? null
          : {
              rules: chosen.map(({ rule }) => rule),
              ...priced(
                tallyOf(
                  judged,
                  chosen.map(({ states }) => sayingOf(states())),
                ),
                (1 << chosen.length) - 1,
              ),
            },
      draft: asks.length === 0 ? null : beside(ownStatesOf(facts, { when, asks })),
    };
    return { text: textOn(answer), ...answer };
  },
});

interface Known extends Pick<RulePrice, "rule" | "name" | "state"> {
  /** By row of the change facts; worked out where it is needed. */
  states(): Uint8Array;
}

/** The guardrails, then the live rules of one's own, then those that are not in force. */
function knownRules(facts: Facts, own: readonly OwnRule[]): Known[] {
  const guardrails = guardrailRules.map((rule, place): Known => {
    const states = () => statesAt(guardrailStatesOf(facts), place);
    return { rule, name: guardrailNames[rule], state: "guardrail", states };
  });
  const ours = own.flatMap(({ state, id, name, ...rule }): Known[] =>
    state === "retired" ? [] : [{ rule: id, name, state, states: () => ownStatesOf(facts, rule) }],
  );
  const isLive = ({ state }: Known) => state === "live";
  return [...guardrails, ...ours.filter(isLive), ...ours.filter((rule) => !isLive(rule))];
}

function statesAt(packed: Uint16Array, place: number): Uint8Array {
  const states = new Uint8Array(packed.length);
  for (let row = 0; row < states.length; row += 1) states[row] = stateAt(packed[row]!, place);
  return states;
}

/** All guardrails at once, as they are packed. */
function guardrailsSay(facts: Facts): Saying {
  const codes = guardrailStatesOf(facts);
  return { codes, width: 1 << 16, rules: guardrailRules.length, stateOf: stateAt };
}

/** Unmet where one rule of the set is; nothing else is told. */
function heldBy({ cellOf, unmet }: Tally, set: number): Uint8Array {
  const held = new Uint8Array(cellOf.length);
  for (let row = 0; row < held.length; row += 1) {
    const cell = cellOf[row]!;
    if (cell !== -1 && (unmet[cell]! & set) !== 0) held[row] = UNMET;
  }
  return held;
}

function pairsOf(count: number): [number, number][] {
  return Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (__, offset): [number, number] => [a, a + 1 + offset]),
  ).flat();
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
