import { z } from "zod";
import { dayNumber, dayOf, dayStart, shiftDays, shiftMonths } from "#lib/calendar.ts";
import { people } from "#lib/coverage/read.ts";
import { Day } from "#lib/parse.ts";
import type { Period } from "#lib/period.ts";
import { keptWhile } from "./facts/kept.ts";
import type { Facts } from "./facts/store.ts";
import type { FilterTerms } from "./filter.ts";

/**
 * From which day to which incidents are recorded at all: from the first record of the sources that the filter means, to
 * the last day on which any of them spoke. A record speaks of the moments that it holds; one that was recorded within a
 * day of its beginning also of the day on which that was done; a heartbeat of the day on which it came. Outside of it
 * nothing is known: no day there is a quiet one.
 */

export interface Coverage {
  /** The first day, in the zone that was asked for. */
  from: string;
  /** The last day. */
  to: string;
}

export const CoverageShape = z
  .object({
    from: Day.describe("The first day of which incidents are recorded."),
    to: Day.describe("The last day on which a source of incidents spoke."),
  })
  .meta({
    title: "Coverage",
    description:
      "The days of which incidents are recorded, by the sources that the filter means. Outside of them nothing is known: a day without incidents is then no quiet one.",
    declines: "null where nothing is recorded",
  });

interface Span {
  first: number;
  last: number;
}

const spans = keptWhile(() => new Map<string, Span>());
const dayMs = 86_400_000;

export function coverageOf(of: {
  facts: Facts;
  which: Pick<FilterTerms, "source">;
  zone: string;
  now: Date;
}): Coverage | null {
  const { facts, which, zone, now } = of;
  const known = spans(facts);
  const key = JSON.stringify(which.source ?? null);
  const span = known.get(key) ?? spanOf(facts, which.source);
  known.set(key, span);
  if (span.first === Number.POSITIVE_INFINITY) return null;
  // Clocks differ: what is said to come yet is not recorded yet.
  const last = Math.max(span.first, Math.min(span.last, now.getTime()));
  return { from: dayOf(new Date(span.first), zone), to: dayOf(new Date(last), zone) };
}

function spanOf(facts: Facts, sources: FilterTerms["source"]): Span {
  const { incidents, heartbeats } = facts;
  const { startedAt, detectedAt, mitigatedAt, resolvedAt, createdAt, live, source } = incidents;
  const codes = sources?.map((one) => (one === null ? 0 : source.dictionary.find(one)));
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const reach = (at: number) => {
    if (at > last) last = at;
  };
  for (let row = 0; row < incidents.count; row += 1) {
    const start = startedAt.values[row]!;
    if (live.values[row] === 0 || Number.isNaN(start)) continue;
    if (codes !== undefined && !codes.includes(source.values[row])) continue;
    if (start < first) first = start;
    reach(start);
    reach(detectedAt.values[row]!);
    reach(mitigatedAt.values[row]!);
    reach(resolvedAt.values[row]!);
    const recorded = createdAt.values[row]!;
    if (recorded - start <= dayMs) reach(recorded);
  }
  for (const [name, at] of heartbeats.bySource)
    if (sources === undefined || sources.includes(name === people ? null : name)) reach(at);
  return { first, last };
}

/** What of a period is recorded and over: its days that coverage holds and that have begun; null where there are none. */
export function recordedIn(period: Period, of: { coverage: Coverage | null; now: Date }): Period | null {
  const { coverage, now } = of;
  if (coverage === null) return null;
  const { zone } = period;
  const end = Math.min(
    dayStart(shiftDays(coverage.to, 1), zone).getTime(),
    dayStart(shiftDays(dayOf(now, zone), 1), zone).getTime(),
  );
  const from = Math.max(period.from.getTime(), dayStart(coverage.from, zone).getTime());
  const to = Math.min(period.to.getTime(), end);
  return from < to ? { from: new Date(from), to: new Date(to), zone } : null;
}

/** How many calendar days a period touches. */
export function daysIn({ from, to, zone }: Period): number {
  return dayNumber(dayOf(new Date(to.getTime() - 1), zone)) - dayNumber(dayOf(from, zone)) + 1;
}

export const ExposureShape = z
  .object({
    days: z
      .int()
      .meta({ description: "Days of the period that are compared: recorded, and begun.", unit: "days" }),
    previousDays: z.int().meta({
      description: "Days of the period compared with; none where nothing can be compared.",
      unit: "days",
    }),
    clipped: z
      .boolean()
      .describe("Whether either period was cut, since not all of its days are recorded or have begun."),
  })
  .meta({
    title: "Exposure",
    description:
      "The days that a comparison rests on. Both periods are cut to the same stretch of days that are recorded and have begun; figures of the comparison count these alone.",
  });
export type Exposure = z.infer<typeof ExposureShape>;

/** Two stretches of equally many days, and what was cut to get them. */
export interface Stretches {
  current: Period;
  previous: Period;
  exposure: Exposure;
}

/** Fewer days tell nothing, unless the period itself has no more. */
const fewestDays = 7;

/**
 * The stretches of a period and of the one before that can be compared: the recorded and begun part of the period, the
 * same days before it (or of the year before), and of both what coverage holds of both. Unrecorded days around a period
 * so change nothing. An exposure alone where too little is left.
 */
export function stretchesOf(of: {
  period: Period;
  compare: "previous" | "year";
  coverage: Coverage | null;
  now: Date;
}): Stretches | { exposure: Exposure } {
  const { period, compare, coverage, now } = of;
  const recorded = recordedIn(period, { coverage, now });
  const declined = {
    exposure: { days: recorded === null ? 0 : daysIn(recorded), previousDays: 0, clipped: true },
  };
  if (recorded === null || coverage === null) return declined;
  const { zone } = period;
  const firstDay = dayOf(recorded.from, zone);
  const days = daysIn(recorded);
  const earlier = (day: string) => (compare === "year" ? shiftMonths(day, -12) : shiftDays(day, -days));
  const at = (i: number) => shiftDays(firstDay, i);
  const begin = firstWhere(days, (i) => earlier(at(i)) >= coverage.from);
  const end = firstWhere(days, (i) => earlier(at(i)) > coverage.to);
  if (end - begin < Math.min(fewestDays, days)) return declined;
  const [first, last] = [at(begin), at(end - 1)];
  const stretch = (from: string, to: string) => ({
    from: dayStart(from, zone),
    to: dayStart(shiftDays(to, 1), zone),
    zone,
  });
  const [before, until] = [earlier(first), earlier(last)];
  const previous = stretch(before, until);
  // A period may begin or end within a day.
  const current = {
    from: new Date(Math.max(recorded.from.getTime(), dayStart(first, zone).getTime())),
    to: new Date(Math.min(recorded.to.getTime(), dayStart(shiftDays(last, 1), zone).getTime())),
    zone,
  };
  return {
    current,
    previous,
    exposure: {
      days: end - begin,
      previousDays: daysIn(previous),
      clipped: end - begin < daysIn(period),
    },
  };
}

/** The first of so many for which it holds, and so for all after it; how many there are where it holds for none. */
function firstWhere(count: number, holds: (i: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
