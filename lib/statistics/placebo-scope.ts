import { requireSameLength } from "./checks.ts";
import { type Comparison, requireComparison } from "./earlier-splits.ts";
import { placeboP } from "./placebo-rank.ts";
import { type PlaceboDecline, PlaceboRule } from "./placebo-rule.ts";

/** Events a day where something was in force, and where it was not, over the same days. */
export type Scoped = { inScope: ArrayLike<number>; outOfScope: ArrayLike<number> };

export type ScopeVerdict = {
  declined: null;
  p: number;
  earlierSplits: number;
  /** ln ratio in scope − ln ratio out of scope. */
  difference: number;
};

/** With fewer before, on either side, nothing is compared. */
const FEWEST_BEFORE = 5;

/** Days that one of the two lacks, both lack. */
function onSharedDays(own: ArrayLike<number>, other: ArrayLike<number>): number[] {
  return Array.from(own, (value, day) => (Number.isNaN(other[day]!) ? Number.NaN : value));
}

/**
 * Whether what changed within a scope changed by more than outside it: D = ln((A + ½) / (B + ½)) in scope − the
 * same out of scope, ranked by size among the same difference at the earlier splits of `placebo`. What moves both
 * alike (a season, growth, another way to count) has no part in it. Declined as `placebo`, and with fewer than five
 * events before on either side. Throws RangeError as `placebo`, and when the two differ in length.
 */
export function placeboDifference(
  scoped: Scoped,
  comparison: Comparison,
): ScopeVerdict | { declined: PlaceboDecline | "few-before" } {
  requireComparison(comparison);
  requireSameLength(scoped.inScope, scoped.outOfScope, "Days in and out of scope");
  const { at, window } = comparison;
  const inside = new PlaceboRule(onSharedDays(scoped.inScope, scoped.outOfScope), comparison);
  const outside = new PlaceboRule(onSharedDays(scoped.outOfScope, scoped.inScope), comparison);
  const declined = inside.declineAt(at);
  if (declined !== null) return { declined };
  if ([inside, outside].some(({ sums }) => sums.sum(at - window, at) < FEWEST_BEFORE))
    return { declined: "few-before" };
  const splits = inside.splitsBefore(at);
  const difference = inside.logRatio(at) - outside.logRatio(at);
  const rest = outside.logRatios(splits);
  const differences = inside.logRatios(splits).map((ratio, index) => ratio - rest[index]!);
  return { declined, p: placeboP(differences, difference), earlierSplits: splits.length, difference };
}
