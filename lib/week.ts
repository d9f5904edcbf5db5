import { dayNumber, dayOf, dayStart, firstOfWeek, shiftDays, type WeekStart, weekdayOf } from "./calendar.ts";
import type { Period } from "./period.ts";

/**
 * Weeks by name, as ISO 8601 numbers them: 2026-W10. Where an organisation's week begins on another day than Monday,
 * the name is that of the ISO week whose Thursday it holds, so that every week has one name and every name one week.
 */

interface Calendar {
  zone: string;
  weekStart: WeekStart;
}

const thursday = 4;

/** The name of the week that an instant lies in. */
export function weekOf(instant: Date, { zone, weekStart }: Calendar): string {
  return nameOf(dayOf(instant, zone), weekStart);
}

function nameOf(day: string, weekStart: WeekStart): string {
  const middle = shiftDays(firstOfWeek(day, weekStart), (thursday - weekStart + 7) % 7);
  const year = middle.slice(0, 4);
  const number = Math.floor((dayNumber(middle) - dayNumber(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** The first day of a named week; null where no year has such a week. */
function firstDayOf(week: string, weekStart: WeekStart): string | null {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? [];
  if (year === undefined) return null;
  const newYear = `${year}-01-01`;
  const firstThursday = shiftDays(newYear, (thursday - weekdayOf(newYear) + 7) % 7);
  const first = firstOfWeek(shiftDays(firstThursday, 7 * (Number(number) - 1)), weekStart);
  return nameOf(first, weekStart) === week ? first : null;
}

/** From the first moment of a named week up to the first moment after it; null where no year has such a week. */
export function weekPeriod(week: string, { zone, weekStart }: Calendar): Period | null {
  const first = firstDayOf(week, weekStart);
  if (first === null) return null;
  return { from: dayStart(first, zone), to: dayStart(shiftDays(first, 7), zone), zone };
}

/** The week so many weeks later, or earlier. */
export function weekAfter(week: string, count: number, { weekStart }: Calendar): string {
  return nameOf(shiftDays(firstDayOf(week, weekStart)!, 7 * count), weekStart);
}
