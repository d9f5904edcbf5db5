import { blockSums } from "./block-sums.ts";
import { requireCount } from "./checks.ts";
import { TAIL } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";
import { quantiles } from "./quantile.ts";

/** Fewer days hold too few weeks to draw from. */
const FEWEST_DAYS = 28;

/** Fewer days with an amount say too little about how large one can be. */
const FEWEST_AMOUNTS = 10;

const DRAWS = 10_000;

/**
 * A sum of daily amounts, in their unit, with the 95% interval of what as many days like these come to, by
 * `blockSums`. NaN for the interval with fewer than 28 days or 10 days above zero: then the sum has none.
 * `seed` is a whole number from 0. Throws RangeError when a day is not recorded, negative or infinite.
 */
export function sumInterval(daily: ArrayLike<number>, seed = 1): Estimate {
  requireCount(seed, "A seed");
  const amounts = Array.from(daily).filter((amount) => amount > 0).length;
  const estimate = Array.from(daily).reduce((sum, amount) => sum + amount, 0);
  if (daily.length < FEWEST_DAYS || amounts < FEWEST_AMOUNTS)
    return { estimate, low: Number.NaN, high: Number.NaN };
  const sums = blockSums(daily, { days: daily.length, draws: DRAWS, seed });
  const [low, high] = quantiles(sums, [TAIL, 1 - TAIL]) as [number, number];
  return { estimate, low, high };
}
