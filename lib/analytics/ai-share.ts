import { z } from "zod";
import { aiEvidences, severities } from "#db/values.ts";
import { formatCount, formatEstimate, formatPlural, formatShare, formatShareInterval } from "#lib/format.ts";
import { bucketFinder } from "#lib/period.ts";
import type { TwoByTwo } from "#lib/statistics/estimate.ts";
import { fisher } from "#lib/statistics/fisher.ts";
import { mantelHaenszel } from "#lib/statistics/mantel-haenszel.ts";
import { relativeRisk } from "#lib/statistics/relative-risk.ts";
import { tippingPoint } from "#lib/statistics/tipping-point.ts";
import { type Counts, sum, tabulate } from "./ai-counts.ts";
import { AI, incidentGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { baseRates } from "./base-rate.ts";
import { estimateOf, sideOfOne } from "./estimates.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import {
  BucketSize,
  Declined,
  Estimate,
  Figure,
  InWords,
  incidentMembers,
  MeasuredCount,
  Share,
  stretch,
} from "./shapes.ts";
import { aiShareOf, byBucket, shareOf, sumOf } from "./tally.ts";

/**
 * What share is tied to AI, and is that more than its share of changes?
 *
 * Incidents: those in which AI made or shaped the change (contributing or primary), among those where that is known.
 * Changes: those made with AI (assisted, generated or by an agent), among those where that is known. A change failed
 * when it is the culprit of at least one incident that the filter means. What is not known is counted beside each
 * share and is in none of the ratios.
 */

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

const Answered = z.union([Estimate, Declined]);
export type Answered = z.infer<typeof Answered>;

const Adjusted = z
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

const TippingBound = z
  .object({
    bound: z.number().describe("The ratio in question: 1 or 2."),
    toward: z
      .enum(["ai", "other"])
      .nullable()
      .describe("The group that would gain failures; null when the ratio is the bound itself."),
    mislabelled: z
      .int()
      .nullable()
      .describe(
        "Known culprit changes that would have to belong to the other group. Null: not even all of them would do.",
      ),
    unknown: z
      .int()
      .nullable()
      .describe(
        "Culprit changes of unknown assistance that would all have to belong to the group that gains. Null: not even all of them would do.",
      ),
  })
  .meta({ title: "Tipping bound" });

const Tipping = z
  .union([
    z.object({
      text: z.string().describe("The same, in words."),
      bounds: z.array(TippingBound).describe("For a ratio of 1, and for one of 2."),
    }),
    Declined,
  ])
  .meta({ title: "Tipping points" });

export type AiShare = z.infer<typeof getAiShare.definition.answer>;

