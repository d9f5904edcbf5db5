import { requireSameLength } from "./checks.ts";
import type { Estimate } from "./estimate.ts";
import { wilsonOfEffective } from "./wilson.ts";

/** `effective` is how many members of equal weight would tell as much. */
export type WeightedShare = Estimate & { effective: number };

/**
 * A share in which each member weighs as much as its weight says: the sum of the weights of those that are true, over
 * the sum of all, with Wilson's 95% interval of Kish's effective number of members. All from 0 to 1; NaN without
 * weight. Throws RangeError unless weights are finite and not negative, and the lists are equally long.
 * Source: Kish (1965), "Survey Sampling"; Wilson (1927).
 */
export function weightedShare(weights: readonly number[], isTrue: readonly boolean[]): WeightedShare {
  requireSameLength(weights, isTrue, "Weights and members");
  if (!weights.every((weight) => weight >= 0 && weight < Infinity))
    throw new RangeError("Weights must be finite, and not negative.");
  let [all, squares, yes] = [0, 0, 0];
  for (const [i, weight] of weights.entries()) {
    all += weight;
    squares += weight * weight;
    if (isTrue[i]) yes += weight;
  }
  if (all === 0) return { estimate: Number.NaN, low: Number.NaN, high: Number.NaN, effective: 0 };
  const effective = (all * all) / squares;
  // Sums in another order may differ in the last digit, and no part is more than its whole.
  const part = Math.min(effective, effective * (yes / all));
  return { ...wilsonOfEffective(part, effective), effective };
}
