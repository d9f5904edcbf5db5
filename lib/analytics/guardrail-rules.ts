import { z } from "zod";
import { GuardrailRule, guardrailRules } from "#lib/guardrails/schema.ts";
import { MET, NOT_KNOWN, stateAt, UNMET } from "#lib/guardrails/states.ts";
import { bucketFinder } from "#lib/period.ts";
import { Avoidable, avoidable } from "./avoidable.ts";
import { type Cohort, cohortsOf } from "./change-failure-rate.ts";
import { changeOutcomes, FAILED, PASSED } from "./change-outcomes.ts";
import { culpritState } from "./culprits.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { guardrailStatesOf } from "./guardrail-states.ts";
import type { View } from "./question.ts";
import { Figure, Share } from "./shapes.ts";
import { shareOf, sumOf } from "./tally.ts";

/** What each rule says of the changes, and of the culprits among them. */

/** Of the changes that are looked at, in which state the rule is. */
const states = {
  applicable: z.int().describe("Changes that the rule applies to, or may: met, unmet and unknown together."),
  met: z.int().describe("Changes that meet it."),
  unmet: z.int().describe("Changes that lack it."),
  unknown: z
    .int()
    .describe("Changes of which it is not known whether they meet it, or whether it applies to them."),
};

export const RuleFigures = z
  .object({
    rule: GuardrailRule.describe("Which rule."),
    ...states,
    rate: Figure.meta({
      description: "Compliance: met / (met + unmet).",
      unit: "a fraction from 0 to 1",
      uncertainty: "Wilson's 95% interval",
      declines: "null where neither is known of any change",
      source: "Wilson (1927)",
    }),
    low: Figure.describe("Lower end of its 95% interval; null where there is no rate."),
    high: Figure.describe("Upper end of its 95% interval; null where there is no rate."),
    lacking: Share.describe(
      "Of all changes whose follow-up is over, to which the rule applies and where it is known whether it was met, those that lack it.",
    ),
    culprits: z
      .object({
        ...states,
        lacking: Share.describe("Of these, among those where it is known, the culprits that lack it."),
      })
      .describe(
        "The same of the changes that failed within their follow-up. A rule that culprits lack more often than all changes goes with failure; that it would have prevented it is not said.",
      ),
    incidents: z
      .int()
      .describe("Incidents with a culprit change that lacked it. One incident can stand with several rules."),
    lostOrders: Avoidable.meta({
      description:
        "Orders lost in those incidents, and whether that is a ceiling of what the rule could have avoided or only a floor of what was lost. One incident can stand with several rules, so these do not add up. Nothing says that the safeguard would have caught the fault.",
      unit: "orders",
    }),
  })
  .meta({ title: "Figures of a rule" });

export type RuleFigures = z.infer<typeof RuleFigures>;

const statesPerRule = 4;

const cells = guardrailRules.length * statesPerRule;

interface States {
  all: Int32Array;
  /** Of changes whose follow-up is over, and of those among them that failed: like is held against like. */
  ofJudged: Int32Array;
  ofCulprits: Int32Array;
  each: Int32Array[];
  /** Changes in each bucket. */
  sizes: Int32Array;
  cohort: Cohort;
}

/** How many changes are in each state of each rule: in each bucket, in all, among those judged, and among culprits. */
export function countStates(view: View<Filter>, changes: Selection): States {
  const { facts, buckets, period } = view;
  const packed = guardrailStatesOf(facts);
  const outcomes = changeOutcomes(view, period);
  const find = bucketFinder(buckets);
  const { values: deployedAt } = facts.changes.deployedAt;
  const count = buckets.complete.length;
  const counts = new Int32Array(count * cells);
  const [ofJudged, ofCulprits] = [new Int32Array(cells), new Int32Array(cells)];
  const sizes = new Int32Array(count);
  for (let i = 0; i < changes.length; i += 1) {
    const row = changes[i]!;
    const states = packed[row]!;
    const bucket = find(deployedAt[row]!);
    sizes[bucket]! += 1;
    const from = bucket * cells;
    for (let place = 0; place < guardrailRules.length; place += 1) {
      counts[from + place * statesPerRule + stateAt(states, place)]! += 1;
    }
    const outcome = outcomes[row]!;
    if (outcome !== PASSED && outcome !== FAILED) continue;
    for (let place = 0; place < guardrailRules.length; place += 1) {
      const cell = place * statesPerRule + stateAt(states, place);
      ofJudged[cell]! += 1;
      ofCulprits[cell]! += Number(outcome === FAILED);
    }
  }
  const [cohort] = cohortsOf({ outcomes, rows: changes, groups: new Uint8Array(changes.length), size: 1 });
  const each = Array.from({ length: count }, (_, b) => counts.subarray(b * cells, (b + 1) * cells));
  const all = new Int32Array(cells);
  for (const own of each)
    own.forEach((value, cell) => {
      all[cell]! += value;
    });
  return { all, ofJudged, ofCulprits, each, sizes, cohort: cohort! };
}

function statesAt(counts: Int32Array, place: number) {
  const at = (state: number) => counts[place * statesPerRule + state]!;
  const [met, unmet, unknown] = [at(MET), at(UNMET), at(NOT_KNOWN)];
  return { applicable: met + unmet + unknown, met, unmet, unknown };
}

export function complianceAt(counts: Int32Array, place: number): Share {
  const { met, unmet, unknown } = statesAt(counts, place);
  return shareOf({ yes: met, known: met + unmet, unknown });
}

function lackingAt(counts: Int32Array, place: number): Share {
  const { met, unmet, unknown } = statesAt(counts, place);
  return shareOf({ yes: unmet, known: met + unmet, unknown });
}

export function ruleFigures(
  { facts, rows }: View<Filter>,
  { rule, place, states }: { rule: GuardrailRule; place: number; states: States },
): RuleFigures {
  const { share, low, high } = complianceAt(states.all, place);
  const stateOf = culpritState(facts, [rule]);
  const [missed, unjudged] = [UNMET, NOT_KNOWN].map((state) =>
    rowsWhere(rows, (row) => stateOf(row) === state),
  );
  return {
    rule,
    ...statesAt(states.all, place),
    rate: share,
    low,
    high,
    lacking: lackingAt(states.ofJudged, place),
    culprits: { ...statesAt(states.ofCulprits, place), lacking: lackingAt(states.ofCulprits, place) },
    incidents: missed!.length,
    lostOrders: avoidable(sumOf(facts.incidents.lostOrders.values, missed!), unjudged!.length),
  };
}