export const getAiShare = question({
  name: "ai-share",
  summary: "What share is tied to AI, and is that more than its share of changes?",
  parameters: {},
  answer: {
    text: InWords,
    incidents: Share.describe(
      "Incidents in which AI made or shaped the change (contributing or primary), among those where that is known. Many incidents have no change behind them, so beside the share of changes made with AI this does not tell how often changes fail: the failure rates do.",
    ),
    changes: Share.describe(
      "The base rate: production changes made with AI (assisted, generated or by an agent), among those where that is known.",
    ),
    totals: z
      .int()
      .describe(
        "How many of these changes are known as daily totals only: no list can show them, and no failure can be laid at their door.",
      ),
    failure: z
      .object({
        ai: FailureRate.describe("AI-assisted changes."),
        other: FailureRate.describe("Changes made without AI."),
        unknown: FailureRate.describe(
          "Changes of which it is not known whether AI made them: told, and left out of the comparison.",
        ),
        ratio: Answered.meta({
          description:
            "Failure rate of AI-assisted changes over that of the rest. An association, not a cause.",
          uncertainty: "Katz's 95% interval; Fisher's two-sided p",
          declines: "fewer than 5 failures in either group",
          source: "Katz et al. (1978)",
        }),
        oddsRatio: Answered.meta({
          description: "The same as an odds ratio, to set beside the adjusted ones.",
          uncertainty: "exact conditional 95% interval, as R's `fisher.test`",
          declines: "fewer than 5 failures in either group",
          source: "Fisher (1935)",
        }),
      })
      .describe(
        "How often changes fail. A change failed when it is named as the culprit of at least one incident that the filter means.",
      ),
    adjusted: z
      .object({
        tier: Adjusted.describe("Within tiers."),
        system: Adjusted.describe("Within systems."),
      })
      .describe(
        "The odds ratio where like is compared with like, because AI-assisted changes may go to other systems than the rest. Beside the crude one it tells how much of a difference that explains.",
      ),
    byTier: z
      .array(
        z.object({
          tier: z.int().nullable().describe("Tier of the changed system, 1 to 3."),
          ai: FailureRate.describe("AI-assisted changes to systems of this tier."),
          other: FailureRate.describe("Changes to them made without AI."),
        }),
      )
      .describe(
        "Failure rates of both groups within each tier. If AI-assisted changes go to tiers where all changes fail more often, their failures look worse than they are; within a tier that is gone. Changes to systems without a tier are left out.",
      ),
    tipping: Tipping.meta({
      description:
        "If labels are wrong: how many culprit changes would have to change sides to move the ratio to 1, and to 2.",
      declines: "fewer than 5 failures in either group",
    }),
    bucket: BucketSize,
    buckets: z
      .array(
        z.object({
          ...stretch,
          incidents: Share.describe("Of the incidents that began in it, those with AI involvement."),
          changes: Share.describe("Of the changes deployed in it, those made with AI."),
        }),
      )
      .describe(
        "Both shares over time. Those of which it is not known are left out of both, and counted beside them.",
      ),
    bySeverity: z
      .array(
        z.object({
          severity: incidentMembers.severity,
          share: Share.describe("Of the incidents of this severity, those with AI involvement."),
        }),
      )
      .describe(
        "Share of incidents with AI involvement at each severity that occurs. Small groups have wide intervals.",
      ),
    tools: z
      .array(
        z.object({
          tool: z.string().nullable().describe("The AI tool; null where it was not recorded."),
          incidents: z.int().describe("Incidents with AI involvement by this tool."),
          changes: z.int().describe("AI-assisted changes made with it."),
        }),
      )
      .describe(
        "Incidents with AI involvement by the tool that made or shaped the change, and the changes made with it: a tool that makes more changes has more to fail.",
      ),
    evidence: z
      .array(
        z.object({
          evidence: z.enum(aiEvidences).describe("How it is known."),
          incidents: z.int().describe("Incidents with AI involvement known in this way."),
          changes: z.int().describe("AI-assisted changes known in this way."),
        }),
      )
      .describe(
        "By what it is known that AI had a hand. Shares of incidents and of changes compare fairly only where both are known in the same way: if incidents are labelled by what engineers say and changes by marks in commits, the two shares differ for that reason alone.",
      ),
    lostOrders: z
      .object({
        ai: MeasuredCount.meta({ description: "In incidents with AI involvement.", unit: "orders" }),
        other: MeasuredCount.meta({ description: "In incidents without.", unit: "orders" }),
        unknown: MeasuredCount.meta({ description: "In incidents where that is not known.", unit: "orders" }),
        share: Figure.meta({
          description: "ai / (ai + other): the part of the lost orders of which it is known.",
          unit: "a fraction from 0 to 1",
          declines: "null where these recorded none, or none was lost",
        }),
      })
      .meta({
        description:
          "The sum of lost orders over the incidents that recorded them, by AI involvement. A few enormous incidents decide such a sum; it says little about how often things go wrong.",
        unit: "orders",
      }),
  },
  compute(view) {
    const { facts, filter, period, rows, buckets } = view;
    const incidents = aiShareOf(facts.incidents, rows);
    const rates = baseRates({ facts, which: filter, period, buckets });
    const table = tabulate(view);
    const failure = failureOf(table.all);
    const adjusted = { tier: adjustedFor(table.byTier), system: adjustedFor(table.bySystem) };
    const tipping = tippingOf(table.all);
    return {
      text: wordsOn({ incidents, changes: rates.all, failure, adjusted }),
      incidents,
      changes: rates.all,
      totals: table.totals,
      failure,
      adjusted,
      byTier: tierRates(table.byTier),
      tipping,
      bucket: buckets.size,
      buckets: overTime(view, rates.buckets),
      bySeverity: bySeverity(view),
      tools: table.tools,
      evidence: table.evidence,
      lostOrders: lostOrdersOf(view),
    };
  },
});

