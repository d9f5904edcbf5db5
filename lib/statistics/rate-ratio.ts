import { requireCount } from "./checks.ts";
import { exactTwoSidedP } from "./discrete.ts";
import { betaQuantile, TAIL } from "./distributions.ts";
import type { TestedEstimate } from "./estimate.ts";

/** Events of two groups and how long, or how much, each was watched, in one unit of the caller's choice. */
export type Rates = { events: readonly [number, number]; exposure: readonly [number, number] };

function requireRates({ events, exposure }: Rates): void {
  for (const count of events) requireCount(count, "Events");
  for (const amount of exposure) {
    if (!(amount > 0 && amount < Infinity)) {
      throw new RangeError(`Exposure must be finite and above zero, not ${amount}.`);
    }
  }
}

/** Clopper–Pearson: the exact interval of the share of all events that fell in the first group. */
function exactShare(first: number, second: number): { low: number; high: number } {
  return {
    low: first === 0 ? 0 : betaQuantile(TAIL, { a: first, b: second + 1 }),
    high: second === 0 ? 1 : betaQuantile(1 - TAIL, { a: first + 1, b: second }),
  };
}

/**
 * The ratio of two event rates, first over second, with exact 95% interval and two-sided p, given the
 * total number of events, as R's `poisson.test`. No events in the second group give Infinity; none at
 * all leave the ratio undefined: NaN from 0 to Infinity, p = 1.
 * Throws RangeError unless events are whole numbers from 0 and exposures are above zero.
 * Source: Przyborowski and Wilenski (1940); Clopper and Pearson (1934) for the interval.
 */
export function rateRatio({ events, exposure }: Rates): TestedEstimate {
  requireRates({ events, exposure });
  const [first, second] = events;
  const total = first + second;
  if (total === 0) return { estimate: Number.NaN, low: 0, high: Infinity, p: 1 };
  const scale = exposure[1] / exposure[0];
  const share = exactShare(first, second);
  return {
    estimate: (first / second) * scale,
    low: (share.low / (1 - share.low)) * scale,
    high: (share.high / (1 - share.high)) * scale,
    p: exactTwoSidedP({ low: 0, high: total, ratio: (i) => (total - i) / (i + 1) / scale }, first),
  };
}
