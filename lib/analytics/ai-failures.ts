import { z } from "zod";
import type { TwoByTwo } from "#lib/statistics/estimate.ts";
import { fisher } from "#lib/statistics/fisher.ts";
import { mantelHaenszel } from "#lib/statistics/mantel-haenszel.ts";
import { relativeRisk } from "#lib/statistics/relative-risk.ts";
import { type Counts, sum } from "./ai-counts.ts";
import { AI, OTHER, UNKNOWN } from "./ai-groups.ts";
import { estimateOf } from "./estimates.ts";
import { Declined, Estimate, Figure } from "./shapes.ts";
import { shareOf } from "./tally.ts";

/** How often changes fail, with AI and without, and whether that differs within tiers and systems. */

export const FailureRate = z
  .object({
    failed: z.int().describe("Changes that are the culprit of at least one incident that the filter means."),
    changes: z.int().describe("Changes of the group that were deployed in the period."),
    rate: Figure.meta({
      description: "failed / changes.",
      unit: "a fraction from 0 to 1",
      uncertainty: "Wilson's 95% interval",
      declines: "null without changes",
      source: "Wilson (1927)",
    }),
    low: Figure.describe("Lower end of its 95% interval; null without changes."),
    high: Figure.describe("Upper end of its 95% interval; null without changes."),
  })
  .meta({ title: "Failure rate", description: "How many changes failed, of how many." });

export type FailureRate = z.infer<typeof FailureRate>;

export const Adjusted = z
  .union([
    Estimate.extend({
      strata: z.int().describe("How many tiers, or systems, it rests on."),
      changes: z.int().describe("How many changes it rests on."),
    }),
    Declined,
  ])
  .meta({
    title: "Adjusted odds ratio",
    description:
      "Odds ratio of failure, AI-assisted changes over the rest, within strata. Strata without changes of both kinds, or in which none or all failed, say nothing and are left out.",
    uncertainty:
      "Robins, Breslow and Greenland's 95% interval; where it holds 1, no difference is to be seen",
    declines: "fewer than 5 failures in either group within the strata left",
    source: "Mantel and Haenszel (1959)",
  });

/** Fewer failures than this in a group, and a ratio says more about chance than about the groups. */
export const FEWEST_FAILURES = 5;

export function failureRate(failed: number, changes: number): FailureRate {
  const { share, low, high } = shareOf({ yes: failed, known: changes, unknown: 0 });
  return { failed, changes, rate: share, low, high };
}

const tableOf = ({ changes, failed }: Counts): TwoByTwo => [
  [failed[AI], changes[AI] - failed[AI]],
  [failed[OTHER], changes[OTHER] - failed[OTHER]],
];

export function failureOf(all: Counts) {
  const rate = (group: 0 | 1 | 2) => failureRate(all.failed[group], all.changes[group]);
  const declined = tooFew(all);
  if (declined !== null) {
    return { ai: rate(AI), other: rate(OTHER), unknown: rate(UNKNOWN), ratio: declined, oddsRatio: declined };
  }
  const exact = fisher(tableOf(all));
  const ratio = relativeRisk({
    events: [all.failed[AI], all.failed[OTHER]],
    totals: [all.changes[AI], all.changes[OTHER]],
  });
  return {
    ai: rate(AI),
    other: rate(OTHER),
    unknown: rate(UNKNOWN),
    ratio: estimateOf({ ...ratio, p: exact.p }),
    oddsRatio: estimateOf(exact),
  };
}

/** Why the two groups cannot be compared; null when they can. */
export function tooFew({ changes, failed }: Counts): Declined | null {
  const n = changes[AI] + changes[OTHER];
  const scarce = [
    { what: "AI-assisted changes", count: failed[AI] },
    { what: "other changes", count: failed[OTHER] },
  ].filter(({ count }) => count < FEWEST_FAILURES);
  if (scarce.length === 0) return null;
  const counts = scarce.map(({ what, count }) => `${count === 0 ? "none" : count} of the ${what}`);
  const declined = `Too few changes failed to compare them: ${counts.join(" and ")}, where a ratio needs ${FEWEST_FAILURES} in each group.`;
  return { declined, n };
}

/**
 * Compares only within strata, since AI-assisted changes may go to other tiers and systems than the rest. A stratum
 * without changes or failures of either kind says nothing and is left out before the failures are counted.
 */
export function adjustedFor(strata: readonly Counts[]): z.infer<typeof Adjusted> {
  const telling = strata.filter(({ changes, failed }) => {
    const [fails, n] = [failed[AI] + failed[OTHER], changes[AI] + changes[OTHER]];
    return changes[AI] > 0 && changes[OTHER] > 0 && fails > 0 && fails < n;
  });
  const all = sum(telling);
  const declined = tooFew(all);
  const changes = all.changes[AI] + all.changes[OTHER];
  if (declined !== null) {
    return { declined: `Within groups that have both kinds: ${lowerFirst(declined.declined)}`, n: changes };
  }
  return { ...estimateOf(mantelHaenszel(telling.map(tableOf))), strata: telling.length, changes };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function tierRates(byTier: readonly Counts[]) {
  return byTier
    .map(({ changes, failed }, i) => ({
      tier: i + 1,
      ai: failureRate(failed[AI], changes[AI]),
      other: failureRate(failed[OTHER], changes[OTHER]),
    }))
    .filter(({ ai, other }) => ai.changes + other.changes > 0);
}
