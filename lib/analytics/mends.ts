import type { ReworkKind } from "#db/values.ts";
import type { ReworkPair } from "#lib/reworks/read.ts";
import { mendedWithin } from "#lib/reworks/rules.ts";
import { eachCulprit } from "./culprits.ts";
import type { Lists } from "./facts/columns.ts";
import type { Facts } from "./facts/store.ts";

/**
 * What followed on an incident and points back at a change: a later change that takes it back or mends it, or that it
 * was rolled back.
 */
export interface Mend {
  kind: ReworkKind;
  /** Row of the change that was mended. */
  of: number;
  /** Row of the change that mended it; null where it was rolled back without one. */
  by: number | null;
  /** When, in milliseconds. */
  at: number;
  said: string | null;
  lines: number | null;
}

export function mendsOf({ changes }: Facts, pairs: readonly ReworkPair[]): Mend[] {
  const { deployedAt, rolledBackAt, live } = changes;
  const mends = pairs.flatMap(({ kind, by, of, said, lines }): Mend[] => {
    const [mending, mended] = [changes.rowOf(by), changes.rowOf(of)];
    if (mending === undefined || mended === undefined) return [];
    return [{ kind, of: mended, by: mending, at: deployedAt.values[mending]!, said, lines }];
  });
  for (let row = 0; row < changes.count; row += 1) {
    const at = rolledBackAt.values[row]!;
    if (live.values[row] === 0 || Number.isNaN(at)) continue;
    mends.push({ kind: "rollback", of: row, by: null, at, said: null, lines: null });
  }
  return mends;
}

/**
 * Whether a mend points from this incident at the change that it mended: the change went out before the incident
 * began, the mend came while it lasted or within two days of its end, and one of the two changes was to a system that
 * the incident reached. Nothing of that proves a cause.
 */
export function pointsAt({ incidents, changes }: Facts, row: number, mend: Mend, now: number): boolean {
  const began = incidents.startedAt.values[row]!;
  const isThen = mend.at >= began && mend.at <= latestFor({ incidents }, row, now);
  if (!isThen || !(changes.deployedAt.values[mend.of]! <= began)) return false;
  const reached = [mend.of, ...(mend.by === null ? [] : [mend.by])].map((one) => changes.system.values[one]!);
  return reached.some((system) => system !== 0 && reaches(incidents.systems, row, system));
}

function reaches({ pool, start, count }: Lists, row: number, system: number): boolean {
  const end = start[row]! + count[row]!;
  for (let i = start[row]!; i < end; i += 1) if (pool[i] === system) return true;
  return false;
}

/** Suggestions that people judged, and those of them that they confirmed: by naming a culprit, that one or another. */
export type Confirmed = Record<ReworkKind, { confirmed: number; judged: number }>;

/**
 * How often such a suggestion was right, over all incidents that have a culprit: that what it points at is the
 * culprit, of all that it points at. A change that two mends of a kind point at from one incident counts once.
 */
export function confirmedOf(facts: Facts, mends: readonly Mend[], now: number): Confirmed {
  const counts: Confirmed = {
    revert: { confirmed: 0, judged: 0 },
    rollback: { confirmed: 0, judged: 0 },
    fix: { confirmed: 0, judged: 0 },
    "blamed-lines": { confirmed: 0, judged: 0 },
  };
  const ordered = mends.toSorted((a, b) => a.at - b.at);
  const { incidents } = facts;
  for (let row = 0; row < incidents.count; row += 1) {
    if (incidents.live.values[row] === 0) continue;
    const culprits = new Set<number>();
    eachCulprit(facts, row, (change) => culprits.add(change));
    if (culprits.size === 0) continue;
    const seen = new Set<string>();
    const latest = latestFor(facts, row, now);
    for (let i = firstAt(ordered, incidents.startedAt.values[row]!); i < ordered.length; i += 1) {
      const mend = ordered[i]!;
      if (mend.at > latest) break;
      const key = `${mend.kind} ${mend.of}`;
      if (seen.has(key) || !pointsAt(facts, row, mend, now)) continue;
      seen.add(key);
      counts[mend.kind].judged += 1;
      if (culprits.has(mend.of)) counts[mend.kind].confirmed += 1;
    }
  }
  return counts;
}

/** Up to when a mend speaks of an incident. */
function latestFor({ incidents }: Pick<Facts, "incidents">, row: number, now: number): number {
  const ends = [incidents.resolvedAt.values[row]!, incidents.mitigatedAt.values[row]!];
  return (ends.find((one) => !Number.isNaN(one)) ?? now) + mendedWithin;
}

/** The place of the first mend that is not before a moment. */
function firstAt(ordered: readonly Mend[], at: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
