import { TZDate, tzOffset } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { addMonths } from "date-fns/addMonths";
import { addWeeks } from "date-fns/addWeeks";
import { startOfDay } from "date-fns/startOfDay";
import { startOfMonth } from "date-fns/startOfMonth";
import { startOfQuarter } from "date-fns/startOfQuarter";
import { startOfWeek } from "date-fns/startOfWeek";
import { startOfYear } from "date-fns/startOfYear";
import { subYears } from "date-fns/subYears";

/** Instants in [from, to), read in a named zone. */
export interface Period {
  from: Date;
  to: Date;
  zone: string;
}

export const bucketSizes = ["day", "week", "month"] as const;
export type BucketSize = (typeof bucketSizes)[number];

export const presets = ["7d", "28d", "90d", "quarter", "year", "all"] as const;
export type Preset = (typeof presets)[number];

export interface Buckets {
  size: BucketSize;
  /** Start of each bucket in milliseconds, then the end of the last: one longer than there are buckets. */
  edges: Float64Array;
  /** A bucket cut by the period or not yet over tells too little; limits leave it out. */
  complete: boolean[];
}

export type WeekStart = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const dayMs = 86_400_000;

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The instant at which a calendar day (yyyy-mm-dd) begins in a zone. */
export function dayStart(day: string, zone: string): Date {
  const [year, month, date] = day.split("-").map(Number);
  return utc(new TZDate(year!, month! - 1, date!, zone));
}

/** The calendar day (yyyy-mm-dd) of an instant in a zone. */
export function dayOf(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offsetMs(instant.getTime(), zone)).toISOString().slice(0, 10);
}

/** Days since 1 January 1970 of a calendar day (yyyy-mm-dd). */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** A calendar day so many days later; earlier where the number is negative. */
export function shiftDays(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * dayMs).toISOString().slice(0, 10);
}

/**
 * `7d`, `28d` and `90d` are so many calendar days with today as the last. `quarter` and `year` are this
 * quarter and this year of the calendar, up to the end of today.
 */
export function presetPeriod(preset: Exclude<Preset, "all">, now: Date, zone: string): Period {
  const today = startOfDay(new TZDate(now.getTime(), zone));
  const to = utc(addDays(today, 1));
  if (preset === "quarter") return { from: utc(startOfQuarter(today)), to, zone };
  if (preset === "year") return { from: utc(startOfYear(today)), to, zone };
  const days = Number(preset.slice(0, -1));
  return { from: utc(addDays(today, 1 - days)), to, zone };
}

/** As many calendar days just before; or the same days of the year before. */
export function previousPeriod(period: Period, compare: "previous" | "year" = "previous"): Period {
  const from = new TZDate(period.from.getTime(), period.zone);
  const to = new TZDate(period.to.getTime(), period.zone);
  if (compare === "year")
    return { from: utc(subYears(from, 1)), to: utc(subYears(to, 1)), zone: period.zone };
  const days = Math.round((to.getTime() - from.getTime()) / dayMs);
  if (days === 0) return { ...period, from: new Date(2 * from.getTime() - to.getTime()), to: period.from };
  return { from: utc(addDays(from, -days)), to: period.from, zone: period.zone };
}

/** A size that gives a readable number of buckets. */
export function bucketSizeFor(period: Period): BucketSize {
  const days = (period.to.getTime() - period.from.getTime()) / dayMs;
  if (days <= 45) return "day";
  return days <= 740 ? "week" : "month";
}

export function bucketsOf(of: {
  period: Period;
  size: BucketSize;
  weekStart: WeekStart;
  now: Date;
}): Buckets {
  const { period, size } = of;
  const edges: number[] = [];
  let edge: Date = startOfBucket(new TZDate(period.from.getTime(), period.zone), size, of.weekStart);
  while (edge.getTime() < period.to.getTime()) {
    edges.push(edge.getTime());
    edge = nextBucket(edge, size);
  }
  edges.push(edge.getTime());
  const until = Math.min(period.to.getTime(), of.now.getTime());
  const complete = edges
    .slice(0, -1)
    .map((start, i) => start >= period.from.getTime() && edges[i + 1]! <= until);
  return { size, edges: Float64Array.from(edges), complete };
}