function overTime(view: View<Filter>, changes: readonly Share[]) {
  const { facts, rows, buckets } = view;
  const { edges, complete } = buckets;
  const inside = byBucket(facts.incidents, rows, { count: complete.length, find: bucketFinder(buckets) });
  return inside.map((own, i) => ({
    start: new Date(edges[i]!),
    end: new Date(edges[i + 1]!),
    complete: complete[i]!,
    incidents: aiShareOf(facts.incidents, own),
    changes: changes[i]!,
  }));
}

function bySeverity({ facts, rows }: View<Filter>) {
  const { severity, aiInvolvement } = facts.incidents;
  const counts = new Int32Array(6 * 3);
  for (const row of rows)
    counts[severity.values[row]! * 3 + incidentGroups[aiInvolvement.values[row]!]!]! += 1;
  return [...severities, null]
    .map((level) => {
      const [yes, no, unknown] = counts.subarray((level ?? 0) * 3, (level ?? 0) * 3 + 3);
      return { severity: level, share: shareOf({ yes: yes!, known: yes! + no!, unknown: unknown! }) };
    })
    .filter(({ share }) => share.known + share.unknown > 0);
}

function lostOrdersOf({ facts, rows }: View<Filter>) {
  const { aiInvolvement, lostOrders } = facts.incidents;
  const of = (group: number): Selection =>
    rows.filter((row) => incidentGroups[aiInvolvement.values[row]!] === group);
  const sums = {
    ai: sumOf(lostOrders.values, of(AI)),
    other: sumOf(lostOrders.values, of(OTHER)),
    unknown: sumOf(lostOrders.values, of(UNKNOWN)),
  };
  const known = (sums.ai.sum ?? 0) + (sums.other.sum ?? 0);
  return { ...sums, share: known > 0 ? (sums.ai.sum ?? 0) / known : null };
}

// ---- comparing ----

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

