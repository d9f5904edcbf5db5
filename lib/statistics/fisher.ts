import { requireCount } from "./checks.ts";
import { exactTwoSidedP, type LogConcave, weightsAroundMode } from "./discrete.ts";
import { TAIL } from "./distributions.ts";
import type { TestedEstimate, TwoByTwo } from "./estimate.ts";
import { findRoot } from "./root.ts";

/** The first cell given the table's margins: which values it can take, and which it took. */
type Margins = {
  observed: number;
  low: number;
  high: number;
  rowOne: number;
  columnOne: number;
  rest: number;
};

function marginsOf([[a, b], [c, d]]: TwoByTwo): Margins {
  const rowOne = a + b;
  const columnOne = a + c;
  const columnTwo = b + d;
  return {
    observed: a,
    low: Math.max(0, rowOne - columnTwo),
    high: Math.min(rowOne, columnOne),
    rowOne,
    columnOne,
    rest: columnTwo - rowOne,
  };
}

/** Fisher's noncentral hypergeometric distribution of the first cell at an odds ratio. */
function firstCell({ low, high, rowOne, columnOne, rest }: Margins, oddsRatio: number): LogConcave {
  return {
    low,
    high,
    ratio: (i) => (((columnOne - i) * (rowOne - i)) / ((i + 1) * (rest + i + 1))) * oddsRatio,
  };
}

/** How the first cell is expected to differ from the observed, and how likely it is to reach so far. */
function expectation(
  margins: Margins,
  oddsRatio: number,
): { excess: number; atLeast: number; atMost: number } {
  const { from, weights } = weightsAroundMode(firstCell(margins, oddsRatio));
  let total = 0;
  let excess = 0;
  let atLeast = 0;
  let atMost = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index]!;
    const distance = from + index - margins.observed;
    total += weight;
    excess += weight * distance;
    if (distance >= 0) atLeast += weight;
    if (distance <= 0) atMost += weight;
  }
  return { excess: excess / total, atLeast: atLeast / total, atMost: atMost / total };
}

/** R's tolerance, on the odds ratio or on its inverse, whichever is below 1. */
const TOLERANCE = Number.EPSILON ** 0.25;

/** A zero between 0 and 1: R's own where it has digits to trust, found on the logarithm below that. */
function rootBelowOne(f: (t: number) => number, from: number): number {
  const root = findRoot(f, { from, to: 1, tolerance: TOLERANCE });
  if (root >= 10 * TOLERANCE) return root;
  const ends = { from: Math.log(1e-300), to: Math.log(20 * TOLERANCE) };
  return Math.exp(findRoot((log) => f(Math.exp(log)), { ...ends, tolerance: 1e-12 }));
}

/** The odds ratio at which a function that rises (or falls) with it is zero. */
function solve(f: (oddsRatio: number) => number, direction: 1 | -1): number {
  const atOne = f(1) * direction;
  if (atOne === 0) return 1;
  if (atOne > 0) return rootBelowOne(f, 0);
  return 1 / rootBelowOne((inverse) => f(1 / inverse), Number.EPSILON);
}

/**
 * Fisher's exact test of a 2×2 table `[[a, b], [c, d]]` of counts, as R's `fisher.test`: the odds ratio
 * (conditional maximum likelihood, not ad/bc), its exact 95% interval, and the two-sided p.
 * A zero cell gives 0 or Infinity with its exact interval; an empty row or column leaves the odds ratio
 * undefined: NaN from 0 to Infinity, p = 1. Throws RangeError unless all four are whole numbers from 0.
 * Ratios have R's digits, hence R's tolerance: 1.2e-4 on the ratio or its inverse, whichever is below 1.
 * Where that would leave none (below 0.0012, above 820) they are exact instead, and R's are not.
 * Source: Fisher (1935), "The logic of inductive inference"; Cornfield (1956) for the interval.
 */
export function fisher(table: TwoByTwo): TestedEstimate {
  for (const count of table.flat()) requireCount(count, "A count");
  const margins = marginsOf(table);
  const { observed, low, high } = margins;
  if (low === high) return { estimate: Number.NaN, low: 0, high: Infinity, p: 1 };
  const isLowest = observed === low;
  const isHighest = observed === high;
  const inside = isLowest ? 0 : isHighest ? Infinity : null;
  return {
    estimate: inside ?? solve((oddsRatio) => expectation(margins, oddsRatio).excess, 1),
    low: isLowest ? 0 : solve((oddsRatio) => expectation(margins, oddsRatio).atLeast - TAIL, 1),
    high: isHighest ? Infinity : solve((oddsRatio) => expectation(margins, oddsRatio).atMost - TAIL, -1),
    p: exactTwoSidedP(firstCell(margins, 1), observed),
  };
}
