import { quantiles } from "#lib/statistics/quantile.ts";
import { wilson } from "#lib/statistics/wilson.ts";
import { incidentGroups } from "./ai-groups.ts";
import { type IncidentFacts, statusCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import { type BySeverity, type DurationFigures, figure, type MeasuredCount, type Share } from "./shapes.ts";

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
export function severeRows({ severity }: IncidentFacts, rows: Selection): Selection {
  const { values } = severity;
  return rows.filter((row) => values[row] === 1 || values[row] === 2);
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

export type Milestone = "detectedAt" | "mitigatedAt" | "resolvedAt";

/** Up to this state a milestone may still come. */
const lastPending: Record<Milestone, number> = {
  detectedAt: statusCodes.code("open"),
  mitigatedAt: statusCodes.code("open"),
  resolvedAt: statusCodes.code("mitigated"),
};

/** Minutes from start to milestone for the rows that recorded it in order; why the others did not. */
export function minutesTo(facts: IncidentFacts, milestone: Milestone, rows: Selection) {
  return minutesInto(new Float64Array(rows.length), { facts, milestone, rows });
}

function minutesInto(
  minutes: Float64Array,
  { facts, milestone, rows }: { facts: IncidentFacts; milestone: Milestone; rows: Selection },
) {
  const [start, end, status] = [facts.startedAt.values, facts[milestone].values, facts.status.values];
  const pendingUpTo = lastPending[milestone];
  let [recorded, pending, invalid] = [0, 0, 0];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const taken = end[row]! - start[row]!;
    // Written always and kept only when recorded: no branch to foresee, as in sumOf.
    minutes[recorded] = taken / 60_000;
    recorded += Number(taken >= 0);
    invalid += Number(taken < 0);
    pending += Number(Number.isNaN(taken)) & Number(status[row]! <= pendingUpTo);
  }
  const missing = rows.length - recorded - pending - invalid;
  return { minutes: minutes.subarray(0, recorded), recorded, of: rows.length, pending, missing, invalid };
}

/** Quantiles of minutes, beside the counts of those without. */
export function figuresOf({ minutes, ...counts }: ReturnType<typeof minutesTo>): DurationFigures {
  const [median, p75, p90] = quantiles(minutes, [0.5, 0.75, 0.9]).map(figure);
  return { ...counts, medianMinutes: median!, p75Minutes: p75!, p90Minutes: p90! };
}

/** Minutes that nobody keeps: fresh memory for a million of them costs as much as working them out. */
let scratch = new Float64Array(0);

export function durationFigures(
  facts: IncidentFacts,
  milestone: Milestone,
  rows: Selection,
): DurationFigures {
  if (scratch.length < rows.length) scratch = new Float64Array(rows.length);
  return figuresOf(minutesInto(scratch, { facts, milestone, rows }));
}

export interface ImpactHours {
  /** Null when no Sev-1/2 incident has a known end. */
  hours: number | null;
  recorded: number;
  of: number;
}

/**
 * Hours during which at least one Sev-1 or Sev-2 incident had impact: the union of [start, end), so that overlaps
 * count once. The end is the mitigation, else the resolution, else now while the incident is open; an incident
 * without any of these, or with an end before its start, is left out and counted.
 */
export function impactHours(facts: IncidentFacts, rows: Selection, now: Date): ImpactHours {
  const [severity, status, startedAt] = [facts.severity.values, facts.status.values, facts.startedAt.values];
  const [mitigatedAt, resolvedAt] = [facts.mitigatedAt.values, facts.resolvedAt.values];
  const starts = new Float64Array(rows.length);
  const ends = new Float64Array(rows.length);
  const open = statusCodes.code("open");
  let [recorded, of] = [0, 0];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const level = severity[row]!;
    if (level !== 1 && level !== 2) continue;
    of += 1;
    let end = mitigatedAt[row]!;
    if (Number.isNaN(end)) end = resolvedAt[row]!;
    if (Number.isNaN(end) && status[row] === open) end = now.getTime();
    const start = startedAt[row]!;
    if (!(end >= start)) continue;
    starts[recorded] = start;
    ends[recorded] = end;
    recorded += 1;
  }
  if (recorded === 0) return { hours: null, recorded, of };
  return {
    hours: unionMs(starts.subarray(0, recorded), ends.subarray(0, recorded)) / 3_600_000,
    recorded,
    of,
  };
}

function unionMs(starts: Float64Array, ends: Float64Array): number {
  for (let i = 1; i < starts.length; i += 1) if (starts[i]! < starts[i - 1]!) return unionOfAny(starts, ends);
  return unionInOrder(starts, ends);
}

/** Incidents that were logged as they began need no sorting: each adds what lies beyond the latest end so far. */
function unionInOrder(starts: Float64Array, ends: Float64Array): number {
  let [total, reached] = [0, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < starts.length; i += 1) {
    if (ends[i]! <= reached) continue;
    total += ends[i]! - Math.max(starts[i]!, reached);
    reached = ends[i]!;
  }
  return total;
}

/** Sweeps over starts and ends apart: how many are open at a time is all the union needs to know. */
function unionOfAny(starts: Float64Array, ends: Float64Array): number {
  starts.sort();
  ends.sort();
  let [total, depth, since, s, e] = [0, 0, 0, 0, 0];
  while (e < ends.length) {
    if (s < starts.length && starts[s]! <= ends[e]!) {
      if (depth === 0) since = starts[s]!;
      depth += 1;
      s += 1;
    } else {
      depth -= 1;
      if (depth === 0) total += ends[e]! - since;
      e += 1;
    }
  }
  return total;
}

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
