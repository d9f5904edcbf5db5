import { z } from "zod";
import { isMadeByOne } from "#lib/statistics/largest-amounts.ts";
import { sumInterval } from "#lib/statistics/sum-interval.ts";
import { dailyAmounts } from "./daily-amounts.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { valuesOf } from "./measures.ts";
import type { View } from "./question.ts";
import { Figure, figure } from "./shapes.ts";

/** How far sums may be trusted: what as many days like these come to, and whether one incident makes a change. */

const SumInterval = z
  .object({
    low: Figure.describe("Its lower end; null where the sum has no interval."),
    high: Figure.describe("Its upper end; null where the sum has no interval."),
  })
  .meta({
    title: "Interval of a sum",
    description: "What as many days like the recorded ones of the period that are over come to.",
    uncertainty: "95% interval by 10,000 draws of circular blocks of seven days",
    declines: "null under 28 days, or 10 days with any: then the sum has none",
    source: "Politis and Romano (1992)",
  });

export const SumIntervals = z
  .object({
    lostOrders: SumInterval.describe("Of lost orders."),
    errors: SumInterval.describe("Of errors."),
  })
  .meta({ title: "Intervals of sums" });

export function sumIntervals(view: View<Filter>): z.infer<typeof SumIntervals> {
  const intervalOf = (measure: "lostOrders" | "errors") => {
    const { low, high } = sumInterval(dailyAmounts(view, measure).daily);
    return { low: figure(low), high: figure(high) };
  };
  return { lostOrders: intervalOf("lostOrders"), errors: intervalOf("errors") };
}

/**
 * Whether one incident makes the change of a sum: without the largest of the stretch that has more, it would not have
 * more. Stretches of unequal length are held by the day. Null where either recorded nothing.
 */
export function madeByOne(of: {
  facts: Facts;
  measure: "lostOrders" | "errors";
  rows: Selection;
  earlier: Selection;
  days: number;
  previousDays: number;
}): boolean | null {
  const { facts, measure, rows, earlier, days, previousDays } = of;
  const [after, before] = [valuesOf(facts, measure, rows), valuesOf(facts, measure, earlier)];
  const isRecorded = (values: Float64Array) => values.some((value) => !Number.isNaN(value));
  if (previousDays === 0 || !isRecorded(after) || !isRecorded(before)) return null;
  return isMadeByOne({ after, before: before.map((value) => (value * days) / previousDays) });
}

/** Undefined where nothing is to be said of the change. */
export const byOneWords = (byOne: boolean | null) => (byOne === true ? "made by one incident" : undefined);

/** "12 k to 90 k in as many days like these"; that it has none where they are too few. */
export function sumWords(interval: { low: string; high: string } | null): string {
  return interval === null
    ? "too few for an interval"
    : `${interval.low} to ${interval.high} by its ups and downs`;
}
