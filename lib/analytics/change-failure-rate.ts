import { z } from "zod";
import { FAILED, PASSED, PENDING, UNRECORDED } from "./change-outcomes.ts";
import type { Selection } from "./facts/rows.ts";
import { Figure } from "./shapes.ts";
import { shareOf } from "./tally.ts";

/**
 * How many changes failed, of how many. Only changes that are known singly are in it, and of these only those whose
 * follow-up is over: of a day's total nobody can say which of its changes failed, so that totals serve the base rate
 * alone.
 */

declare const judgedSingly: unique symbol;

/**
 * Changes by what became of them. This file alone makes them, from single changes, and everything that compares how
 * often changes fail takes nothing else.
 */
export interface Cohort {
  readonly [judgedSingly]: true;
  /** Judged: the denominator. */
  readonly changes: number;
  readonly failed: number;
  readonly pending: number;
  readonly unrecorded: number;
}

const cohortOf = (counts: ArrayLike<number>, from = 0) =>
  ({
    changes: counts[from + PASSED]! + counts[from + FAILED]!,
    failed: counts[from + FAILED]!,
    pending: counts[from + PENDING]!,
    unrecorded: counts[from + UNRECORDED]!,
  }) as Cohort;

/** One cohort for each of `size` groups: `groups` says of each of the rows in which it is, a negative one in none. */
export function cohortsOf(of: {
  outcomes: Uint8Array;
  rows: Selection;
  groups: ArrayLike<number>;
  size: number;
}): Cohort[] {
  const { outcomes, rows, groups, size } = of;
  const counts = new Int32Array(size * 4);
  for (let i = 0; i < rows.length; i += 1) {
    const group = groups[i]!;
    if (group >= 0) counts[group * 4 + outcomes[rows[i]!]!]! += 1;
  }
  return Array.from({ length: size }, (_, group) => cohortOf(counts, group * 4));
}

export function pooled(cohorts: readonly Cohort[]): Cohort {
  const counts = [0, 0, 0, 0];
  for (const { changes, failed, pending, unrecorded } of cohorts) {
    counts[PASSED]! += changes - failed;
    counts[FAILED]! += failed;
    counts[PENDING]! += pending;
    counts[UNRECORDED]! += unrecorded;
  }
  return cohortOf(counts);
}

export const FailureRate = z
  .object({
    failed: z
      .int()
      .describe(
        "Those of them that failed: an incident that the filter means, and that names the change as its culprit, began within the days of follow-up.",
      ),
    changes: z
      .int()
      .describe(
        "Single changes of the group that were deployed in the period, and whose follow-up is over and recorded.",
      ),
    pending: z.int().describe("Changes of the group that are still in their follow-up: in no rate yet."),
    unrecorded: z
      .int()
      .describe(
        "Changes of the group whose follow-up is over, and of which not all days are recorded: in no rate.",
      ),
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

export function failureRate(cohort: Cohort): FailureRate {
  const { failed, changes, pending, unrecorded } = cohort;
  const { share, low, high } = shareOf({ yes: failed, known: changes, unknown: 0 });
  return { failed, changes, pending, unrecorded, rate: share, low, high };
}
