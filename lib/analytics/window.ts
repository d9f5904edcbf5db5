import { dayOf, dayStart } from "#lib/calendar.ts";
import { invalid } from "#lib/errors.ts";
import { type BucketSize, bucketSizeFor, type Period, presetPeriod, previousPeriod } from "#lib/period.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { firstStart, lastStart } from "./tally.ts";

export interface Window {
  period: Period;
  /** The period to compare with; null where there is none. */
  previous: Period | null;
  bucket: BucketSize;
}

const dayMs = 86_400_000;

/** Calendars are looked at up to the end of a year that has just begun. */
const furthestAheadMs = 366 * dayMs;

/**
 * The stretch of time a filter means, within the days that records may speak of and a year ahead. Without `from` it begins with the first incident there is, without `to` it
 * ends with today (or the last incident, where that lies later); open ends have no previous period.
 */
export function windowOf(of: {
  filter: Filter;
  facts: Facts;
  now: Date;
  zone: string;
  earliestDay: string;
}): Window {
  const { filter, facts, now } = of;
  const zone = filter.zone ?? of.zone;
  if (filter.period !== undefined && (filter.from !== undefined || filter.to !== undefined)) {
    throw invalid([{ path: "period", message: "cannot be combined with from or to" }]);
  }
  const preset = filter.period !== undefined && filter.period !== "all" ? filter.period : undefined;
  if (preset !== undefined) return window(filter, presetPeriod(preset, now, zone), true);
  // Nothing is recorded beyond, and much further there is no calendar.
  const [least, most] = [dayStart(of.earliestDay, zone).getTime(), now.getTime() + furthestAheadMs];
  const instant = (text: string) => {
    const at = text.length === 10 ? dayStart(text, zone) : new Date(text);
    return new Date(Math.min(Math.max(at.getTime(), least), most));
  };
  const today = presetPeriod("7d", now, zone).to;
  const first = filter.from === undefined ? firstStart(facts.incidents) : null;
  const last = filter.to === undefined ? lastStart(facts.incidents) : null;
  const to =
    filter.to !== undefined
      ? instant(filter.to)
      : new Date(Math.max(today.getTime(), last === null ? 0 : startOfNextDay(last, zone)));
  const from =
    filter.from !== undefined
      ? instant(filter.from)
      : new Date(
          Math.min(to.getTime(), first === null ? to.getTime() - 28 * dayMs : startOfDay(first, zone)),
        );
  if (filter.to !== undefined && filter.from !== undefined && to.getTime() <= from.getTime()) {
    throw invalid([
      { path: "to", message: "must lie after from; it is the first moment no longer included" },
    ]);
  }
  return window(
    filter,
    { from, to: new Date(Math.max(from.getTime(), to.getTime())), zone },
    filter.from !== undefined,
  );
}

const mostBuckets = 2000;
const bucketDays: Record<BucketSize, number> = { day: 1, week: 7, month: 28, quarter: 90 };

/** One mistaken year in a history can stretch "all" over millennia: said, rather than drawn. */
export function requireFewBuckets(filter: Filter, period: Period, bucket: BucketSize): void {
  const days = (period.to.getTime() - period.from.getTime()) / dayMs;
  if (days / bucketDays[bucket] <= mostBuckets) return;
  const path = filter.bucket === undefined ? "from" : "bucket";
  const mend = path === "bucket" ? "Use a larger one or a shorter period." : "Name the first day you mean.";
  const message = `would make more than ${mostBuckets.toLocaleString("en")} ${bucket}s, since the period begins on ${dayOf(period.from, period.zone)}. ${mend}`;
  throw invalid([{ path, message }]);
}

function window(filter: Filter, period: Period, bounded: boolean): Window {
  const compare = filter.compare ?? "previous";
  return {
    period,
    previous: bounded && compare !== "none" ? previousPeriod(period, compare) : null,
    bucket: filter.bucket ?? bucketSizeFor(period),
  };
}

function startOfDay(ms: number, zone: string): number {
  return dayStart(dayOf(new Date(ms), zone), zone).getTime();
}

function startOfNextDay(ms: number, zone: string): number {
  return presetPeriod("7d", new Date(ms), zone).to.getTime();
}
