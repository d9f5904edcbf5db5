import { z } from "zod";
import { aiEvidences, severities } from "#db/values.ts";
import { bucketFinder } from "#lib/period.ts";
import { tabulate } from "./ai-counts.ts";
import { adjustedFor, failureOf, openByUnknown, tierRates } from "./ai-failures.ts";
import { AI, incidentGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { Tipping, tippingOf } from "./ai-tipping.ts";
import { wordsOn } from "./ai-words.ts";
import { BaseBounds, boundsOf } from "./base-bounds.ts";
import { baseRates } from "./base-rate.ts";
import { changeCausedOf } from "./change-caused.ts";
import { FailureRate } from "./change-failure-rate.ts";
import { Adjusted } from "./change-failure-ratio.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import {
  Answered,
  BucketSize,
  Figure,
  InWords,
  incidentMembers,
  MeasuredCount,
  recordedStretch,
  Share,
} from "./shapes.ts";
import { aiShareOf, byBucket, shareOf, sumOf } from "./tally.ts";

/**
 * What share is tied to AI, and is that more than its share of changes?
 *
 * Changes: those made with AI (assisted, generated or by an agent), among those where that is known. Beside them stand
 * the incidents that a change caused, and of these those whose change was made with AI. How often changes fail is told
 * of single changes whose follow-up is over, crude and within months, tiers and systems: where AI came later, or goes
 * elsewhere, a difference may be that of times or places. What is not known is counted beside each share and is in none
 * of the ratios.
 */

export type AiShare = z.infer<typeof getAiShare.definition.answer>;

export const getAiShare = question({
  name: "ai-share",
  summary: "What share is tied to AI, and is that more than its share of changes?",
  parameters: {},
  answer: {
    text: InWords,
    incidents: Share.describe(
      "Of all incidents, those in which AI made or shaped the change (contributing or primary), among those where that is known. Many have no change behind them, so this does not compare with AI's share of changes: `changeCaused` does.",
    ),
    changeCaused: Share.describe(
      "Of the incidents that a change caused, those whose change was made with AI: to be held against AI's share of changes.",
    ),
    changes: Share.describe(
      "The base rate: production changes made with AI (assisted, generated or by an agent), among those where that is known.",
    ),
    bounds: BaseBounds.nullable().describe(
      "Between which shares of all changes the base rate lies; null without changes. `tells` says whether pages tell these or the share.",
    ),
    totals: z
      .int()
      .describe(
        "How many of these changes are known as daily totals only: no list can show them, and they are in no failure rate, since nobody can say which of them failed.",
      ),
    followUpDays: z.int().meta({
      description: "How long after its deployment every change is judged, by the settings.",
      unit: "days",
    }),
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
          declines:
            "fewer than 5 failures in either group; or the ratio lies on both sides of 1 as changes of named repositories, of which it is not known, are all without AI or all with it",
          source: "Katz et al. (1978)",
        }),
        oddsRatio: Answered.meta({
          description: "The same as an odds ratio, to set beside the adjusted ones.",
          uncertainty: "exact conditional 95% interval, as R's `fisher.test`",
          declines: "where `ratio` is",
          source: "Fisher (1935)",
        }),
      })
      .describe(
        "How often changes fail, of single changes whose follow-up is over. A change failed when an incident that the filter means, and that names it as its culprit, began within those days, in the period or after it.",
      ),
    adjusted: z
      .object({
        tier: Adjusted.describe("Within tiers."),
        month: Adjusted.describe("Within months of deployment, in the organisation's zone."),
        system: Adjusted.describe("Within systems."),
        monthTier: Adjusted.describe("Within tiers of the same month."),
        monthSystem: Adjusted.describe("Within systems of the same month."),
      })
      .describe(
        "The same where like is compared with like, because AI-assisted changes may be made at other times, and go to other systems, than the rest. Beside the crude ratio it tells how much of a difference that explains; the words follow the most adjusted one that is not declined.",
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
        "If labels are wrong: how many culprit changes would have to change sides to move the crude ratio to 1, and to 2, over the same changes as `failure`.",
      declines: "fewer than 5 failures in either group",
    }),
    bucket: BucketSize,
    buckets: z
      .array(
        z.object({
          ...recordedStretch,
          incidents: Share.describe("Of all incidents that began in it, those with AI involvement."),
          changeCaused: Share.describe(
            "Of the incidents that began in it and that a change caused, those whose change was made with AI.",
          ),
          changes: Share.describe("Of the changes deployed in it, those made with AI."),
        }),
      )
      .describe(
        "The shares over time. Those of which it is not known are left out, and counted beside them.",
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
    const { facts, filter, period, rows, buckets, settings } = view;
    const rates = baseRates({ facts, which: filter, period, settings, buckets });
    const table = tabulate(view);
    const told = {
      changeCaused: changeCausedOf(facts, rows),
      changes: rates.all,
      failure: failureOf(table.all, table.silent),
      adjusted: adjustedFor(table.strata, openByUnknown(table.all, table.silent)),
      followUpDays: settings.changeFollowUpDays,
    };
    return {
      text: wordsOn({ ...told, incidents: rows.length, coverage: view.coverage }),
      incidents: aiShareOf(facts.incidents, rows),
      ...told,
      bounds: boundsOf(rates.all),
      totals: rates.totals,
      byTier: tierRates(table.byTier),
      tipping: tippingOf(table.all),
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
  const { edges, complete, recorded } = buckets;
  const inside = byBucket(facts.incidents, rows, { count: complete.length, find: bucketFinder(buckets) });
  return inside.map((own, i) => ({
    start: new Date(edges[i]!),
    end: new Date(edges[i + 1]!),
    complete: complete[i]!,
    recorded: recorded[i]!,
    incidents: aiShareOf(facts.incidents, own),
    changeCaused: changeCausedOf(facts, own),
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
    rowsWhere(rows, (row) => incidentGroups[aiInvolvement.values[row]!] === group);
  const sums = {
    ai: sumOf(lostOrders.values, of(AI)),
    other: sumOf(lostOrders.values, of(OTHER)),
    unknown: sumOf(lostOrders.values, of(UNKNOWN)),
  };
  const known = (sums.ai.sum ?? 0) + (sums.other.sum ?? 0);
  return { ...sums, share: known > 0 ? (sums.ai.sum ?? 0) / known : null };
}
