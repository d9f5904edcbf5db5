import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { subYears } from "date-fns/subYears";
import {
  changeBetween,
  dayOf,
  dayStart,
  firstOfMonth,
  firstOfWeek,
  offsetMs,
  shiftDays,
  shiftMonths,
  type WeekStart,
} from "./calendar.ts";

/** Instants in [from, to), read in a named zone. */
export interface Period {
  from: Date;
  to: Date;
  zone: string;
}

export const bucketSizes = ["day", "week", "month", "quarter"] as const;
export type BucketSize = (typeof bucketSizes)[number];

export const presets = ["7d", "28d", "90d", "quarter", "year", "all"] as const;
export type Preset = (typeof presets)[number];

export interface Buckets {
  size: BucketSize;
  /** Start of each bucket in milliseconds, then the end of the last: one longer than there are buckets. */
  edges: Float64Array;
  /** A bucket cut by the period or by what is recorded, or not yet over, tells too little; limits leave it out. */
  complete: boolean[];
  /** Whether anything of a bucket is recorded: else it holds nothing because nobody looked. */
  recorded: boolean[];
}

const dayMs = 86_400_000;

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * `7d`, `28d` and `90d` are so many calendar days with today as the last. `quarter` and `year` are this
 * quarter and this year of the calendar, up to the end of today.
 */
export function presetPeriod(preset: Exclude<Preset, "all">, now: Date, zone: string): Period {
  const today = dayOf(now, zone);
  return { from: dayStart(firstDayOf(preset, today), zone), to: dayStart(shiftDays(today, 1), zone), zone };
}

function firstDayOf(preset: Exclude<Preset, "all">, today: string): string {
  if (preset === "year") return `${today.slice(0, 4)}-01-01`;
  if (preset !== "quarter") return shiftDays(today, 1 - Number(preset.slice(0, -1)));
  return firstOfQuarter(today);
}

/** As many calendar days just before; or the same days of the year before. */
export function previousPeriod(period: Period, compare: "previous" | "year" = "previous"): Period {
  const { from, to, zone } = period;
  if (compare === "year") {
    const earlier = (edge: Date) =>
      shifted(edge, zone, {
        day: (day) => shiftMonths(day, -12),
        moment: (moment) => subYears(moment, 1),
      });
    return { from: earlier(from), to: earlier(to), zone };
  }
  const days = Math.round((to.getTime() - from.getTime()) / dayMs);
  if (days === 0) return { ...period, from: new Date(2 * from.getTime() - to.getTime()), to: from };
  const begins = shifted(from, zone, {
    day: (day) => shiftDays(day, -days),
    moment: (moment) => addDays(moment, -days),
  });
  return { from: begins, to: from, zone };
}

/** The beginning of a day stays one, whatever the clocks do; any other moment keeps its time of day. */
function shifted(
  edge: Date,
  zone: string,
  by: { day: (day: string) => string; moment: (moment: TZDate) => Date },
): Date {
  const day = dayOf(edge, zone);
  if (dayStart(day, zone).getTime() === edge.getTime()) return dayStart(by.day(day), zone);
  return new Date(by.moment(new TZDate(edge.getTime(), zone)).getTime());
}

/** Three years: months are too long to say when something changed that lasted a quarter. */
const mostInWeeks = 3 * 366;

/** A size that gives a readable number of buckets. */
export function bucketSizeFor(period: Period): BucketSize {
  const days = (period.to.getTime() - period.from.getTime()) / dayMs;
  if (days <= 45) return "day";
  return days <= mostInWeeks ? "week" : "month";
}

export function bucketsOf(of: {
  period: Period;
  size: BucketSize;
  weekStart: WeekStart;
  now: Date;
  /** What of the period is recorded; left out, all of it is. */
  recorded?: Period | null;
}): Buckets {
  const { period, size, recorded = period } = of;
  const edges: number[] = [];
  for (let day = firstOf(size, dayOf(period.from, period.zone), of.weekStart); ; day = dayAfter(size, day)) {
    const edge = dayStart(day, period.zone).getTime();
    edges.push(edge);
    if (edge >= period.to.getTime()) break;
  }
  const [from, to] = recorded === null ? [0, 0] : [recorded.from.getTime(), recorded.to.getTime()];
  const until = Math.min(period.to.getTime(), to, of.now.getTime());
  const since = Math.max(period.from.getTime(), from);
  const starts = edges.slice(0, -1);
  return {
    size,
    edges: Float64Array.from(edges),
    complete: starts.map((start, i) => start >= since && edges[i + 1]! <= until),
    recorded: starts.map((start, i) => start < to && edges[i + 1]! > from),
  };
}

function firstOf(size: BucketSize, day: string, weekStart: WeekStart): string {
  if (size === "day") return day;
  if (size === "week") return firstOfWeek(day, weekStart);
  return size === "month" ? firstOfMonth(day) : firstOfQuarter(day);
}

function firstOfQuarter(day: string): string {
  const monthsIn = (Number(day.slice(5, 7)) - 1) % 3;
  return shiftMonths(firstOfMonth(day), -monthsIn);
}

/** The first day of the next bucket. */
function dayAfter(size: BucketSize, day: string): string {
  if (size === "month" || size === "quarter") return shiftMonths(day, size === "month" ? 1 : 3);
  return shiftDays(day, size === "day" ? 1 : 7);
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
