import type { z } from "zod";
import type { Groups } from "./ai-counts.ts";
import { AI, OTHER, UNKNOWN } from "./ai-groups.ts";
import { type FailureRate, failureRate } from "./change-failure-rate.ts";
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

export function failureOf(all: Groups): Failure {
  const rates = {
    ai: failureRate(all[AI]),
    other: failureRate(all[OTHER]),
    unknown: failureRate(all[UNKNOWN]),
  };
  const declined = tooFew(all);
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

/** From the least to the most adjusted: a month and a system hold more apart than a system, that more than a tier. */
export const adjustments = ["tier", "month", "system", "monthTier", "monthSystem"] as const;
export type Adjustment = (typeof adjustments)[number];

export function adjustedFor(
  strata: Readonly<Record<Adjustment, readonly Groups[]>>,
): Record<Adjustment, z.infer<typeof Adjusted>> {
  const within = (of: Adjustment) =>
    withinStrata(strata[of].map((groups) => [groups[AI], groups[OTHER]] as const));
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
