import { dayNumber, dayOf, dayStart, shiftDays } from "#lib/calendar.ts";
import { dayFinder } from "#lib/period.ts";
import { recordedIn } from "./coverage.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { finerThan } from "./precision.ts";
import type { View } from "./question.ts";

/** What incidents recorded, day by day over the days of a period that are recorded and over. */
export interface DailyAmounts {
  /** The first and the last day, in the period's zone; null where there is none. */
  from: string | null;
  to: string | null;
  daily: Float64Array;
  /** The incidents that began on them. */
  rows: Selection;
  /** How many of them recorded more than nothing. */
  amounts: number;
  /** Other incidents of the period, known to the month or the year alone: they are on no day. */
  undated: number;
}

export function dailyAmounts(view: View<Filter>, measure: "lostOrders" | "errors"): DailyAmounts {
  const { facts, period, coverage, now } = view;
  const { zone } = period;
  const dated = finerThan(facts.incidents, view.rows, "day");
  const undated = view.rows.length - dated.length;
  const none = {
    from: null,
    to: null,
    daily: new Float64Array(0),
    rows: new Int32Array(0),
    amounts: 0,
    undated,
  };
  const stretch = recordedIn(period, { coverage, now });
  if (stretch === null) return none;
  const begun = dayOf(stretch.from, zone);
  const from = dayStart(begun, zone).getTime() === stretch.from.getTime() ? begun : shiftDays(begun, 1);
  const last = dayOf(new Date(stretch.to.getTime() - 1), zone);
  const isOver = dayStart(shiftDays(last, 1), zone).getTime() <= Math.min(now.getTime(), period.to.getTime());
  const to = isOver ? last : shiftDays(last, -1);
  const [first, length] = [dayNumber(from), dayNumber(to) - dayNumber(from) + 1];
  if (length <= 0) return none;
  const [dayAt, start, values] = [
    dayFinder(zone),
    facts.incidents.startedAt.values,
    facts.incidents[measure].values,
  ];
  const daily = new Float64Array(length);
  let amounts = 0;
  const rows = dated.filter((row) => {
    const place = dayAt(start[row]!) - first;
    if (place < 0 || place >= length) return false;
    const amount = values[row]!;
    if (amount > 0) {
      daily[place]! += amount;
      amounts += 1;
    }
    return true;
  });
  return { from, to, daily, rows, amounts, undated };
}
