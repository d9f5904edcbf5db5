import { z } from "zod";
import { formatCount, formatPlural } from "#lib/format.ts";
import { trendInShares } from "#lib/statistics/trend-in-shares.ts";
import { weightedShare } from "#lib/statistics/weighted-share.ts";
import { AI, changeGroups } from "./ai-groups.ts";
import { type Cohort, pooled } from "./change-failure-rate.ts";
import { FEWEST_FAILURES } from "./change-failure-ratio.ts";
import { FAILED, PASSED } from "./change-outcomes.ts";
import { doseReader } from "./dose.ts";
import type { ChangeFacts } from "./facts/changes.ts";
import type { Selection } from "./facts/rows.ts";
import { Declined } from "./shapes.ts";

/** Whether failures rise with the dose, and the rate in which each change weighs as much as AI made of it. */

const FEWEST_BANDS = 3;

const Trend = z.object({
  slope: z.number().meta({
    description: "By how much the rate of failure rises from one band to the next, on average.",
    unit: "a fraction from 0 to 1 a band",
  }),
  chiSquare: z.number().describe("The statistic, on one degree of freedom."),
  p: z.number().describe("Two-sided p of no trend. One test, corrected for no other."),
  failed: z.int().describe("Failures that it rests on."),
  changes: z.int().describe("Changes that it rests on."),
  bands: z.int().describe("Bands with changes that it rests on."),
});

export const DoseTrend = z.union([Trend, Declined]).meta({
  title: "Trend over the dose",
  description:
    "Whether the rate of failure rises or falls over the five bands from none to more, each scored by its place. Crude: a difference may be that of times, tiers or systems. A straight line is what it looks for: that one band stands out may be a trend, and where rates rise and fall again there may be none.",
  uncertainty: "Cochran–Armitage test, as R's `prop.trend.test`",
  declines: "fewer than 5 failures, fewer than 3 bands with changes, or no change that passed",
  source: "Cochran (1954); Armitage (1955)",
});
export type DoseTrend = z.infer<typeof DoseTrend>;

/** Over the bands of the scale, in their order. */
export function trendOf(scale: readonly Cohort[]): DoseTrend {
  const { failed, changes } = pooled(scale);
  const bands = scale.filter((band) => band.changes > 0).length;
  if (failed < FEWEST_FAILURES)
    return {
      declined: `Too few changes failed for a trend: ${failed === 0 ? "none" : formatCount(failed)} of those whose dose is known, where it needs ${FEWEST_FAILURES}.`,
      n: changes,
    };
  if (bands < FEWEST_BANDS)
    return {
      declined: `A trend needs changes in ${FEWEST_BANDS} bands of the dose, and there are some in ${bands}.`,
      n: changes,
    };
  if (failed === changes) return { declined: "All of these changes failed.", n: changes };
  const trend = trendInShares({
    events: scale.map((band) => band.failed),
    totals: scale.map((band) => band.changes),
    scores: scale.map((_, place) => place),
  });
  return { ...trend, failed, changes, bands };
}

const Weighted = z.object({
  rate: z.number().meta({
    description: "The doses of the changes that failed, over the doses of all.",
    unit: "a fraction from 0 to 1",
  }),
  low: z.number().describe("Lower end of its 95% interval."),
  high: z.number().describe("Upper end of its 95% interval."),
  failed: z.int().describe("Changes that failed, of those it rests on."),
  changes: z.int().describe("AI-assisted changes that are judged, and whose dose is counted."),
  effective: z.number().meta({
    description: "How many changes of equal dose would tell as much: Kish's effective number.",
    unit: "changes",
  }),
});

export const DoseWeighted = z.union([Weighted, Declined]).meta({
  title: "Failure rate weighted by dose",
  description:
    "How often AI-assisted changes failed where each weighs as much as the part that AI made: a change with one marked commit of ten weighs a tenth of one that AI made alone.",
  unit: "a fraction from 0 to 1",
  uncertainty: "Wilson's 95% interval of Kish's effective number",
  declines: "fewer than 5 failures among the changes whose dose is counted",
  source: "Kish (1965); Wilson (1927)",
});
export type DoseWeighted = z.infer<typeof DoseWeighted>;

/** The AI-assisted changes among these that are judged: their doses where they are counted, and by what. */
export function dosesOf(of: { rows: Selection; outcomes: Uint8Array; changes: ChangeFacts }) {
  const { rows, outcomes, changes } = of;
  const doseOf = doseReader(changes);
  const measured = { lines: 0, commits: 0, not: 0 };
  const doses: { dose: number; failed: boolean }[] = [];
  for (const row of rows) {
    const isJudged = outcomes[row] === PASSED || outcomes[row] === FAILED;
    if (!isJudged || changeGroups[changes.aiAssistance.values[row]!] !== AI) continue;
    const counted = doseOf(row);
    measured[counted?.by ?? "not"] += 1;
    if (counted !== null) doses.push({ dose: counted.dose, failed: outcomes[row] === FAILED });
  }
  return { measured, doses };
}

export function weightedOf(doses: readonly { dose: number; failed: boolean }[]): DoseWeighted {
  const failed = doses.filter((one) => one.failed).length;
  const changes = doses.length;
  if (failed < FEWEST_FAILURES)
    return {
      declined: `Too few failed of the ${formatPlural(changes, "AI-assisted change")} whose dose is counted: ${failed}, where a rate needs ${FEWEST_FAILURES}.`,
      n: changes,
    };
  const { estimate: rate, ...rest } = weightedShare(
    doses.map((one) => one.dose),
    doses.map((one) => one.failed),
  );
  return { rate, ...rest, failed, changes };
}
