import { z } from "zod";
import type { TwoByTwo } from "#lib/statistics/estimate.ts";
import { fisher } from "#lib/statistics/fisher.ts";
import { mantelHaenszel, mantelHaenszelRisk } from "#lib/statistics/mantel-haenszel.ts";
import { relativeRisk } from "#lib/statistics/relative-risk.ts";
import { telling } from "#lib/statistics/strata.ts";
import type { Cohort } from "./change-failure-rate.ts";
import { estimateOf } from "./estimates.ts";
import { Declined, Estimate } from "./shapes.ts";

/** Failure rates of two groups of changes, one over the other: as they are, and within strata. */

/** Fewer failures than this in a group, and a ratio says more about chance than about the groups. */
export const FEWEST_FAILURES = 5;

export type Pair = readonly [Cohort, Cohort];

const tableOf = ([a, b]: Pair): TwoByTwo => [
  [a.failed, a.changes - a.failed],
  [b.failed, b.changes - b.failed],
];

/** Katz's interval beside Fisher's p. */
export function failureRatio(pair: Pair): Estimate {
  const [a, b] = pair;
  const risks = relativeRisk({ events: [a.failed, b.failed], totals: [a.changes, b.changes] });
  return estimateOf({ ...risks, p: fisher(tableOf(pair)).p });
}

export function failureOddsRatio(pair: Pair): Estimate {
  return estimateOf(fisher(tableOf(pair)));
}

export const Adjusted = z
  .union([
    Estimate.extend({
      ratio: Estimate.meta({
        description:
          "The ratio of failure rates within the same strata, which compares with the crude `failure.ratio`.",
        uncertainty: "Greenland and Robins' 95% interval; the p is that of the odds ratio",
        source: "Greenland and Robins (1985)",
      }),
      strata: z.int().describe("How many strata it rests on."),
      changes: z.int().describe("How many changes it rests on."),
    }),
    Declined,
  ])
  .meta({
    title: "Adjusted odds ratio",
    description:
      "Odds ratio of failure, AI-assisted changes over the rest, within strata. Strata without changes of both kinds, or in which none or all failed, say nothing and are left out; so are changes of which it is not recorded in which stratum they are.",
    uncertainty:
      "Robins, Breslow and Greenland's 95% interval; where it holds 1, no difference is to be seen",
    declines: "fewer than 5 failures in either group within the strata left",
    source: "Mantel and Haenszel (1959)",
  });
export type Adjusted = z.infer<typeof Adjusted>;

/** Why two groups cannot be compared; null when they can. */
export function tooFewFailed([ai, other]: readonly [number, number], n: number): Declined | null {
  const scarce = [
    { what: "AI-assisted changes", count: ai },
    { what: "other changes", count: other },
  ].filter(({ count }) => count < FEWEST_FAILURES);
  if (scarce.length === 0) return null;
  const counts = scarce.map(({ what, count }) => `${count === 0 ? "none" : count} of the ${what}`);
  const declined = `Too few changes failed to compare them: ${counts.join(" and ")}, where a ratio needs ${FEWEST_FAILURES} in each group.`;
  return { declined, n };
}

/**
 * Like compared with like: the common ratio over strata such as months, tiers or systems, in which AI-assisted changes
 * may be more at home than the rest. One pair a stratum.
 */
export function withinStrata(strata: readonly Pair[]): Adjusted {
  const { tables, members, failures } = telling(strata.map(tableOf));
  const declined = tooFewFailed(failures, members);
  if (declined !== null)
    return { declined: `Within groups that have both kinds: ${lowerFirst(declined.declined)}`, n: members };
  return {
    ...estimateOf(mantelHaenszel(tables)),
    ratio: estimateOf(mantelHaenszelRisk(tables)),
    strata: tables.length,
    changes: members,
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
