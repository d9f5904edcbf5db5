import { dayStart, shiftDays } from "#lib/calendar.ts";
import type { Estimate } from "#lib/statistics/estimate.ts";
import { eventQuantiles } from "#lib/statistics/event-quantiles.ts";
import { logRank } from "#lib/statistics/log-rank.ts";
import type { Coverage } from "./coverage.ts";
import { durationDeclined } from "./duration-words.ts";
import { type IncidentFacts, statusCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import { type DurationFigures, figure } from "./shapes.ts";
import { spansReader, takenReader } from "./tally.ts";

/**
 * How long it took, or takes already, from the start of impact to a milestone. Incidents that have not come to it yet are
 * censored: they count for as long as they are known to have lasted. Where the milestone is past and was not recorded,
 * nothing is known of it. An incident that is recorded was detected, so times to detect are never censored.
 */

export type Milestone = "detectedAt" | "mitigatedAt" | "resolvedAt";

/** Up to this state a milestone may still come. */
const lastPending: Record<Milestone, number> = {
  detectedAt: statusCodes.code("open"),
  mitigatedAt: statusCodes.code("open"),
  resolvedAt: statusCodes.code("mitigated"),
};

/** Which incidents, and until when (in milliseconds) it is known that one goes on. */
interface Asked {
  facts: IncidentFacts;
  milestone: Milestone;
  rows: Selection;
  known: number;
}

/** The end of the last day on which a source spoke, or now. */
export function knownUntil(of: { coverage: Coverage | null; period: { zone: string }; now: Date }): number {
  const { coverage, period, now } = of;
  if (coverage === null) return now.getTime();
  return Math.min(now.getTime(), dayStart(shiftDays(coverage.to, 1), period.zone).getTime());
}

/** Minutes from start to milestone of the rows that recorded it in order, and of those that go on; why others are neither. */
export function minutesTo(asked: Asked) {
  return minutesInto(new Float64Array(asked.rows.length), asked);
}

export type Minutes = ReturnType<typeof minutesTo>;

function minutesInto(minutes: Float64Array, asked: Asked) {
  const { facts, milestone, rows } = asked;
  const [start, end, status] = [facts.startedAt.values, facts[milestone].values, facts.status.values];
  // A call for each row costs more than all the rest, and hardly ever is there a coarse one.
  const takenBy = facts.coarse ? takenReader(facts, milestone) : null;
  const pendingUpTo = lastPending[milestone];
  let [recorded, pending, invalid, imprecise] = [0, 0, 0, 0];
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const taken = takenBy === null ? end[row]! - start[row]! : takenBy(row);
    // Written always and kept only when recorded: no branch to foresee, as in sumOf.
    minutes[recorded] = taken / 60_000;
    recorded += Number(taken >= 0);
    imprecise += Number(taken === Number.NEGATIVE_INFINITY);
    invalid += Number(taken < 0);
    pending += Number(Number.isNaN(taken)) & Number(status[row]! <= pendingUpTo);
  }
  invalid -= imprecise;
  return {
    minutes: minutes.subarray(0, recorded),
    lasting: pending === 0 || milestone === "detectedAt" ? new Float64Array(0) : lastingOf(asked, pending),
    milestone,
    recorded,
    of: rows.length,
    pending,
    missing: rows.length - recorded - pending - invalid - imprecise,
    imprecise,
    invalid,
    longest: imprecise === 0 ? new Float64Array(0) : longestOf(asked, imprecise),
  };
}

/** How many minutes those may have taken at most that took less than their dates can tell. */
function longestOf({ facts, milestone, rows }: Asked, imprecise: number): Float64Array {
  const [takenBy, spansAt] = [takenReader(facts, milestone), spansReader(facts, milestone)];
  const longest = new Float64Array(imprecise);
  let count = 0;
  for (let i = 0; i < rows.length; i += 1)
    if (takenBy(rows[i]!) === Number.NEGATIVE_INFINITY)
      longest[count++] = Math.max(...spansAt(rows[i]!)) / 60_000;
  return longest;
}

/** For how many minutes incidents are known to have lasted that have not come to it: as far as records reach. */
function lastingOf({ facts, milestone, rows, known }: Asked, pending: number): Float64Array {
  const [start, created] = [facts.startedAt.values, facts.createdAt.values];
  const [end, status] = [facts[milestone].values, facts.status.values];
  const pendingUpTo = lastPending[milestone];
  const lasting = new Float64Array(pending);
  let count = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (status[row]! > pendingUpTo || !Number.isNaN(end[row]) || Number.isNaN(start[row])) continue;
    lasting[count++] = Math.max(0, Math.max(known, created[row]!) - start[row]!) / 60_000;
  }
  return lasting.subarray(0, count);
}

type Placed = "first" | "last";

/** What the statistics take: those too short for their dates stand as early as they may be, or as late. */
export function followed({ minutes, lasting, longest }: Minutes, placed: Placed = "first") {
  if (longest.length === 0) return { ended: minutes, censored: lasting };
  const ended = new Float64Array(longest.length + minutes.length);
  ended.set(minutes, longest.length);
  if (placed === "last") ended.set(longest);
  return { ended, censored: lasting };
}

const placesOf = ({ longest }: Minutes): Placed[] => (longest.length === 0 ? ["first"] : ["first", "last"]);

/** How many are followed: those that came to it, and those that go on. */
export const countFollowed = ({ minutes, lasting, longest }: Minutes) =>
  minutes.length + lasting.length + longest.length;

/** p of "both take equally long", by the log-rank test: wherever those may stand that are too short for their dates. */
export function sameTimesP(first: Minutes, second: Minutes): number {
  const ps = placesOf(first).flatMap((one) =>
    placesOf(second).map((other) => logRank(followed(first, one), followed(second, other)).p),
  );
  return Math.max(...ps);
}

const shares = [0.5, 0.75, 0.9];

/** Quantiles of minutes, beside the counts of those without. */
export function figuresOf(of: Minutes): DurationFigures {
  const { minutes: _, lasting: __, longest: ___, milestone, ...counts } = of;
  const [median, p75, p90] = quantilesOf(of);
  return {
    ...counts,
    medianMinutes: figure(median.estimate),
    medianLowMinutes: figure(median.low),
    medianHighMinutes: figure(median.high),
    p75Minutes: figure(p75.estimate),
    p90Minutes: figure(p90.estimate),
    declined: durationDeclined({ milestone, ...counts }, [median.estimate, p75.estimate, p90.estimate]),
  };
}

type Three = [Estimate, Estimate, Estimate];

/** Minus infinity for what depends on how long those took that are too short for their dates. */
function quantilesOf(of: Minutes): Three {
  const [found, latest] = placesOf(of).map((placed) => eventQuantiles(followed(of, placed), shares)) as [
    Three,
    Three | undefined,
  ];
  if (latest === undefined) return found;
  const same = (one: number, other: number) => (Object.is(one, other) ? one : Number.NEGATIVE_INFINITY);
  return found.map(({ estimate, low, high }, i) => ({
    estimate: same(estimate, latest[i]!.estimate),
    low: same(low, latest[i]!.low),
    high: same(high, latest[i]!.high),
  })) as Three;
}

/** Minutes that nobody keeps: fresh memory for a million of them costs as much as working them out. */
let scratch = new Float64Array(0);

export function durationFigures(asked: Asked): DurationFigures {
  if (scratch.length < asked.rows.length) scratch = new Float64Array(asked.rows.length);
  return figuresOf(minutesInto(scratch, asked));
}
