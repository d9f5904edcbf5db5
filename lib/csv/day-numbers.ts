import type { LocalTime } from "./iso.ts";

/** Dates as spreadsheets count them: days since 1900 or 1904, the time of day as a fraction. */

const dayCounts = ["excel", "excel-1904"] as const;
export type DayCount = (typeof dayCounts)[number];

/** What 1 January 1970 is to each; that of 1900 holds a 29 February that never was. */
const epochs: Record<DayCount, number> = { excel: 25_569, "excel-1904": 24_107 };

/** From 1970 to 2100: other numbers of five digits are rather something else. */
const [first, last] = [25_569, 73_050];
const form = /^(\d{5})(?:[.,](\d{1,12}))?$/;

export function isDayNumber(text: string): boolean {
  const days = form.exec(text)?.[1];
  return days !== undefined && Number(days) >= first && Number(days) <= last;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The plainest clock that the digits leave open: a minute, else a second, else a millisecond. Null where they are too
 * few to tell the minute.
 */
export function readDayNumber(text: string, count: DayCount): LocalTime | null {
  const [, days, fraction] = form.exec(text) as unknown as [string, string, string | undefined];
  const midnight = (Number(days) - epochs[count]) * dayMs;
  if (fraction === undefined || /^0+$/.test(fraction))
    return { local: midnight, offset: null, hasTime: false };
  const millis = Number(`0.${fraction}`) * dayMs;
  const slack = (10 ** -fraction.length / 2) * dayMs;
  const isWhole = Math.abs(millis - Math.round(millis / minuteMs) * minuteMs) < 1e-3;
  if (slack > minuteMs / 2 && !isWhole) return null;
  const step =
    [minuteMs, 1_000].find((step) => Math.abs(millis - Math.round(millis / step) * step) <= slack + 0.5) ?? 1;
  return { local: midnight + Math.round(millis / step) * step, offset: null, hasTime: true };
}
