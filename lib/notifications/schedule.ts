import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import type { WeekStart } from "#lib/calendar.ts";
import { type Settings, scheduleOf } from "#lib/settings/schema.ts";
import { weekAfter, weekOf } from "#lib/week.ts";

type Calendar = Pick<Settings, "zone" | "weekStart" | "workingHours" | "reviewSchedule">;

/** The last moment at which a review was to be sent, and the week that was over by then. */
export function lastReview(calendar: Calendar, now: Date): { at: Date; week: string } {
  const { zone } = calendar;
  const { weekday, hour } = scheduleOf(calendar);
  const today = new TZDate(now.getTime(), zone);
  const day = addDays(today, -((today.getDay() - weekday + 7) % 7));
  const moment = (of: TZDate) =>
    new Date(new TZDate(of.getFullYear(), of.getMonth(), of.getDate(), hour, zone).getTime());
  const candidate = moment(day);
  const at = candidate > now ? moment(addDays(day, -7)) : candidate;
  const week = { zone, weekStart: calendar.weekStart as WeekStart };
  return { at, week: weekAfter(weekOf(at, week), -1, week) };
}
