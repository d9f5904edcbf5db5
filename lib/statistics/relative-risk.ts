import { requirePart } from "./checks.ts";
import { Z_95 } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";

/** Members of two groups, and how many of them had the event. */
export type Risks = { events: readonly [number, number]; totals: readonly [number, number] };

/**
 * The ratio of two shares, first over second, with Katz's 95% interval on the logarithm.
 * That interval needs an event in both groups: with none in one of them the ratio is 0 or Infinity and
 * the interval NaN; with none in either, or an empty group, all is NaN.
 * Throws RangeError unless 0 ≤ events ≤ totals, all whole.
 * Source: Katz et al. (1978), "Obtaining confidence intervals for the risk ratio in cohort studies".
 */
export function relativeRisk({ events, totals }: Risks): Estimate {
  const [a, b] = events;
  const [m, n] = totals;
  requirePart(a, m, "Events");
  requirePart(b, n, "Events");
  const estimate = a / m / (b / n);
  if (a === 0 || b === 0) return { estimate, low: Number.NaN, high: Number.NaN };
  const spread = Math.exp(Z_95 * Math.sqrt(1 / a - 1 / m + 1 / b - 1 / n));
  return { estimate, low: estimate / spread, high: estimate * spread };
}
