import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, dayStart, shiftDays } from "#lib/calendar.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { daysIn, stretchesOf } from "./coverage.ts";
import { getOverview } from "./overview.ts";
import { getTrends } from "./trends.ts";

/** Which days are recorded, and what may be compared. */

const now = "2026-11-30T12:00:00Z";
const zones = ["UTC", "America/New_York", "Pacific/Auckland", "America/Santiago"] as const;

const eachDay = (from: string, to: string, perDay = 1) => {
  const items: { title: string; startedAt: string }[] = [];
  for (let day = from; day <= to; day = shiftDays(day, 1))
    for (let i = 0; i < perDay; i += 1)
      items.push({ title: "Slow", startedAt: `${day}T${String(9 + i).padStart(2, "0")}:00:00Z` });
  return items;
};

async function withHistory(from: string, to: string, perDay = 1) {
  const scope = await testScope({ now });
  const items = eachDay(from, to, perDay);
  for (let i = 0; i < items.length; i += 5000)
    await declareIncidents(scope, { items: items.slice(i, i + 5000) });
  return scope;
}

describe("a comparison", () => {
  test("of a history that begins inside the period before rests on the days that both have", async () => {
    const scope = await withHistory("2026-10-12", "2026-11-30", 3);
    const { exposure, compared, text, noise } = await getOverview(scope, {
      from: "2026-11-01",
      to: "2026-12-01",
    });
    // 30 days, and of the 30 before them the last 20.
    expect(exposure).toEqual({ days: 20, previousDays: 20, clipped: true });
    expect(compared?.period).toMatchObject({
      from: new Date("2026-11-11T00:00:00Z"),
      to: new Date("2026-12-01T00:00:00Z"),
    });
    expect(compared?.previousPeriod).toMatchObject({ from: new Date("2026-10-12T00:00:00Z") });
    // There is no history before them to rank the two among.
    expect(noise.incidents).toBe(null);
    expect(text).toContain("(as many as in the period before, over the 20 days that both have recorded)");
  });

  test("of a file that ends before the period does counts no day after it as quiet", async () => {
    const scope = await withHistory("2026-09-01", "2026-11-21", 2);
    const { exposure, text, compared } = await getOverview(scope, { period: "28d" });
    expect(exposure).toEqual({ days: 19, previousDays: 19, clipped: true });
    expect(compared?.current.incidents).toBe(compared?.previous.incidents);
    expect(text).toContain("as many as in the period before, over the 19 days that both have recorded");
  });

  test("with what nobody recorded is declined, however it is asked for", async () => {
    const scope = await withHistory("2026-10-01", "2026-11-30", 3);
    for (const filter of [
      { period: "quarter" },
      { from: "2026-10-01", to: "2027-01-01" },
      { from: "2026-09-01" },
    ]) {
      const { previous, exposure, noise, text } = await getOverview(scope, {
        ...filter,
        compare: "previous",
      });
      expect(previous).toBeNull();
      expect(exposure).toMatchObject({ previousDays: 0, clipped: true });
      expect(noise).toMatchObject({ incidents: null, timeToMitigate: null, aiShare: null });
      expect(text).toContain("not compared: too little of the period before is recorded");
      expect(text).not.toMatch(/more than chance|fewer than in|more than in/);
    }
  });

  test("with the year before holds the same days of the calendar against one another", async () => {
    const scope = await withHistory("2025-05-29", "2026-11-30");
    const { exposure, compared } = await getOverview(scope, { period: "year", compare: "year" });
    expect(exposure).toEqual({ days: 186, previousDays: 186, clipped: true });
    expect(compared?.period.from).toEqual(new Date("2026-05-29T00:00:00Z"));
    expect(compared?.previousPeriod.from).toEqual(new Date("2025-05-29T00:00:00Z"));
  });

  test("of two histories in one database goes by the sources that the filter means", async () => {
    const scope = await withHistory("2026-11-01", "2026-11-30");
    const items = eachDay("2026-10-01", "2026-11-30").map((one, i) => ({
      ...one,
      source: "jira",
      externalId: `${i}`,
    }));
    await declareIncidents(scope, { items });
    const asked = { from: "2026-11-01", to: "2026-12-01" };
    expect((await getOverview(scope, { ...asked, source: "jira" })).exposure).toMatchObject({
      days: 30,
      clipped: false,
    });
    expect((await getOverview(scope, { ...asked, source: "unknown" })).exposure).toMatchObject({
      previousDays: 0,
    });
  });

  test("stays when its period is moved over days that nobody recorded", () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => shiftDays("2025-06-01", days));
    const span = (a: string, b: string) => (a < b ? [a, b] : [b, a]) as [string, string];
    fc.assert(
      fc.property(
        fc.record({
          a: day,
          b: day,
          c: day,
          d: day,
          zone: fc.constantFrom(...zones),
          more: fc.integer({ min: 1, max: 300 }),
        }),
        ({ a, b, c, d, zone, more }) => {
          const [from, to] = span(a, b);
          const [first, last] = span(c, d);
          const coverage = { from: first, to: last };
          const of = (from: string, to: string) => {
            const period = { from: dayStart(from, zone), to: dayStart(to, zone), zone };
            const { exposure, ...stretches } = stretchesOf({
              period,
              compare: "previous",
              coverage,
              now: new Date(now),
            });
            return { stretches, days: [exposure.days, exposure.previousDays] };
          };
          const asked = of(from, shiftDays(to, 1));
          const later = shiftDays(to, 1) > last ? of(from, shiftDays(to, 1 + more)) : asked;
          const earlier = from < first ? of(shiftDays(from, -more), shiftDays(to, 1)) : asked;
          expect(later).toEqual(asked);
          expect(earlier).toEqual(asked);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("never looks at a day that is not recorded, and at equally many on both sides", () => {
    const day = fc.integer({ min: 0, max: 900 }).map((days) => shiftDays("2024-06-01", days));
    fc.assert(
      fc.property(
        fc.record({ days: fc.tuple(day, day, day, day), zone: fc.constantFrom(...zones) }),
        fc.constantFrom("previous", "year"),
        ({ days, zone }, compare) => {
          const [from, to] = [days[0], days[1]].sort() as [string, string];
          const [first, last] = [days[2], days[3]].sort() as [string, string];
          const period = { from: dayStart(from, zone), to: dayStart(shiftDays(to, 1), zone), zone };
          const found = stretchesOf({
            period,
            compare,
            coverage: { from: first, to: last },
            now: new Date(now),
          });
          if (!("current" in found)) return;
          const { current, previous, exposure } = found;
          for (const one of [current, previous]) {
            expect(dayOf(one.from, zone) >= first).toBe(true);
            expect(dayOf(new Date(one.to.getTime() - 1), zone) <= last).toBe(true);
          }
          expect(exposure.days).toBe(daysIn(current));
          expect(exposure.previousDays).toBe(daysIn(previous));
          // A leap day stands in one of two years.
          expect(Math.abs(exposure.days - exposure.previousDays)).toBeLessThanOrEqual(
            compare === "year" ? 1 : 0,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("the days that are recorded", () => {
  test("reach from the first record to the last moment that one speaks of, or the day on which it was logged", async () => {
    const scope = await testScope({ now });
    expect((await getOverview(scope, {})).coverage).toBeNull();
    await declareIncidents(scope, {
      items: [
        { title: "x", startedAt: "2026-03-01T05:00:00Z", mitigatedAt: "2026-03-03T05:00:00Z" },
        { title: "x", startedAt: "2026-02-01T05:00:00Z" },
      ],
    });
    expect((await getOverview(scope, {})).coverage).toEqual({ from: "2026-02-01", to: "2026-03-03" });
    expect((await getOverview(scope, { zone: "Pacific/Kiritimati" })).coverage).toEqual({
      from: "2026-02-01",
      to: "2026-03-03",
    });
    await declareIncidents(scope, { items: [{ title: "x", startedAt: "2026-11-29T23:00:00Z" }] });
    expect((await getOverview(scope, {})).coverage?.to).toBe("2026-11-30");
  });

  test("bound what a bucket tells: outside of them it is neither quiet nor whole", async () => {
    const scope = await withHistory("2026-10-10", "2026-11-10");
    const { buckets, behaviour } = await getTrends(scope, {
      from: "2026-09-01",
      to: "2026-12-31",
      bucket: "week",
    });
    const told = buckets.map(({ recorded, complete, incidents }) => [recorded, complete, incidents > 0]);
    expect(told.filter(([recorded, , any]) => recorded !== any)).toEqual([]);
    expect(told.filter(([, complete]) => complete)).toHaveLength(4);
    expect(behaviour).toMatchObject({ n: 4 });
  });
});
