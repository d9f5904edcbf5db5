import { tzOffset } from "@date-fns/tz";

/**
 * Calendar days, yyyy-mm-dd, and when they begin. Days, weeks and months are counted on the calendar, and each becomes
 * an instant by its own date and zone: never by adding hours to the instant before, since clocks change.
 */

export type WeekStart = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const dayMs = 86_400_000;
/** No zone's clock was ever further from UTC. */
const widestOffsetMs = 16 * 3_600_000;

/** The calendar day of an instant in a zone. */
export function dayOf(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offsetMs(instant.getTime(), zone)).toISOString().slice(0, 10);
}

/**
 * The first instant of a calendar day in a zone: midnight, or what the clocks showed first where they were put forward
 * over it. A day that a zone left out begins when the next one does.
 */
export function dayStart(day: string, zone: string): Date {
  const midnight = dayNumber(day) * dayMs;
  const [low, high] = [midnight - widestOffsetMs, midnight + widestOffsetMs];
  const [before, after] = [offsetMs(low, zone), offsetMs(high, zone)];
  if (before === after) return new Date(midnight - before);
  const change = changeBetween({ zone, low, high });
  const expected = midnight - before;
  return new Date(expected < change ? expected : Math.max(change, midnight - after));
}

/** Days since 1 January 1970. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** The day so many days later; earlier where the number is negative. */
export function shiftDays(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * dayMs).toISOString().slice(0, 10);
}

/** The same day of the month so many months later, or the last where that month has none. */
export function shiftMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year!, month! - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date!, last));
  return first.toISOString().slice(0, 10);
}

/** 0 Sunday … 6 Saturday; 1 January 1970 was a Thursday. */
export function weekdayOf(day: string): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7;
}

export function firstOfWeek(day: string, weekStart: WeekStart): string {
  return shiftDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
}

export function firstOfMonth(day: string): string {
  return `${day.slice(0, 8)}01`;
}

/** Between these two instants the zone's offset changes: when. */
export function changeBetween({ zone, low, high }: { zone: string; low: number; high: number }): number {
  const before = offsetMs(low, zone);
  let [start, end] = [low, high];
  while (end - start > 1000) {
    const middle = Math.floor((start + end) / 2);
    if (offsetMs(middle, zone) === before) start = middle;
    else end = middle;
  }
  return Math.floor(end / 1000) * 1000;
}

export function offsetMs(ms: number, zone: string): number {
  return tzOffset(zone, new Date(ms)) * 60_000;
}
