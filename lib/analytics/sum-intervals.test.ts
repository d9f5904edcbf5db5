import { expect, test } from "vitest";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { getOverview } from "./overview.ts";
import { byOneWords, sumWords } from "./sum-intervals.ts";

const now = "2026-06-15T12:00:00Z";
const day = 86_400_000;

/** One incident a day at noon over so many days up to yesterday. */
async function company(days: number, lost: (fromTheLast: number) => number | null) {
  const scope = await testScope({ now });
  const items = Array.from({ length: days }, (_, i) => ({
    title: "Something broke",
    startedAt: new Date(Date.parse("2026-06-14T12:00:00Z") - i * day).toISOString(),
    lostOrders: lost(i),
  }));
  const { refused } = await declareIncidents(scope, { items });
  expect(refused).toEqual([]);
  return scope;
}

test("one incident makes a change where without it there would be none, and the sentence says so", async () => {
  const filter = { period: "28d", zone: "UTC" };
  const made = await getOverview(await company(70, (i) => (i === 3 ? 5000 : 10)), filter);
  expect(made.noise).toMatchObject({ lostOrdersByOne: true, errorsByOne: null });
  const spread = await getOverview(await company(70, (i) => (i < 28 ? 200 : 10)), filter);
  expect(spread.noise.lostOrdersByOne).toBe(false);
  expect([byOneWords(true), byOneWords(false), byOneWords(null)]).toEqual([
    "made by one incident",
    undefined,
    undefined,
  ]);
});

test("a sum has an interval that holds it from 28 days with ten amounts on, and else says that it has none", async () => {
  const filter = { from: "2026-01-01", to: "2026-06-15", zone: "UTC" };
  const { current, sumIntervals } = await getOverview(await company(40, (i) => (i % 3) * 50), filter);
  const { low, high } = sumIntervals.lostOrders;
  expect(low!).toBeLessThanOrEqual(current.lostOrders.sum!);
  expect(high!).toBeGreaterThanOrEqual(current.lostOrders.sum!);
  expect(sumIntervals.errors).toEqual({ low: null, high: null });
  const short = await getOverview(await company(27, (i) => (i % 3) * 50), filter);
  expect(short.sumIntervals.lostOrders).toEqual({ low: null, high: null });
  const few = await getOverview(await company(40, (i) => (i < 9 ? 50 : 0)), filter);
  expect(few.sumIntervals.lostOrders).toEqual({ low: null, high: null });
  expect(sumWords(null)).toBe("too few for an interval");
  expect(sumWords({ low: "2", high: "9" })).toBe("2 to 9 by its ups and downs");
});
