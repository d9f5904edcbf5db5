import { dayOf, dayStart, shiftDays, type WeekStart } from "#lib/calendar.ts";
import { invalid } from "#lib/errors.ts";
import type { Period } from "#lib/period.ts";
import type { QueryContext } from "#lib/query.ts";
import { weekAfter, weekOf, weekPeriod } from "#lib/week.ts";
import { daysIn, recordedIn } from "./coverage.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { type Comparison, type View, viewOf } from "./question.ts";

/** Which week is reviewed, and which weeks it is held against. */

/** Weeks that the natural limits rest on, the reviewed one included. */
const historyWeeks = 26;
const comparedWeeks = 4;

interface Calendar {
  zone: string;
  weekStart: WeekStart;
}

export function weekAsked(of: {
  named: string | undefined;
  from: string | undefined;
  now: Date;
  calendar: Calendar;
}): { week: string; period: Period } {
  const { named, from, now, calendar } = of;
  if (named !== undefined && from !== undefined)
    throw invalid([{ path: "from", message: "cannot be combined with week" }]);
  const week =
    named ??
    (from === undefined ? weekAfter(weekOf(now, calendar), -1, calendar) : weekOfDay(from, calendar));
  const period = weekPeriod(week, calendar);
  const path = named === undefined ? "from" : "week";
  if (period === null) throw invalid([{ path, message: "is not a week; write it as 2026-W10" }]);
  if (period.from > now) throw invalid([{ path, message: `${week} has not begun yet` }]);
  return { week, period };
}

function weekOfDay(from: string, calendar: Calendar): string {
  const instant = from.length > 10 ? new Date(from) : dayStart(from, calendar.zone);
  return weekOf(instant, calendar);
}

interface Views {
  /** The reviewed week; the weeks it is compared with are its previous period. */
  week: View<Filter>;
  /** Week by week up to the end of the reviewed one. */
  history: View<Filter>;
  /** Everything up to the end of the week: whose actions are asked for. */
  upTo: View<Filter>;
  /** How many of the weeks before had records at all. */
  compared: number;
}

export async function viewsOf(
  context: QueryContext,
  facts: Facts,
  of: { filter: Omit<Filter, "from" | "to" | "period" | "bucket" | "compare">; period: Period },
): Promise<Views> {
  const { filter, period } = of;
  const weeksBefore = (count: number) =>
    dayStart(shiftDays(dayOf(period.from, period.zone), -7 * count), period.zone);
  const between = (from: Date, to: Date) =>
    viewOf(context, facts, {
      ...filter,
      zone: period.zone,
      from: from.toISOString(),
      to: to.toISOString(),
      bucket: "week",
      compare: "none",
    });
  const week = await between(period.from, period.to);
  // Weeks before anything was recorded tell nothing, and are not weeks without incidents.
  const first =
    week.coverage === null ? Number.POSITIVE_INFINITY : dayStart(week.coverage.from, period.zone).getTime();
  const recordedWeeks = Array.from({ length: historyWeeks - 1 }, (_, i) => i + 1).filter(
    (count) => weeksBefore(count).getTime() >= first,
  ).length;
  const compared = Math.min(comparedWeeks, recordedWeeks);
  const before = await between(weeksBefore(Math.max(1, compared)), period.from);
  return {
    week: { ...week, previous: before, comparison: compared === 0 ? null : comparisonOf(week, before) },
    history: await between(weeksBefore(recordedWeeks), period.to),
    upTo: await between(new Date(Math.min(first, period.from.getTime())), period.to),
    compared,
  };
}

/** The week so far as it is recorded, against what is recorded of the weeks before. */
function comparisonOf(week: View<Filter>, before: View<Filter>): Comparison {
  const { coverage, now } = week;
  const recorded = recordedIn(week.period, { coverage, now });
  const earlier = recordedIn(before.period, { coverage, now });
  const days = recorded === null ? 0 : daysIn(recorded);
  const previousDays = earlier === null ? 0 : daysIn(earlier);
  const exposure = { days, previousDays, clipped: days < 7 || previousDays < daysIn(before.period) };
  if (days === 0 || previousDays < 7) return { exposure: { ...exposure, previousDays: 0 }, sides: null };
  return { exposure, sides: { current: week, previous: before } };
}
