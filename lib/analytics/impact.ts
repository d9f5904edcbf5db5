import type { Buckets, Period } from "#lib/period.ts";
import { bucketFinder } from "#lib/period.ts";
import { type IncidentFacts, statusCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Stretch } from "./question.ts";
import { precisionSpans, takenReader } from "./tally.ts";

/**
 * Hours during which at least one Sev-1 or Sev-2 incident had impact. Impact lasts from the start to the mitigation,
 * else to the resolution, else to now while the incident is open. Each is cut to the period, whenever it began, so
 * that no period has more hours of impact than hours, and the hours of periods side by side add up.
 */

export interface Impact {
  /** Null where no end is known of any that reached into the period. */
  hours: number | null;
  /** Of those that began in the period, how many have an end that is not before the start. */
  recorded: number;
  of: number;
  /** What incidents that began before the period add: the hours that would not be there without them. */
  earlier: Added;
  /** The same of those that are still open, whenever they began. */
  open: Added;
}

interface Added {
  hours: number;
  incidents: number;
}

interface Asked {
  facts: IncidentFacts;
  stretch: Stretch;
  now: Date;
}

const open = statusCodes.code("open");
const hourMs = 3_600_000;

/** Hours of a period; overlaps count once. */
export function impactOf(asked: Asked): Impact {
  const { starts, ends, earlier, open, ...counts } = reached(asked);
  const kept = (without: Uint8Array) => {
    const pick = (values: Float64Array) => values.filter((_, i) => without[i] === 0);
    return msOf(spansOf(pick(starts), pick(ends)));
  };
  const total = msOf(spansOf(starts, ends));
  const added = (by: Uint8Array): Added => {
    const incidents = by.reduce((sum, one) => sum + one, 0);
    return { hours: incidents === 0 ? 0 : (total - kept(by)) / hourMs, incidents };
  };
  return {
    hours: starts.length === 0 && counts.recorded === 0 ? null : total / hourMs,
    ...counts,
    earlier: added(earlier),
    open: added(open),
  };
}

/** Hours of each bucket, which add up to those of the period; null in a bucket that no impact with a known end reached. */
export function impactByBucket({ buckets, ...asked }: Asked & { buckets: Buckets }): (number | null)[] {
  const { starts, ends } = reached(asked);
  const { edges } = buckets;
  const hours = new Array<number | null>(edges.length - 1).fill(null);
  const find = bucketFinder(buckets);
  const spans = spansOf(starts, ends);
  for (let i = 0; i < spans.length; i += 2) {
    const [start, end] = [spans[i]!, spans[i + 1]!];
    let bucket = find(start);
    do {
      const inside = Math.min(end, edges[bucket + 1]!) - Math.max(start, edges[bucket]!);
      hours[bucket] = (hours[bucket] ?? 0) + inside / hourMs;
      bucket += 1;
    } while (bucket < hours.length && edges[bucket]! < end);
  }
  return hours;
}

/** When impact ended, as far as is known: NaN where it is not, minus infinity where dates are too coarse to tell. */
function endReader(facts: IncidentFacts, now: Date): (row: number) => number {
  const [mitigated, resolved] = [takenReader(facts, "mitigatedAt"), takenReader(facts, "resolvedAt")];
  const [startedAt, known, status] = [
    facts.startedAt.values,
    facts.startedPrecision.values,
    facts.status.values,
  ];
  return (row) => {
    const start = startedAt[row]!;
    let taken = mitigated(row);
    if (Number.isNaN(taken)) taken = resolved(row);
    if (Number.isNaN(taken) && status[row] === open) {
      taken = now.getTime() - start;
      if (taken < precisionSpans[known[row]!]!) taken = Number.NEGATIVE_INFINITY;
    }
    return start + taken;
  };
}

