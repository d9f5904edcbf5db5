import { spanMs } from "#lib/moments.ts";
import { wilson } from "#lib/statistics/wilson.ts";
import { incidentGroups } from "./ai-groups.ts";
import type { Milestone } from "./durations.ts";
import { type IncidentFacts, precisionCodes } from "./facts/incidents.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { BySeverity, MeasuredCount, Share } from "./shapes.ts";

/**
 * Counting over selected rows; every question is made of these. Loops go by index: over a million rows an iterator
 * costs several times what the work does.
 */

/** When the first incident of all began, whatever the filter; null without incidents. */
export function firstStart(facts: IncidentFacts): number | null {
  let first = Number.POSITIVE_INFINITY;
  const [startedAt, live, count] = [facts.startedAt.values, facts.live.values, facts.count];
  for (let row = 0; row < count; row += 1) {
    if (startedAt[row]! < first && live[row] === 1) first = startedAt[row]!;
  }
  return Number.isFinite(first) ? first : null;
}

/** When the last one began. */
export function lastStart(facts: IncidentFacts): number | null {
  let last = Number.NEGATIVE_INFINITY;
  const [startedAt, live, count] = [facts.startedAt.values, facts.live.values, facts.count];
  // The latest mostly come last: from the end on, few are later than the latest so far.
  for (let row = count - 1; row >= 0; row -= 1) {
    if (startedAt[row]! > last && live[row] === 1) last = startedAt[row]!;
  }
  return Number.isFinite(last) ? last : null;
}

export function sumOf(values: Float64Array, rows: Selection): MeasuredCount {
  // Which values are missing cannot be foreseen: a sum that is thrown away is cheaper than a branch.
  const sums = new Float64Array(2);
  let recorded = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[rows[i]!]!;
    const known = Number(!Number.isNaN(value));
    sums[known]! += value;
    recorded += known;
  }
  return { sum: recorded === 0 ? null : sums[1]!, recorded, of: rows.length };
}

/** Sev-1 and Sev-2. */
export function severeReader({ severity }: IncidentFacts): (row: number) => boolean {
  const { values } = severity;
  return (row) => values[row] === 1 || values[row] === 2;
}

export function severeRows(facts: IncidentFacts, rows: Selection): Selection {
  return rowsWhere(rows, severeReader(facts));
}

export function severityCounts({ severity }: IncidentFacts, rows: Selection): BySeverity {
  const counts = new Int32Array(6);
  const { values } = severity;
  for (let i = 0; i < rows.length; i += 1) counts[values[rows[i]!]!]! += 1;
  const [unknown, one, two, three, four, five] = counts;
  return { "1": one!, "2": two!, "3": three!, "4": four!, "5": five!, unknown: unknown! };
}

/** A share with Wilson's interval; null where nothing is known. */
export function shareOf(counts: { yes: number; known: number; unknown: number }): Share {
  const { yes, known, unknown } = counts;
  if (known === 0) return { yes, known, unknown, share: null, low: null, high: null };
  const { estimate, low, high } = wilson(yes, known);
  return { yes, known, unknown, share: estimate, low, high };
}

/** Incidents in which AI made or shaped the change (contributing or primary), among those where that is known. */
export function aiShareOf({ aiInvolvement }: IncidentFacts, rows: Selection): Share {
  const counts = new Int32Array(3);
  const { values } = aiInvolvement;
  for (let i = 0; i < rows.length; i += 1) counts[incidentGroups[values[rows[i]!]!]!]! += 1;
  const [yes, no, unknown] = counts;
  return shareOf({ yes: yes!, known: yes! + no!, unknown: unknown! });
}

/**
 * Milliseconds from start to milestone of a row: NaN where either is not recorded, minus infinity where it is shorter
 * than the precision of the two can tell.
 */
export function takenReader(facts: IncidentFacts, milestone: Milestone): (row: number) => number {
  const [start, end] = [facts.startedAt.values, facts[milestone].values];
  if (!facts.coarse) return (row) => end[row]! - start[row]!;
  const spansAt = spansReader(facts, milestone);
  return (row) => {
    const [startSpan, endSpan] = spansAt(row);
    const span = Math.max(startSpan, endSpan);
    const apart = end[row]! - start[row]!;
    // From date to date there are whole days, whatever the clocks of a zone did between them.
    const taken = startSpan > 0 && endSpan > 0 ? Math.round(apart / dayMs) * dayMs : apart;
    return taken < span && taken > -span ? Number.NEGATIVE_INFINITY : taken;
  };
}

/** For how long start and milestone of a row are not told apart, each in milliseconds. */
export function spansReader(facts: IncidentFacts, milestone: Milestone): (row: number) => [number, number] {
  const [start, end] = [facts.startedPrecision.values, facts[precisionOf[milestone]].values];
  return (row) => [precisionSpans[start[row]!]!, precisionSpans[end[row]!]!];
}

const precisionOf = {
  detectedAt: "detectedPrecision",
  mitigatedAt: "mitigatedPrecision",
  resolvedAt: "resolvedPrecision",
} as const;

const dayMs = 86_400_000;

/** By the code of a precision, in milliseconds. */
export const precisionSpans = [0, ...precisionCodes.values.map((precision) => spanMs[precision])];

/** Rows of each bucket, in the order of the selection. */
export function byBucket(
  facts: IncidentFacts,
  rows: Selection,
  of: { count: number; find: (ms: number) => number },
): Selection[] {
  const start = facts.startedAt.values;
  const buckets = new Uint32Array(rows.length);
  const sizes = new Uint32Array(of.count + 1);
  let [inOrder, latest] = [true, 0];
  for (let i = 0; i < rows.length; i += 1) {
    const bucket = of.find(start[rows[i]!]!);
    buckets[i] = bucket;
    sizes[bucket + 1]! += 1;
    inOrder &&= bucket >= latest;
    latest = bucket;
  }
  for (let b = 0; b < of.count; b += 1) sizes[b + 1]! += sizes[b]!;
  const ordered = inOrder ? rows : inBuckets({ rows, buckets, sizes });
  return Array.from({ length: of.count }, (_, b) => ordered.subarray(sizes[b]!, sizes[b + 1]!));
}

/** Rows of the first bucket first; each bucket begins where the sizes of those before it end. */
function inBuckets(of: { rows: Selection; buckets: Uint32Array; sizes: Uint32Array }): Selection {
  const { rows, buckets, sizes } = of;
  const ordered = new Int32Array(rows.length);
  const next = sizes.slice();
  for (let i = 0; i < rows.length; i += 1) {
    const bucket = buckets[i]!;
    ordered[next[bucket]!] = rows[i]!;
    next[bucket]! += 1;
  }
  return ordered;
}