function failureOf(all: Counts) {
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
function tooFew({ changes, failed }: Counts): Declined | null {
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
function adjustedFor(strata: readonly Counts[]): z.infer<typeof Adjusted> {
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

function tierRates(byTier: readonly Counts[]) {
  return byTier
    .map(({ changes, failed }, i) => ({
      tier: i + 1,
      ai: failureRate(failed[AI], changes[AI]),
      other: failureRate(failed[OTHER], changes[OTHER]),
    }))
    .filter(({ ai, other }) => ai.changes + other.changes > 0);
}

// ---- if labels are wrong ----

function tippingOf(all: Counts): z.infer<typeof Tipping> {
  const declined = tooFew(all);
  if (declined !== null) return declined;
  const points = [1, 2].map((bound) => ({
    bound,
    ...tippingPoint({
      events: [all.failed[AI], all.failed[OTHER]],
      totals: [all.changes[AI], all.changes[OTHER]],
      unknown: all.failed[UNKNOWN],
      bound,
    }),
  }));
  const bounds = points.map(({ bound, toward, mislabelled, unknown }) => ({
    bound,
    toward: toward === null ? null : toward === 0 ? ("ai" as const) : ("other" as const),
    mislabelled,
    unknown,
  }));
  const clauses = bounds.map((one) => tippingClause(one, all.failed));
  return { text: `If labels are wrong: ${clauses.join("; ")}.`, bounds };
}

function tippingClause(
  { bound, toward, mislabelled, unknown }: z.infer<typeof TippingBound>,
  failed: Counts["failed"],
): string {
  if (toward === null) return `the ratio is ${bound} already, and a single wrong label moves it past`;
  const from = toward === "ai" ? "other" : "AI-assisted";
  const to = toward === "ai" ? "AI-assisted after all" : "not AI-assisted after all";
  const pool = failed[toward === "ai" ? OTHER : AI];
  const known =
    mislabelled === null
      ? `no number of wrong labels among the ${formatCount(pool)} ${from} culprits moves the ratio to ${bound}`
      : `the ratio reaches ${bound} when ${formatCount(mislabelled)} of the ${formatCount(pool)} ${from} culprits ${mislabelled === 1 ? "was" : "were"} ${to}`;
  if (failed[UNKNOWN] === 0) return known;
  const unknowns =
    unknown === null
      ? `the ${formatPlural(failed[UNKNOWN], "culprit")} of unknown assistance cannot move it that far`
      : `${formatCount(unknown)} of the ${formatCount(failed[UNKNOWN])} of unknown assistance would do`;
  return `${known} (${unknowns})`;
}

// ---- in words ----

function wordsOn(of: {
  incidents: Share;
  changes: Share;
  failure: ReturnType<typeof failureOf>;
  adjusted: { tier: z.infer<typeof Adjusted>; system: z.infer<typeof Adjusted> };
}): string {
  const { incidents, changes, failure } = of;
  if (incidents.known + incidents.unknown === 0) return "No incident began in this period.";
  return [shareWords(incidents), changeWords(changes, failure), failureWords(failure, of.adjusted)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function shareWords(incidents: Share): string {
  if (incidents.share === null) return "Whether AI had a hand is not known for any of these incidents.";
  const unknown =
    incidents.unknown === 0 ? "" : `; for ${formatCount(incidents.unknown)} more it is not known`;
  return `AI had a hand in ${formatShareInterval(incidents.share, incidents)} of the ${formatPlural(incidents.known, "incident")} where that is known${unknown}.`;
}

/** A share of so few says less than their number. */
const fewFailed = 20;

/** Many incidents have no change behind them: what compares with AI's share of changes is its share of those that failed. */
function changeWords(changes: Share, { ai, other }: ReturnType<typeof failureOf>): string {
  if (changes.share === null) return "What share of changes it made is not known.";
  const made = `It made or shaped ${formatShareInterval(changes.share, changes)} of changes`;
  const failed = ai.failed + other.failed;
  if (failed === 0) return `${made}.`;
  if (failed === 1) return `${made}, ${ai.failed === 1 ? "and the one" : "and not the one"} that failed.`;
  const part = failed < fewFailed ? formatCount(ai.failed) : formatShare(ai.failed / failed);
  return `${made}, and ${part} of the ${formatCount(failed)} that failed.`;
}

function failureWords(
  { ai, other, ratio }: ReturnType<typeof failureOf>,
  { tier }: { tier: z.infer<typeof Adjusted> },
): string {
  if ("declined" in ratio)
    return `Whether AI-assisted changes fail more often cannot be told. ${ratio.declined}`;
  const rates = `${formatShare(ai.rate)} of AI-assisted changes failed, and ${formatShare(other.rate)} of the others`;
  const side = sideOfOne(ratio);
  if (side === null) return `${rates}: no difference to be seen (ratio ${ratioWords(ratio)}).`;
  const words = `${rates}: they failed ${side === "above" ? "more" : "less"} often (ratio ${ratioWords(ratio)})`;
  if ("declined" in tier) return `${words}. That is an association, not a cause.`;
  const within = `Among systems of the same tier the odds ratio is ${formatEstimate(tier)}`;
  return sideOfOne(tier) === null
    ? `${words}. ${within}: the tier may account for the difference.`
    : `${words}. ${within}: the tier alone does not account for it. That is an association, not a cause.`;
}

/** 1.1, 0.7–1.7: an estimate and its interval where brackets stand around it already. */
export function ratioWords(ratio: z.infer<typeof Estimate>): string {
  return formatEstimate(ratio).replace(" (", ", ").replace(")", "");
}
