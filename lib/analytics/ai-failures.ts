import type { z } from "zod";
import { formatPlural, formatQuantity } from "#lib/format.ts";
import type { Groups } from "./ai-counts.ts";
import { AI, OTHER, UNKNOWN } from "./ai-groups.ts";
import { type Cohort, type FailureRate, failureRate, pooled } from "./change-failure-rate.ts";
import {
  type Adjusted,
  failureOddsRatio,
  failureRatio,
  tooFewFailed,
  withinStrata,
} from "./change-failure-ratio.ts";
import type { Answered, Declined } from "./shapes.ts";

/** How often changes fail, with AI and without, and whether that differs where like is compared with like. */

export interface Failure extends Record<"ai" | "other" | "unknown", FailureRate> {
  ratio: Answered;
  oddsRatio: Answered;
}

/** `silent`: those of the unknown in whose repositories the absence of a mark says nothing. */
export function failureOf(all: Groups, silent: Cohort): Failure {
  const rates = {
    ai: failureRate(all[AI]),
    other: failureRate(all[OTHER]),
    unknown: failureRate(all[UNKNOWN]),
  };
  const declined = tooFew(all) ?? openByUnknown(all, silent);
  if (declined !== null) return { ...rates, ratio: declined, oddsRatio: declined };
  return {
    ...rates,
    ratio: failureRatio([all[AI], all[OTHER]]),
    oddsRatio: failureOddsRatio([all[AI], all[OTHER]]),
  };
}

/** Why the two groups cannot be compared; null when they can. */
export function tooFew([ai, other]: Groups): Declined | null {
  return tooFewFailed([ai.failed, other.failed], ai.changes + other.changes);
}

/**
 * Why the changes of which nobody knows leave it open which group fails more often; null where they do not. Of those
 * whose repositories are named, and where a missing mark says nothing, all may be without AI or all with it: where the
 * ratio is below one at the one extreme and above it at the other, it says nothing.
 */
export function openByUnknown([ai, other]: Groups, silent: Cohort): Declined | null {
  const [none, all] = [ratioOf(ai, pooled([other, silent])), ratioOf(pooled([ai, silent]), other)];
  if (!((none < 1 && all > 1) || (none > 1 && all < 1))) return null;
  const n = ai.changes + other.changes + silent.changes;
  const declined = `Of ${formatPlural(silent.changes, "change")} it is not known whether AI was used, in repositories where a missing mark says nothing: if none of them was made with AI, the ratio is ${formatQuantity(none)}, if all were, ${formatQuantity(all)}.`;
  return { declined, n };
}

const ratioOf = (a: Cohort, b: Cohort) => a.failed / a.changes / (b.failed / b.changes);

/** From the least to the most adjusted: a month and a system hold more apart than a system, that more than a tier. */
export const adjustments = ["tier", "month", "system", "monthTier", "monthSystem"] as const;
export type Adjustment = (typeof adjustments)[number];

export function adjustedFor(
  strata: Readonly<Record<Adjustment, readonly Groups[]>>,
  open: Declined | null,
): Record<Adjustment, z.infer<typeof Adjusted>> {
  const within = (of: Adjustment) =>
    open ?? withinStrata(strata[of].map((groups) => [groups[AI], groups[OTHER]] as const));
  return {
    tier: within("tier"),
    month: within("month"),
    system: within("system"),
    monthTier: within("monthTier"),
    monthSystem: within("monthSystem"),
  };
}

export function tierRates(byTier: readonly Groups[]) {
  return byTier
    .map((groups, i) => ({ tier: i + 1, ai: failureRate(groups[AI]), other: failureRate(groups[OTHER]) }))
    .filter(({ ai, other }) => [ai, other].some((one) => one.changes + one.pending + one.unrecorded > 0));
}
