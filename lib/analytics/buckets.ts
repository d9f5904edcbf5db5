import { z } from "zod";
import { bucketFinder } from "#lib/period.ts";
import { changeCausedOf } from "./change-caused.ts";
import { durationFigures, knownUntil, type Milestone } from "./durations.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { BucketDurations, BySeverity, MeasuredCount, recordedStretch, Share } from "./shapes.ts";
import { aiShareOf, byBucket, severityCounts, sumOf } from "./tally.ts";

/** Counts, measures and durations of each stretch of time. */

export const Bucket = z
  .object({
    ...recordedStretch,
    incidents: z.int().describe("Incidents whose impact began in the bucket."),
    bySeverity: BySeverity.describe("The same incidents by severity."),
    lostOrders: MeasuredCount.meta({
      description:
        "The sum of lost orders over those that recorded them. Where none did there is no sum, which is not zero.",
      unit: "orders",
    }),
    errors: MeasuredCount.meta({
      description:
        "The sum of errors over those that recorded them. Where none did there is no sum, which is not zero.",
      unit: "errors",
    }),
    ai: Share.describe(
      "Of them, those in which AI made or shaped the change (contributing or primary), among those where that is known.",
    ),
    changeCaused: Share.describe("Of those that a change caused, those whose change was made with AI."),
    timeToDetect: BucketDurations.describe("From the start of impact to detection."),
    timeToMitigate: BucketDurations.describe("From the start of impact to mitigation."),
    timeToResolve: BucketDurations.describe("From the start of impact to resolution."),
  })
  .meta({ title: "Bucket" });

export type Bucket = z.infer<typeof Bucket>;

/** The measures of each bucket of the view. */
export function bucketsIn(view: View<Filter>): Bucket[] {
  const { facts, buckets, inBuckets: rows } = view;
  const { edges, complete, recorded } = buckets;
  const count = edges.length - 1;
  const { incidents } = facts;
  const known = knownUntil(view);
  const durationOf = (inside: Selection, milestone: Milestone) => {
    const { declined: _, ...figures } = durationFigures({ facts: incidents, rows: inside, known, milestone });
    return figures;
  };
  return byBucket(incidents, rows, { count, find: bucketFinder(buckets) }).map((inside, i) => ({
    start: new Date(edges[i]!),
    end: new Date(edges[i + 1]!),
    complete: complete[i]!,
    recorded: recorded[i]!,
    incidents: inside.length,
    bySeverity: severityCounts(incidents, inside),
    lostOrders: sumOf(incidents.lostOrders.values, inside),
    errors: sumOf(incidents.errors.values, inside),
    ai: aiShareOf(incidents, inside),
    changeCaused: changeCausedOf(facts, inside),
    timeToDetect: durationOf(inside, "detectedAt"),
    timeToMitigate: durationOf(inside, "mitigatedAt"),
    timeToResolve: durationOf(inside, "resolvedAt"),
  }));
}
