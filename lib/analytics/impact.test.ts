import fc from "fast-check";
import { expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { declareIncident, declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { impactBasis } from "./impact-words.ts";
import { getOverview } from "./overview.ts";
import { getReview } from "./review.ts";

const now = "2026-07-10T12:00:00Z";

const declare = (scope: Scope, body: Record<string, unknown>) =>
  declareIncident(scope, { body: { title: "Checkout is down", severity: 1, ...body } });
const ended = (startedAt: string, mitigatedAt: string) => ({ startedAt, mitigatedAt, status: "mitigated" });
const open = (startedAt: string) => ({ startedAt, status: "open" });
const month = (n: number) => ({
  from: new Date(Date.UTC(2026, n - 1, 1)).toISOString(),
  to: new Date(Date.UTC(2026, n, 1)).toISOString(),
});

test("an incident over the end of a month gives each month its part", async () => {
  const scope = await testScope({ now });
  await declare(scope, ended("2026-05-31T23:00:00Z", "2026-06-01T02:00:00Z"));
  const [may, june] = [await getOverview(scope, month(5)), await getOverview(scope, month(6))];
  expect([may.current.impactHours, june.current.impactHours]).toEqual([1, 2]);
  expect(may.current.impactEarlier).toEqual({ hours: 0, incidents: 0 });
  expect(june.current).toMatchObject({
    incidents: 0,
    impactOf: 0,
    impactEarlier: { hours: 2, incidents: 1 },
  });
  expect(june.previous?.impactHours).toBe(1);
});

test("no month has more hours of impact than hours, however long incidents last", async () => {
  const scope = await testScope({ now });
  await declare(scope, open("2026-02-10T00:00:00Z"));
  await declare(scope, ended("2026-05-20T00:00:00Z", "2026-07-09T00:00:00Z"));
  const june = (await getOverview(scope, month(6))).current;
  expect(june.impactHours).toBe(720);
  expect(june.impactEarlier).toEqual({ hours: 720, incidents: 2 });
  // The other covers the month by itself.
  expect(june.impactOpen).toEqual({ hours: 0, incidents: 1 });
  const july = (await getOverview(scope, month(7))).current;
  expect(july.impactHours).toBe(9 * 24 + 12);
});

test("what is still open, and what began before, is told with its hours", async () => {
  const scope = await testScope({ now });
  await declare(scope, ended("2026-07-01T08:00:00Z", "2026-07-01T09:00:00Z"));
  await declare(scope, { startedAt: "2026-07-02T08:00:00Z", status: "closed" });
  await declare(scope, open("2026-07-10T02:00:00Z"));
  await declare(scope, ended("2026-06-30T20:00:00Z", "2026-07-01T08:30:00Z"));
  const { current } = await getOverview(scope, month(7));
  expect(current.impactHours).toBe(9 + 10);
  expect(impactBasis(current)).toBe(
    "2 of 3 recorded; 8\u00a0h from 1 begun before; 10\u00a0h from 1 still open",
  );
  expect(impactBasis({ ...current, impactEarlier: { hours: 0, incidents: 0 } })).toBe(
    "2 of 3 recorded; 10\u00a0h from 1 still open",
  );
});

test("words of the filter mean the incidents from before as well, and words that rank mean those of the period alone", async () => {
  const scope = await testScope({ now });
  await declare(scope, {
    ...ended("2026-06-30T20:00:00Z", "2026-07-01T04:00:00Z"),
    lostOrders: 9,
    source: "pager",
    externalId: "a",
  });
  await declare(scope, { ...ended("2026-07-02T00:00:00Z", "2026-07-02T01:00:00Z"), lostOrders: 1 });
  const hours = async (more: Record<string, string>) =>
    (await getOverview(scope, { ...month(7), ...more })).current.impactHours;
  expect(await hours({})).toBe(5);
  expect(await hours({ source: "pager" })).toBe(4);
  expect(await hours({ hour: "0" })).toBe(1);
  expect(await hours({ hour: "20" })).toBe(4);
  expect(await hours({ worst: "lostOrders:1" })).toBe(1);
});

test("dates without a time give hours where they lie further apart than they are known to", async () => {
  const scope = await testScope({ now });
  const day = { startedPrecision: "day", mitigatedPrecision: "day" };
  await declare(scope, { ...ended("2026-07-01T00:00:00Z", "2026-07-03T00:00:00Z"), ...day });
  await declare(scope, { ...ended("2026-07-05T00:00:00Z", "2026-07-05T00:00:00Z"), ...day });
  await declare(scope, { ...open("2026-07-10T00:00:00Z"), startedPrecision: "day" });
  await declare(scope, { startedAt: "2026-07-04T08:00:00Z", status: "unknown" });
  const { current } = await getOverview(scope, month(7));
  expect(current).toMatchObject({ impactHours: 48, impactRecorded: 1, impactOf: 4 });
});

test("the review of a week holds what reached into it, and the weeks before theirs", async () => {
  const scope = await testScope({ now });
  await declare(scope, ended("2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"));
  await declare(scope, ended("2026-06-28T20:00:00Z", "2026-06-29T03:00:00Z"));
  const review = await getReview(scope, { week: "2026-W27", zone: "UTC" });
  expect(review.current).toMatchObject({ impactHours: 3, impactEarlier: { hours: 3, incidents: 1 } });
  expect(review.before?.impactHours).toBe(5);
});

const minute = 60_000;
const start = Date.parse("2026-05-01T00:00:00Z");
const anImpact = fc.record({
  severity: fc.constantFrom(1, 2, 2, 3),
  at: fc.integer({ min: 0, max: 40 * 1440 }),
  minutes: fc.option(fc.integer({ min: 0, max: 12 * 1440 }), { nil: null }),
  isOver: fc.boolean(),
});

test("hours of buckets, and of periods side by side, add up to the whole, and never exceed their length", async () => {
  await fc.assert(
    asyncProperty(
      fc.array(anImpact, { minLength: 1, maxLength: 20 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 80 * 1440 }), { minLength: 3, maxLength: 6 }),
      fc.constantFrom("day", "week", "month", "quarter"),
      fc.constantFrom("UTC", "America/New_York", "Asia/Kathmandu"),
      async (impacts, minutes, bucket, zone) => {
        const scope = await testScope({ now });
        const moment = (at: number) => new Date(start + at * minute).toISOString();
        await declareIncidents(scope, {
          items: impacts.map(({ severity, at, minutes, isOver }) => ({
            title: "Checkout is down",
            severity,
            startedAt: moment(at),
            mitigatedAt: minutes === null ? null : moment(at + minutes),
            status: minutes === null && !isOver ? "open" : "closed",
          })),
        });
        const hoursOf = async (from: number, to: number) => {
          const answer = await getOverview(scope, { from: moment(from), to: moment(to), bucket, zone });
          const hours = answer.current.impactHours ?? 0;
          expect(hours).toBeLessThanOrEqual((to - from) / 60);
          expect(answer.impactHours.reduce((sum: number, one) => sum + (one ?? 0), 0)).toBeCloseTo(hours, 6);
          for (const [i, { start, end }] of answer.buckets.entries())
            expect(answer.impactHours[i] ?? 0).toBeLessThanOrEqual(
              (end.getTime() - start.getTime()) / 3_600_000,
            );
          return hours;
        };
        const edges = minutes.toSorted((a, b) => a - b);
        let sum = 0;
        for (const [i, edge] of edges.slice(1).entries()) sum += await hoursOf(edges[i]!, edge);
        expect(sum).toBeCloseTo(await hoursOf(edges[0]!, edges.at(-1)!), 6);
      },
    ),
    { numRuns: runs(40) },
  );
});
