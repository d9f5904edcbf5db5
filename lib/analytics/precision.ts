import type { BucketSize } from "#lib/period.ts";
import { type IncidentFacts, precisionCodes } from "./facts/incidents.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";

/** The coarsest precision that a bucket of each size can hold. */
const coarsest = {
  day: precisionCodes.code("day"),
  week: precisionCodes.code("day"),
  month: precisionCodes.code("month"),
  quarter: precisionCodes.code("quarter"),
} as const satisfies Record<BucketSize, number>;

/** The rows whose date says in which bucket they belong. */
export function finerThan(facts: IncidentFacts, rows: Selection, size: BucketSize): Selection {
  if (!facts.coarse) return rows;
  const known = facts.startedPrecision.values;
  return rowsWhere(rows, (row) => known[row]! <= coarsest[size]);
}

/** The others: they lie somewhere in a month, a quarter or a year. */
export function coarserThan(facts: IncidentFacts, rows: Selection, size: BucketSize): Selection {
  if (!facts.coarse) return rows.subarray(0, 0);
  const known = facts.startedPrecision.values;
  return rowsWhere(rows, (row) => known[row]! > coarsest[size]);
}
