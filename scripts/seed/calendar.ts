import { tzOffset } from "@date-fns/tz";
import { planted } from "./planted.ts";
import type { Random } from "./random.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Where the company counts its days. */
export const companyZone = "America/Chicago";

export interface Day {
  /** yyyy-mm-dd in the company's zone. */
  name: string;
  /** The instant of its midnight. */
  begins: number;
  /** 0 Sunday … 6 Saturday. */
  weekday: number;
}

interface Freeze {
  startsOn: string;
  endsOn: string;
  begins: number;
  ends: number;
}

export interface Calendar {
  from: number;
  /** Before it grows the company stands still: a year against which what follows can be held. */
  growth: { from: number; to: number };
  now: number;
  days: Day[];
  resetBegins: number;
  resetEnds: number;
  layoffs: number;
  assistantRollOut: number;
  freezes: Freeze[];
}

const historyMonths = 30;
const resetLength = 90 * DAY;
const fixedReset = midnight(2026, 3, 10);

function midnight(year: number, month: number, day: number): number {
  const utc = Date.UTC(year, month - 1, day);
  return utc - tzOffset(companyZone, new Date(utc)) * MINUTE;
}

/** The calendar day, yyyy-mm-dd, of an instant in the company's zone. */
export function dayName(instant: number): string {
  return new Date(instant + tzOffset(companyZone, new Date(instant)) * MINUTE).toISOString().slice(0, 10);
}

export function makeCalendar(now: number): Calendar {
  const end = new Date(now);
  const from = Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - historyMonths, end.getUTCDate());
  const inside = fixedReset >= from && fixedReset < now;
  const resetBegins = inside ? fixedReset : startOfDay(now - 255 * DAY);
  return {
    from,
    // Bound to the reset and not to now: a demo made tomorrow tells of the same past.
    growth: { from: resetBegins - 285 * DAY, to: resetBegins + 265 * DAY },
    now,
    days: daysBetween(from, now),
    resetBegins,
    resetEnds: resetBegins + resetLength,
    layoffs: startOfDay(resetBegins - 41 * DAY + HOUR),
    assistantRollOut: startOfDay(resetBegins - 180 * DAY + HOUR),
    freezes: freezesBetween(from, now),
  };
}

function startOfDay(instant: number): number {
  const [year, month, day] = dayName(instant).split("-").map(Number);
  return midnight(year!, month!, day!);
}

function daysBetween(from: number, to: number): Day[] {
  const days: Day[] = [];
  for (let noon = startOfDay(from) + 12 * HOUR; noon - 13 * HOUR < to; noon += DAY) {
    const name = dayName(noon);
    days.push({ name, begins: startOfDay(noon), weekday: new Date(`${name}T00:00:00Z`).getUTCDay() });
  }
  return days;
}

/** From the middle of November to the beginning of December, each year: the busiest weeks of a shop. */
function freezesBetween(from: number, to: number): Freeze[] {
  const freezes: Freeze[] = [];
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++) {
    const begins = midnight(year, 11, 18);
    const ends = midnight(year, 12, 3);
    if (begins >= from && begins < to) {
      freezes.push({ startsOn: `${year}-11-18`, endsOn: `${year}-12-02`, begins, ends });
    }
  }
  return freezes;
}

const changesByWeekday = [0.1, 1, 1.12, 1.12, 1.06, 0.62, 0.09];

/** How many changes a day sees, against an ordinary Monday before the company grew. */
export function changeWeight(calendar: Calendar, day: Day): number {
  const frozen = calendar.freezes.some((freeze) => day.begins >= freeze.begins && day.begins < freeze.ends);
  const grown = 1 + 0.35 * through(calendar.growth, day.begins);
  return changesByWeekday[day.weekday]! * grown * (frozen ? planted.freezeFactor : 1);
}

/** How far an instant is into a stretch: 0 before it, 1 after it. */
export function through({ from, to }: { from: number; to: number }, instant: number): number {
  return Math.min(1, Math.max(0, (instant - from) / (to - from)));
}

const workHours = [2, 1, 1, 1, 1, 2, 5, 14, 38, 78, 100, 95, 58, 74, 96, 88, 62, 36, 18, 11, 8, 6, 4, 3];
const shopHours = [
  18, 12, 9, 8, 8, 11, 18, 30, 42, 52, 58, 62, 66, 64, 60, 60, 64, 70, 80, 94, 100, 88, 60, 34,
];

/** An instant of this day when people deploy. */
export function workingInstant(random: Random, day: Day): number {
  return day.begins + random.pickWeighted(hours, workHours) * HOUR + Math.floor(random.next() * HOUR);
}

/** An instant of this day when customers shop. */
export function shoppingInstant(random: Random, day: Day): number {
  return day.begins + random.pickWeighted(hours, shopHours) * HOUR + Math.floor(random.next() * HOUR);
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

export type Era = "before" | "after";

export function eraOf(calendar: Calendar, instant: number): Era {
  return instant < calendar.resetBegins ? "before" : "after";
}

/** The planted course of a rate: level, then a rise towards the reset, then the fall. */
export function courseOf(calendar: Calendar, instant: number, kind: "other" | "change"): number {
  if (instant >= calendar.resetBegins) return planted.afterReset[kind];
  return calendar.resetBegins - instant <= planted.rise.days * DAY ? planted.rise[kind] : 1;
}

/** To the second: nobody writes down more. */
export function isoOf(instant: number): string {
  return new Date(Math.floor(instant / 1000) * 1000).toISOString();
}
