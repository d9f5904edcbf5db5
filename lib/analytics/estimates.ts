import { numericBound } from "#lib/format.ts";
import type { TestedEstimate } from "#lib/statistics/estimate.ts";
import { type Estimate, extended, figure } from "./shapes.ts";

export function estimateOf({ estimate, low, high, p }: TestedEstimate): Estimate {
  return { estimate: extended(estimate), low: extended(low), high: extended(high), p: figure(p) };
}

/** On which side of 1 the interval of a ratio lies; null where it holds 1, and no difference is to be seen. */
export function sideOfOne({ low, high }: Pick<Estimate, "low" | "high">): "below" | "above" | null {
  if ((numericBound(low) ?? Number.NaN) > 1) return "above";
  return (numericBound(high) ?? Number.NaN) < 1 ? "below" : null;
}
