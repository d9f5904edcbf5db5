import type { precisions } from "#db/values.ts";
import { dayStart } from "./calendar.ts";

/**
 * Moments that records speak of: what each is known to, and whether it can have happened. A moment known to the day,
 * the month, the quarter or the year is kept as the beginning of that day, month, quarter or year in UTC, and means this
 * calendar date in whatever zone somebody reads it.
 */

export type Precision = (typeof precisions)[number];

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** How long a moment of each precision may be off. */
export const spanMs: Readonly<Record<Precision, number>> = {
  minute: 0,
  day: dayMs,
  month: 31 * dayMs,
  quarter: 92 * dayMs,
  year: 366 * dayMs,
};

/** How many months of the calendar a date of each precision stands for; of a day, that of its month. */
export function monthsIn(precision: Precision): number {
  return precision === "year" ? 12 : precision === "quarter" ? 3 : 1;
}

/** Clocks differ, and so do the days of zones. */
export const toleranceMs = dayMs;

/** As it is kept: a coarse moment at the beginning of its date, in UTC. */
export function storedMoment(at: Date, precision: Precision): Date {
  switch (precision) {
    case "minute":
      return at;
    case "day":
      return new Date(Math.floor(at.getTime() / dayMs) * dayMs);
    case "month":
      return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
    case "quarter":
      return new Date(Date.UTC(at.getUTCFullYear(), firstMonthOfQuarter(at), 1));
    case "year":
      return new Date(Date.UTC(at.getUTCFullYear(), 0, 1));
  }
}

/** Of the quarter in which a moment lies, 0 for January. */
function firstMonthOfQuarter(at: Date): number {
  return Math.floor(at.getUTCMonth() / 3) * 3;
}

/** When a kept moment is for a reader in a zone: a coarse one when its date begins there. */
export function momentIn(at: Date, precision: Precision, zone: string): Date {
  return precision === "minute" ? at : dayStart(at.toISOString().slice(0, 10), zone);
}

/** What moments are held against. */
export interface Bounds {
  now: Date;
  /** The first day that records may speak of. */
  earliestDay: string;
}

/** The stretch in which things can have happened, in milliseconds: from, to and not including. */
export function plausibleSpan({ now, earliestDay }: Bounds): { from: number; to: number } {
  return { from: Date.parse(`${earliestDay}T00:00:00Z`), to: now.getTime() + toleranceMs };
}

/** Why something cannot have happened then, in words; null where it can. */
export function momentProblem(at: Date, bounds: Bounds): string | null {
  const { from, to } = plausibleSpan(bounds);
  if (at.getTime() >= to) return "lies in the future: it cannot have happened yet";
  // The day begins earlier in zones ahead of UTC.
  if (at.getTime() < from - toleranceMs)
    return `lies before ${bounds.earliestDay}, the first day that records may speak of (an administrator can set an earlier one)`;
  return null;
}

/** Whether one moment surely lies before another, whatever their precisions leave open. */
export function isSurelyBefore(
  a: { at: Date; precision: Precision },
  b: { at: Date; precision: Precision },
): boolean {
  if (a.precision === "minute" && b.precision === "minute") return a.at.getTime() < b.at.getTime();
  // A date may stand for any zone's.
  const slack = dayMs - minuteMs;
  return a.at.getTime() + spanMs[a.precision] + slack <= b.at.getTime();
}

const writtenChars = { day: 10, month: 7, year: 4 } as const;

/** As other programs read it: 2026-03-05T14:05:00.000Z, or by what is known 2026-03-05, 2026-03, 2026-Q1 or 2026. */
export function writtenMoment(at: Date, precision: Precision): string {
  const text = at.toISOString();
  if (precision === "minute") return text;
  if (precision === "quarter") return `${text.slice(0, 4)}-Q${firstMonthOfQuarter(at) / 3 + 1}`;
  return text.slice(0, writtenChars[precision]);
}

/** What a moment of a record is known to, by the entry of its field. */
export function precisionOf(field: object, record: object): Precision {
  const name = (field as { precision?: string }).precision ?? "";
  return (record as Record<string, Precision | undefined>)[name] ?? "minute";
}
