import { z } from "zod";
import { numericBound } from "#lib/format.ts";
import { NO, UNKNOWN, YES } from "#lib/guardrails/truth.ts";
import { fisher } from "#lib/statistics/fisher.ts";
import { type MannWhitney, mannWhitneySorted } from "#lib/statistics/mann-whitney.ts";
import { ascendingOrder } from "#lib/statistics/order.ts";
import { quantileSorted } from "#lib/statistics/quantile.ts";
import { estimateOf, sideOfOne } from "./estimates.ts";
import { comparedFactors, type Outcome } from "./factor-names.ts";
import {
  type FactorContext,
  factorReader,
  outcomeMeasures,
  outcomeReader,
  type TruthReader,
} from "./factors.ts";
import type { Selection } from "./facts/rows.ts";
import { valuesOf } from "./measures.ts";
import { Answered, type Declined, type Estimate, Figure } from "./shapes.ts";

/**
 * Each factor against an outcome. The 2×2 table holds incidents of which both are known: its odds ratio is the
 * conditional maximum-likelihood one with its exact interval and Fisher's p. For an outcome that is a number the
 * two groups' medians stand beside it, with the Hodges–Lehmann shift (with minus without) and Mann–Whitney's p.
 * Their q is corrected together with all other tests of the answer (correlation.ts).
 * Sources: R's `fisher.test`, `wilcox.test(exact = FALSE)`, `p.adjust("BH")`.
 */

const Side = z
  .object({
    n: z.int().describe("Incidents on this side of which the outcome is known too."),
    outcome: z.int().describe("Those of them with the outcome."),
    share: Figure.meta({
      description: "outcome / n.",
      unit: "a fraction from 0 to 1",
      declines: "null where there are none",
    }),
    median: Figure.meta({
      description: "Median of the outcome's measure, over those that recorded it.",
      unit: "orders, or minutes",
      declines: "null where the outcome is no number, or none recorded it",
    }),
  })
  .meta({ title: "Side of a comparison" });

export const Comparison = z
  .object({
    factor: z.enum(comparedFactors).describe("What the outcome is held against."),
    with: Side.describe("Incidents with the factor."),
    without: Side.describe("Incidents known to be without it."),
    unknown: z.int().describe("Incidents with a known outcome of which the factor is not known: left out."),
    oddsRatio: Answered.meta({
      description:
        "Odds of the outcome with the factor over the odds without it (conditional maximum likelihood), over the incidents of which both are known.",
      uncertainty:
        "exact conditional 95% interval, Fisher's p, and q over all tests of the answer; where the interval holds 1, no difference is to be seen",
      declines:
        "fewer than 5 with the factor and without the outcome, or without the factor and with the outcome",
      source: "R's `fisher.test`; Benjamini and Hochberg (1995)",
    }),
    shift: Answered.nullable().meta({
      description:
        "For an outcome that is a number: the Hodges–Lehmann difference of incidents with the factor from those without it, over those that recorded it; null for other outcomes.",
      unit: "orders, or minutes",
      uncertainty: "Moses' 95% interval, Mann–Whitney's p, and q over all tests of the answer",
      declines: "fewer than 5 recorded values on either side",
      source: "R's `wilcox.test(exact = FALSE)`; Benjamini and Hochberg (1995)",
    }),
  })
  .meta({ title: "Comparison" });
export type Comparison = z.infer<typeof Comparison>;

/** A ratio divides by these cells, and a rank test rests on these groups; with fewer it says nothing. */
const FEWEST = 5;

/** Counts by truth of the factor (rows) and of the outcome (columns), both in the order no, yes, unknown. */
type Table = Int32Array;

export function compareFactors(of: FactorContext & { outcome: Outcome; rows: Selection }): {
  factors: Comparison[];
  outcomeUnknown: number;
} {
  const { facts, outcome, rows } = of;
  const readOutcome = outcomeReader(of, outcome, rows);
  const outcomes = truthsOf(readOutcome, rows);
  const measure = outcomeMeasures[outcome];
  const ordered = measure === null ? null : orderedValues(valuesOf(facts, measure, rows));
  const factors = comparedFactors.map((factor): Comparison => {
    const truths = truthsOf(factorReader(of, factor), rows);
    const table = tableOf(truths, outcomes);
    const samples = ordered === null ? null : samplesOf(ordered, truths);
    return {
      factor,
      with: sideOf(table, YES, samples?.x),
      without: sideOf(table, NO, samples?.y),
      unknown: table[UNKNOWN * 3 + NO]! + table[UNKNOWN * 3 + YES]!,
      oddsRatio: oddsRatioOf(table),
      shift: samples === null ? null : shiftOf(samples),
    };
  });
  let outcomeUnknown = 0;
  for (const truth of outcomes) if (truth === UNKNOWN) outcomeUnknown += 1;
  return { factors: factors.sort(byStrength), outcomeUnknown };
}

