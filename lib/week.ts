import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { addWeeks } from "date-fns/addWeeks";
import { getISOWeek } from "date-fns/getISOWeek";
import { getISOWeekYear } from "date-fns/getISOWeekYear";
import { setISODay } from "date-fns/setISODay";
import { setISOWeek } from "date-fns/setISOWeek";
import { startOfWeek } from "date-fns/startOfWeek";
import type { Period, WeekStart } from "./period.ts";

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
  const first = startOfWeek(new TZDate(instant.getTime(), zone), { weekStartsOn: weekStart });
  const middle = addDays(first, (thursday - weekStart + 7) % 7);
  return `${getISOWeekYear(middle)}-W${String(getISOWeek(middle)).padStart(2, "0")}`;
}

/** From the first moment of a named week up to the first moment after it; null where no year has such a week. */
export function weekPeriod(week: string, calendar: Calendar): Period | null {
  const match = /^(\d{4})-W(\d\d)$/.exec(week);
  if (match === null) return null;
  const [year, number] = [Number(match[1]), Number(match[2])];
  const { zone, weekStart } = calendar;
  // 4 January lies in the first ISO week of its year, whatever the weekday.
  const inside = setISOWeek(new TZDate(year, 0, 4, 12, zone), number);
  const first = startOfWeek(setISODay(inside, thursday), { weekStartsOn: weekStart });
  const period = { from: new Date(first.getTime()), to: new Date(addWeeks(first, 1).getTime()), zone };
  return weekOf(period.from, calendar) === week ? period : null;
}

/** The week so many weeks later, or earlier. */
export function weekAfter(week: string, count: number, calendar: Calendar): string {
  const { from, zone } = weekPeriod(week, calendar)!;
  return weekOf(addWeeks(new TZDate(from.getTime(), zone), count), calendar);
}
