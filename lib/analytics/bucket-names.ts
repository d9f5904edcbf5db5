import type { BucketSize } from "#lib/period.ts";

/** Several buckets of a size. */
export const bucketNames: Readonly<Record<BucketSize, string>> = {
  day: "days",
  week: "weeks",
  month: "months",
  quarter: "quarters",
};
