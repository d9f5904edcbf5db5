import { z } from "zod";
import { formatCount } from "#lib/format.ts";
import { type Cohort, cohortsOf, FailureRate, failureRate } from "./change-failure-rate.ts";
import { namesIn } from "./facts/columns.ts";
import type { Words } from "./facts/fields.ts";
import type { Selection } from "./facts/rows.ts";

/** How often changes of one of many groups fail: many groups are small, and a small one has no rate. */

/** Fewer changes than this have counts, and no rate. */
const FEWEST_CHANGES = 5;

export const RatedGroup = FailureRate.extend({
  declined: z
    .string()
    .nullable()
    .describe(
      "Why there is no rate, in words: fewer than 5 of its changes are judged; null where there is one.",
    ),
}).meta({
  title: "Failure rate of a group",
  description: "How many changes failed, of how many; a rate where at least 5 of them are judged.",
  unit: "a fraction from 0 to 1",
  uncertainty: "Wilson's 95% interval",
  declines: "fewer than 5 changes that are judged",
  source: "Wilson (1927)",
});
export type RatedGroup = z.infer<typeof RatedGroup>;

export function ratedGroup(cohort: Cohort): RatedGroup {
  const rated = failureRate(cohort);
  const { changes } = rated;
  if (changes >= FEWEST_CHANGES) return { ...rated, declined: null };
  const few =
    changes === 0
      ? "None of its changes is"
      : `Only ${formatCount(changes)} of its changes ${changes === 1 ? "is" : "are"}`;
  return { ...rated, rate: null, low: null, high: null, declined: `${few} judged.` };
}

/** A cohort for each name that a column of words gives these changes; a change with several names is in each of them. */
export function cohortsByName(of: {
  column: Words;
  rows: Selection;
  outcomes: Uint8Array;
}): { name: string | null; cohort: Cohort }[] {
  const { column, outcomes } = of;
  const places = new Map<string | null, number>();
  const [rows, groups]: [number[], number[]] = [[], []];
  for (const row of of.rows) {
    for (const name of namesIn(column.dictionary.words[column.values[row]!]!)) {
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      rows.push(row);
      groups.push(place);
    }
  }
  const cohorts = cohortsOf({ outcomes, rows: Int32Array.from(rows), groups, size: places.size });
  return [...places]
    .map(([name, place]) => ({ name, cohort: cohorts[place]! }))
    .sort((a, b) => sizeOf(b.cohort) - sizeOf(a.cohort) || byNames(a.name, b.name));
}

const sizeOf = ({ changes, pending, unrecorded }: Cohort) => changes + pending + unrecorded;

function byNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
