import { z } from "zod";
import { formatCount, formatPlural } from "#lib/format.ts";
import { Instant } from "#lib/parse.ts";
import { trialsBetween } from "#lib/statistics/gaps.ts";
import { selectChanges } from "./base-rate.ts";
import { FEW_A_BUCKET } from "./behaviour.ts";
import { changeOutcomes, FAILED, PASSED } from "./change-outcomes.ts";
import { recordedIn } from "./coverage.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { chanceWords } from "./quiet-words.ts";
import { Declined, InWords } from "./shapes.ts";
import { precisionSpans } from "./tally.ts";

/** How many changes go well between two that fail, where failures are rare. */

const gapMembers = {
  from: Instant.describe("When the change that failed before it was deployed."),
  changes: z.int().describe("How many changes went well in it."),
  p: z.number().describe("Chance of as many or more, going by the others."),
  limitChanges: z.int().describe("The most that are not marked."),
  marked: z.boolean().describe("Whether they are more than chance explains, jointly over all at 5%."),
};

export const ChangeGaps = z
  .union([
    z.object({
      failed: z.int().describe("Changes that failed."),
      changes: z.int().describe("Changes that are judged, those that failed among them."),
      meanChanges: z.number().describe("How many usually go well between two that fail."),
      gaps: z
        .array(
          z
            .object({
              ...gapMembers,
              to: Instant.describe("When the change that failed after it was deployed."),
            })
            .meta({ title: "Changes between failures" }),
        )
        .describe("From each failure to the next, in the order of deployment."),
      open: z
        .object({
          ...gapMembers,
          to: Instant.describe("When the last change that is judged was deployed."),
        })
        .meta({ title: "Changes since the last failure" })
        .describe("Those since the last failure, against all others."),
      text: InWords,
    }),
    Declined,
  ])
  .meta({
    title: "Changes between failures",
    description:
      "Of changes that are known singly and whose follow-up is over, in the order of deployment: how many went well between one that failed and the next. Long runs alone are marked.",
    unit: "changes",
    uncertainty:
      "a history in which each change fails with one and the same chance has a run marked in at most 5%",
    declines: "with 5 failures or more a bucket, and with fewer than 8 runs between failures",
    source: "geometric runs given their sum, as an exact test",
  });

export type ChangeGaps = z.infer<typeof ChangeGaps>;

/**
 * When each change that is judged was deployed, those that passed and those that failed apart, the failed in order. Of one
 * that is known to the month, the quarter or the year alone nobody knows which came before it: only what came after is looked at.
 */
function judgedChanges(view: View<Filter>): { passed: Float64Array; failed: Float64Array } {
  const { facts, filter, period } = view;
  const { deployedAt, deployedPrecision } = facts.changes;
  const [at, known] = [deployedAt.values, deployedPrecision.values];
  const outcomes = changeOutcomes(view, period);
  const rows = selectChanges({ facts, which: filter, period });
  let since = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i += 1) {
    const span = precisionSpans[known[rows[i]!]!]!;
    if (span > dayMs) since = Math.max(since, at[rows[i]!]! + span);
  }
  const times = (outcome: number) => {
    const found = new Float64Array(rows.length);
    let count = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i]!;
      if (outcomes[row] === outcome && at[row]! >= since) found[count++] = at[row]!;
    }
    return found.subarray(0, count);
  };
  return { passed: times(PASSED), failed: times(FAILED).sort() };
}

const dayMs = 86_400_000;

/** The runs of changes between failures; several that were deployed at one moment count before one that failed then. */
export function changeGapsOf(view: View<Filter>): ChangeGaps {
  const { passed, failed } = judgedChanges(view);
  const { size, edges } = view.buckets;
  const recorded = recordedIn(view.period, view);
  const bucketMs = (edges.at(-1)! - edges[0]!) / (edges.length - 1);
  const recordedMs = recorded === null ? 0 : recorded.to.getTime() - recorded.from.getTime();
  if (failed.length * bucketMs >= FEW_A_BUCKET * recordedMs && failed.length > 0)
    return {
      declined: `With ${FEW_A_BUCKET} failures or more a ${size} their rate says more than the changes between them.`,
      n: failed.length,
    };
  const lengths = runsBetween(passed, failed);
  const [open = 0, ...between] = [lengths.at(-1), ...lengths.slice(1, -1)];
  const found = trialsBetween(between, open);
  if (found.declined !== null)
    return {
      declined: `There are too few runs of changes between failures (${found.gaps}) to tell how many usually go well.`,
      n: found.gaps,
    };
  const marked = new Set(found.marked);
  const told = ({ length, p, limit }: typeof found.open, from: number, to: number) => ({
    from: new Date(from),
    to: new Date(to),
    changes: length,
    p,
    limitChanges: limit,
  });
  const last = passed.reduce((latest, at) => Math.max(latest, at), failed.at(-1)!);
  const runs = {
    failed: failed.length,
    changes: failed.length + passed.length,
    meanChanges: found.meanGap,
    gaps: found.gaps.map((gap, i) => ({ ...told(gap, failed[i]!, failed[i + 1]!), marked: marked.has(i) })),
    open: { ...told(found.open, failed.at(-1)!, last), marked: found.open.length > found.open.limit },
  };
  return { ...runs, text: changeGapsWords(runs) };
}

/**
 * How many passed before the first failure, between each and the next, and after the last. Each finds its place among the
 * failures, which are few: to put a million that passed in order would take longer than all the rest.
 */
function runsBetween(passed: Float64Array, failed: Float64Array): number[] {
  const runs = new Array<number>(failed.length + 1).fill(0);
  for (let i = 0; i < passed.length; i += 1) {
    let [low, high] = [0, failed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (failed[middle]! < passed[i]!) low = middle + 1;
      else high = middle;
    }
    runs[low]! += 1;
  }
  return runs;
}

type Runs = Omit<Exclude<ChangeGaps, Declined>, "text">;

/** "412 changes went well since the last that failed; such a run comes in 1 of 20." */
export function changeGapsWords({ gaps, open, meanChanges }: Runs): string {
  const marked = gaps.filter((gap) => gap.marked).length;
  const found =
    marked === 0
      ? `None of the ${formatCount(gaps.length)} runs of changes between failures is longer than chance explains`
      : `${formatCount(marked)} of the ${formatCount(gaps.length)} runs of changes between failures ${marked === 1 ? "is" : "are"} longer than chance explains`;
  const usual = `usually ${formatPlural(Math.round(meanChanges), "change goes", "changes go")} well between them`;
  const since =
    open.changes === 0
      ? ""
      : ` ${formatPlural(open.changes, "change")} went well since the last that failed; ${chanceWords(open.p, "run")}.`;
  return `${found}; ${usual}.${since}`;
}