/** Sev-1 and Sev-2 incidents of these kinds that began before a period and whose impact reached into it. */
export function reachingInto(of: {
  facts: IncidentFacts;
  kinds: Uint8Array;
  period: Period;
  now: Date;
}): Selection {
  const { facts, kinds, period, now } = of;
  const [startedAt, live] = [facts.startedAt.values, facts.live.values];
  const [severity, kind] = [facts.severity.values, facts.kind.values];
  const endOf = endReader(facts, now);
  const from = period.from.getTime();
  const rows: number[] = [];
  for (let row = 0; row < facts.count; row += 1) {
    if (!(startedAt[row]! < from) || live[row] === 0 || kinds[kind[row]!] !== 1) continue;
    if (severity[row] !== 1 && severity[row] !== 2) continue;
    if (endOf(row) > from) rows.push(row);
  }
  return Int32Array.from(rows);
}

/** The stretches of impact of a period, cut to it and to now, with what each is of. */
function reached({ facts, stretch, now }: Asked) {
  const { period, rows } = stretch;
  const before = stretch.earlier();
  const from = period.from.getTime();
  const until = Math.min(period.to.getTime(), now.getTime());
  const [severity, startedAt, status] = [facts.severity.values, facts.startedAt.values, facts.status.values];
  const endOf = endReader(facts, now);
  const size = before.length + rows.length;
  const [starts, ends] = [new Float64Array(size), new Float64Array(size)];
  const [earlier, isOpen] = [new Uint8Array(size), new Uint8Array(size)];
  let count = 0;
  const add = (row: number, start: number, end: number, isEarlier: number) => {
    if (start >= until) return;
    starts[count] = start;
    ends[count] = Math.min(end, until);
    earlier[count] = isEarlier;
    isOpen[count] = Number(status[row] === open);
    count += 1;
  };
  for (let i = 0; i < before.length; i += 1) add(before[i]!, from, endOf(before[i]!), 1);
  let [recorded, of] = [0, 0];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (severity[row] !== 1 && severity[row] !== 2) continue;
    of += 1;
    const [start, end] = [startedAt[row]!, endOf(row)];
    if (!(end >= start)) continue;
    recorded += 1;
    add(row, start, end, 0);
  }
  const cut = <A extends Float64Array | Uint8Array>(array: A) => array.subarray(0, count) as A;
  return {
    starts: cut(starts),
    ends: cut(ends),
    earlier: cut(earlier),
    open: cut(isOpen),
    recorded,
    of,
  };
}

/** What stretches cover together, as starts and ends in turn, in order and apart from one another. */
function spansOf(starts: Float64Array, ends: Float64Array): Float64Array {
  for (let i = 1; i < starts.length; i += 1) if (starts[i]! < starts[i - 1]!) return spansOfAny(starts, ends);
  const spans = new Float64Array(starts.length * 2);
  let at = -2;
  for (let i = 0; i < starts.length; i += 1) {
    if (at < 0 || starts[i]! > spans[at + 1]!) {
      at += 2;
      spans[at] = starts[i]!;
      spans[at + 1] = ends[i]!;
    } else if (ends[i]! > spans[at + 1]!) spans[at + 1] = ends[i]!;
  }
  return spans.subarray(0, at + 2);
}

/** Sweeps over starts and ends apart: how many go on at a time is all there is to know. */
function spansOfAny(unordered: Float64Array, endsUnordered: Float64Array): Float64Array {
  const [starts, ends] = [unordered.toSorted(), endsUnordered.toSorted()];
  const spans = new Float64Array(starts.length * 2);
  let [at, depth, s, e] = [0, 0, 0, 0];
  while (e < ends.length) {
    if (s < starts.length && starts[s]! <= ends[e]!) {
      if (depth === 0) spans[at] = starts[s]!;
      depth += 1;
      s += 1;
    } else {
      depth -= 1;
      if (depth === 0) {
        spans[at + 1] = ends[e]!;
        at += 2;
      }
      e += 1;
    }
  }
  return spans.subarray(0, at);
}

function msOf(spans: Float64Array): number {
  let total = 0;
  for (let i = 0; i < spans.length; i += 2) total += spans[i + 1]! - spans[i]!;
  return total;
}
