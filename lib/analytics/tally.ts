import { quantiles } from "#lib/statistics/quantile.ts";
import { wilson } from "#lib/statistics/wilson.ts";
import { aiCodes, type IncidentFacts, statusCodes } from "./facts/incidents.ts";
import type { Selection } from "./filter.ts";
import { type BySeverity, type DurationFigures, figure, type MeasuredCount, type Share } from "./shapes.ts";

/** Counting over selected rows; every question is made of these. */

export function sumOf(values: Float64Array, rows: Selection): MeasuredCount {
  let sum = 0;
  let recorded = 0;
  for (const row of rows) {
    const value = values[row]!;
    if (!Number.isNaN(value)) {
      sum += value;
      recorded += 1;
    }
  }
  return { sum: recorded === 0 ? null : sum, recorded, of: rows.length };
}

export function severityCounts({ severity }: IncidentFacts, rows: Selection): BySeverity {
  const counts = new Int32Array(6);
  for (const row of rows) counts[severity.values[row]!]! += 1;
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

const [aiNone, aiUnknown] = [aiCodes.code("none"), aiCodes.code("unknown")];

/** Incidents in which AI made or shaped the change (contributing or primary), among those where that is known. */
export function aiShareOf({ ai }: IncidentFacts, rows: Selection): Share {
  let yes = 0;
  let unknown = 0;
  for (const row of rows) {
    const code = ai.values[row]!;
    if (code === aiUnknown || code === 0) unknown += 1;
    else if (code !== aiNone) yes += 1;
  }
  return shareOf({ yes, known: rows.length - unknown, unknown });
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
  const [start, end, status] = [facts.startedAt.values, facts[milestone].values, facts.status.values];
  const pendingUpTo = lastPending[milestone];
  const minutes = new Float64Array(rows.length);
  let [recorded, pending, missing, invalid] = [0, 0, 0, 0];
  for (const row of rows) {
    const taken = end[row]! - start[row]!;
    if (taken >= 0) {
      minutes[recorded] = taken / 60_000;
      recorded += 1;
    } else if (taken < 0) invalid += 1;
    else if (status[row]! <= pendingUpTo) pending += 1;
    else missing += 1;
  }
  return { minutes: minutes.subarray(0, recorded), recorded, of: rows.length, pending, missing, invalid };
}

export function durationFigures(
  facts: IncidentFacts,
  milestone: Milestone,
  rows: Selection,
): DurationFigures {
  const { minutes, ...counts } = minutesTo(facts, milestone, rows);
  const [median, p75, p90] = quantiles(minutes, [0.5, 0.75, 0.9]).map(figure);
  return { ...counts, medianMinutes: median!, p75Minutes: p75!, p90Minutes: p90! };
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
  const { severity, status, startedAt, mitigatedAt, resolvedAt } = facts;
  const starts = new Float64Array(rows.length);
  const ends = new Float64Array(rows.length);
  const open = statusCodes.code("open");
  let [recorded, of] = [0, 0];
  for (const row of rows) {
    const level = severity.values[row]!;
    if (level !== 1 && level !== 2) continue;
    of += 1;
    let end = mitigatedAt.values[row]!;
    if (Number.isNaN(end)) end = resolvedAt.values[row]!;
    if (Number.isNaN(end) && status.values[row] === open) end = now.getTime();
    const start = startedAt.values[row]!;
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

/** Sweeps over starts and ends apart: how many are open at a time is all the union needs to know. */
function unionMs(starts: Float64Array, ends: Float64Array): number {
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
  for (let i = 0; i < rows.length; i += 1) {
    const bucket = of.find(start[rows[i]!]!);
    buckets[i] = bucket;
    sizes[bucket + 1]! += 1;
  }
  for (let b = 0; b < of.count; b += 1) sizes[b + 1]! += sizes[b]!;
  const ordered = new Int32Array(rows.length);
  const next = sizes.slice(0, of.count);
  for (let i = 0; i < rows.length; i += 1) {
    const bucket = buckets[i]!;
    ordered[next[bucket]!] = rows[i]!;
    next[bucket]! += 1;
  }
  return Array.from({ length: of.count }, (_, b) => ordered.subarray(sizes[b]!, sizes[b + 1]!));
}