function startOfBucket(date: TZDate, size: BucketSize, weekStartsOn: WeekStart): Date {
  if (size === "day") return startOfDay(date);
  return size === "week" ? startOfWeek(date, { weekStartsOn }) : startOfMonth(date);
}

function nextBucket(edge: Date, size: BucketSize): Date {
  if (size === "day") return addDays(edge, 1);
  return size === "week" ? addWeeks(edge, 1) : addMonths(edge, 1);
}

/**
 * Finds the bucket of an instant fast: most instants lie in the bucket of the one before, and buckets are nearly
 * equal, so that a guess is at most a step or two off.
 */
export function bucketFinder(buckets: Buckets): (ms: number) => number {
  const { edges } = buckets;
  const count = edges.length - 1;
  const first = edges[0]!;
  const perMs = count / (edges[count]! - first);
  let last = 0;
  return (ms) => {
    if (ms >= edges[last]! && ms < edges[last + 1]!) return last;
    let i = Math.floor((ms - first) * perMs);
    if (i < 0) i = 0;
    else if (i >= count) i = count - 1;
    while (i > 0 && ms < edges[i]!) i -= 1;
    while (i < count - 1 && ms >= edges[i + 1]!) i += 1;
    last = i;
    return i;
  };
}

interface OffsetSpan {
  from: number;
  offsetMs: number;
}

/** The zone's offsets from UTC over a stretch of time, so that a million instants need no calendar each. */
function offsetSpans(zone: string, from: number, to: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [{ from: Number.NEGATIVE_INFINITY, offsetMs: offsetMs(from, zone) }];
  for (let at = from; at < to; at += 7 * dayMs) {
    const end = Math.min(at + 7 * dayMs, to);
    const next = offsetMs(end, zone);
    if (next !== spans.at(-1)!.offsetMs)
      spans.push({ from: changeBetween({ zone, low: at, high: end }), offsetMs: next });
  }
  return spans;
}

/**
 * Finds the calendar day of an instant in a zone, as days since 1 January 1970. Quick for a million instants: the
 * offset is asked for once for each day of UTC, apart from the few in which it changes.
 */
export function dayFinder(zone: string): (ms: number) => number {
  const changing = Number.NaN;
  const offsets = new Map<number, number>();
  let [day, offset] = [changing, changing];
  const offsetOn = (utcDay: number) => {
    let known = offsets.get(utcDay);
    if (known === undefined) {
      known = offsetMs(utcDay * dayMs, zone);
      if (known !== offsetMs((utcDay + 1) * dayMs - 1, zone)) known = changing;
      offsets.set(utcDay, known);
    }
    return known;
  };
  return (ms) => {
    const utcDay = Math.floor(ms / dayMs);
    if (utcDay !== day) [day, offset] = [utcDay, offsetOn(utcDay)];
    return Math.floor((ms + (Number.isNaN(offset) ? offsetMs(ms, zone) : offset)) / dayMs);
  };
}

/** Reads weekday (0 Sunday … 6 Saturday) and hour off instants of a period, in its zone. */
export function clockOf(period: Period): (ms: number) => { weekday: number; hour: number } {
  const spans = offsetSpans(period.zone, period.from.getTime(), period.to.getTime());
  return (ms) => {
    let span = spans.length - 1;
    while (span > 0 && ms < spans[span]!.from) span -= 1;
    const local = ms + spans[span]!.offsetMs;
    const day = Math.floor(local / dayMs);
    // 1 January 1970 was a Thursday, day 4.
    return { weekday: (((day + 4) % 7) + 7) % 7, hour: Math.floor((local - day * dayMs) / 3_600_000) };
  };
}

function changeBetween({ zone, low, high }: { zone: string; low: number; high: number }): number {
  const before = offsetMs(low, zone);
  let [start, end] = [low, high];
  while (end - start > 1000) {
    const middle = Math.floor((start + end) / 2);
    if (offsetMs(middle, zone) === before) start = middle;
    else end = middle;
  }
  return Math.floor(end / 1000) * 1000;
}

function offsetMs(ms: number, zone: string): number {
  return tzOffset(zone, new Date(ms)) * 60_000;
}

function utc(date: Date): Date {
  return new Date(date.getTime());
}