/** A loop, since mapping through an iterator takes several times as long. */
function truthsOf(read: TruthReader, rows: Selection): Uint8Array {
  const truths = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) truths[i] = read(rows[i]!);
  return truths;
}

function tableOf(factors: Uint8Array, outcomes: Uint8Array): Table {
  const table = new Int32Array(9);
  for (let i = 0; i < factors.length; i += 1) table[factors[i]! * 3 + outcomes[i]!]! += 1;
  return table;
}

function sideOf(table: Table, truth: 0 | 1, sorted: Float64Array | undefined): z.infer<typeof Side> {
  const outcome = table[truth * 3 + YES]!;
  const n = outcome + table[truth * 3 + NO]!;
  return {
    n,
    outcome,
    share: n === 0 ? null : outcome / n,
    median: sorted === undefined || sorted.length === 0 ? null : quantileSorted(sorted, 0.5),
  };
}

function few(count: number): string {
  return count === 0 ? "None" : `Only ${count}`;
}

function oddsRatioOf(table: Table): Estimate | Declined {
  const [a, b] = [table[YES * 3 + YES]!, table[YES * 3 + NO]!];
  const [c, d] = [table[NO * 3 + YES]!, table[NO * 3 + NO]!];
  if (b < FEWEST || c < FEWEST) {
    const which =
      b < FEWEST
        ? `${few(b)} with the factor and without the outcome`
        : `${few(c)} without the factor and with the outcome`;
    return { declined: `${which}; a ratio needs ${FEWEST}.`, n: a + b + c + d };
  }
  return estimateOf(
    fisher([
      [a, b],
      [c, d],
    ]),
  );
}

/** Recorded values, ascending, and the place among all that each has. */
interface Ordered {
  values: Float64Array;
  places: Uint32Array;
}

/** Sorted once; every factor then splits what is already in order. */
function orderedValues(values: Float64Array): Ordered {
  const places = ascendingOrder(values);
  const sorted = new Float64Array(places.length);
  for (let i = 0; i < places.length; i += 1) sorted[i] = values[places[i]!]!;
  return { values: sorted, places };
}

/** The values with the factor (x) and without (y), both ascending. */
function samplesOf({ values, places }: Ordered, factors: Uint8Array): { x: Float64Array; y: Float64Array } {
  const [x, y] = [new Float64Array(places.length), new Float64Array(places.length)];
  let [inX, inY] = [0, 0];
  for (let i = 0; i < places.length; i += 1) {
    const truth = factors[places[i]!]!;
    if (truth === YES) x[inX++] = values[i]!;
    else if (truth === NO) y[inY++] = values[i]!;
  }
  return { x: x.subarray(0, inX), y: y.subarray(0, inY) };
}

function shiftOf(samples: { x: Float64Array; y: Float64Array }): Estimate | Declined {
  const [x, y] = [samples.x.length, samples.y.length];
  if (x < FEWEST || y < FEWEST) {
    const which = x < FEWEST ? `${few(x)} with the factor` : `${few(y)} without the factor`;
    return { declined: `${which} recorded it; a comparison needs ${FEWEST}.`, n: x + y };
  }
  const tested: MannWhitney = mannWhitneySorted(samples);
  return estimateOf(tested);
}

/** Differences that can be seen first, the strongest of them at the top; those declined last. */
function byStrength(a: Comparison, b: Comparison): number {
  return strength(b) - strength(a) || comparedFactors.indexOf(a.factor) - comparedFactors.indexOf(b.factor);
}

const seen = 1e6;

function strength({ oddsRatio }: Comparison): number {
  if ("declined" in oddsRatio) return -1;
  const size = Math.min(seen / 10, Math.abs(Math.log(numericBound(oddsRatio.estimate) ?? Number.NaN)));
  return size + (sideOfOne(oddsRatio) === null ? 0 : seen);
}
