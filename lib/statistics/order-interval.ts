import { recordedValues } from "./checks.ts";
import { betaCdf, TAIL } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";
import { quantileSorted } from "./quantile.ts";

/** P(X ≤ count) for a binomial X. */
function binomialCdf(count: number, { trials, chance }: { trials: number; chance: number }): number {
  return count >= trials ? 1 : betaCdf(1 - chance, { a: trials - count, b: count + 1 });
}

/** The smallest count with P(X ≤ count) ≥ probability, by bisection. */
function binomialQuantile(probability: number, of: { trials: number; chance: number }): number {
  let [low, high] = [0, of.trials];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, of) >= probability) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * A type 7 quantile of durations or amounts with the exact 95% interval between two order statistics, whatever the
 * distribution is: at least 95% for any, by the binomial number of values below the quantile. An end that the values
 * do not reach is NaN: a median has an interval from 6 values on, a 90% quantile an upper end from 36.
 * NaN values are left out; with none left all is NaN. `share` from 0 to 1, both excluded.
 * Throws RangeError when a value is infinite or `share` lies outside.
 * Source: Thompson (1936), "On confidence ranges for the median"; R's sign test has the same interval.
 */
export function orderInterval(values: ArrayLike<number>, share = 0.5): Estimate {
  if (!(share > 0 && share < 1))
    throw new RangeError(`A quantile's share must lie between 0 and 1, not ${share}.`);
  const sorted = recordedValues(values, "Values").sort();
  const of = { trials: sorted.length, chance: share };
  const lower = binomialQuantile(TAIL, of);
  const upper = binomialQuantile(1 - TAIL, of) + 1;
  return {
    estimate: quantileSorted(sorted, share),
    low: sorted[lower - 1] ?? Number.NaN,
    high: sorted[upper - 1] ?? Number.NaN,
  };
}
