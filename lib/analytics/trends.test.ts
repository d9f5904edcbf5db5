import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty } from "#db/testing.ts";
import { dayOf, dayStart, shiftDays } from "#lib/calendar.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { dimensions } from "./dimensions.ts";
import { aFilter, anIncident, isMatching, storeCompany } from "./oracle.ts";
import { getTrends, type Trends } from "./trends.ts";

/** Since when, what stands out, and of which stretches that is asked at all. */

const now = "2026-11-30T12:00:00Z";
const dayMs = 86_400_000;

/** So many incidents on each day from the first on, spread over it. */
async function withDays(
  counts: readonly number[],
  of: { first: string; now?: string; more?: object[] },
): Promise<Scope> {
  const scope = await testScope({ now: of.now ?? now });
  const items: object[] = counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, i) => ({
      startedAt: new Date(
        Date.parse(`${of.first}T00:00:00Z`) + (day + (i + 0.5) / count) * dayMs,
      ).toISOString(),
    })),
  );
  items.push(...(of.more ?? []));
  for (let i = 0; i < items.length; i += 5000)
    await declareIncidents(scope, {
      items: items.slice(i, i + 5000).map((one) => ({ title: "Slow", ...one })),
    });
  return scope;
}

const judged = ({ behaviour }: Trends) => {
  if ("declined" in behaviour) throw new Error(behaviour.declined);
  return behaviour;
};
const gapsOf = ({ quiet }: Trends) => {
  if ("declined" in quiet) throw new Error(quiet.declined);
  return quiet;
};

const steady = (days: number, perDay: number) => new Array<number>(days).fill(perDay);

describe("levels", () => {
  test("rest on whole weeks that are recorded and over: the one that runs is none of them", async () => {
    // From a Monday to the Monday of today: 60 weeks, then a day.
    const scope = await withDays([...steady(420, 2), 2], { first: "2025-10-06" });
    const { n, levels, changed } = judged(await getTrends(scope, { bucket: "week" }));
    expect({ n, changed }).toEqual({ n: 60, changed: "none" });
    expect(levels).toEqual([
      {
        start: new Date("2025-10-06T00:00:00Z"),
        end: new Date("2026-11-30T00:00:00Z"),
        buckets: 60,
        mean: 14,
      },
    ]);
  });

  test("do not fall where records end: days that nobody recorded are none without incidents", async () => {
    const scope = await withDays(steady(200, 3), { first: "2025-11-03" });
    for (const bucket of ["day", "week", "month"] as const) {
      const trends = await getTrends(scope, { bucket, from: "2025-01-01", to: "2026-11-30" });
      const { changed } = trends.behaviour as { changed?: string };
      expect(changed ?? "declined", bucket).toBe(bucket === "month" ? "declined" : "none");
      expect(trends.text).not.toMatch(/rose|fell|What stands out/);
    }
  });

  test("are told with when they changed, in one sentence", async () => {
    const scope = await withDays([...steady(210, 4), ...steady(98, 6), ...steady(112, 3)], {
      first: "2025-10-06",
    });
    const weeks = await getTrends(scope, { bucket: "week" });
    expect(weeks.text).toBe(
      "Incidents rose about the week of 4 May 2026 (from 28 to 42 a week, held for 14 weeks) and fell about the week of 10 August 2026 (from 42 to 21 a week, held for 16 weeks). No single week stands out.",
    );
    const days = await getTrends(scope, { bucket: "day" });
    expect(days.text).toContain("rose about 4 May 2026 (from 4 to 6 a day, held for 98 days)");
  });

  test("of days wander with three changes within 78 weeks, and have no date then", async () => {
    const swings = [...steady(100, 2), ...steady(100, 9), ...steady(100, 2), ...steady(100, 9)];
    const scope = await withDays(swings, { first: "2025-10-06" });
    const trends = await getTrends(scope, { bucket: "day" });
    expect(judged(trends)).toMatchObject({ changed: "wanders", changes: [] });
    expect(judged(trends).levels).toHaveLength(4);
    expect(trends.text).toContain("It wanders; no single date: around 2 to 9 a day over 400 days.");
  });

  test("need twelve buckets in a row: with fewer no change could be seen", async () => {
    const scope = await withDays(steady(11 * 7, 2), { first: "2026-09-07" });
    const { behaviour, text } = await getTrends(scope, { bucket: "week" });
    expect(behaviour).toMatchObject({ n: 11 });
    expect(text).toBe("A change of level shows in 12 complete weeks in a row or more; there are 11.");
  });

  test("of quarters are shown, and not judged", async () => {
    const scope = await withDays(steady(400, 1), { first: "2025-10-01" });
    const { behaviour, quarters, buckets } = await getTrends(scope, { bucket: "quarter" });
    expect(behaviour).toMatchObject({
      declined: "Quarters are shown as they are: slow trends get no verdict here.",
    });
    expect(quarters.map(({ incidents, days, complete }) => ({ incidents, days, complete }))).toEqual([
      { incidents: 92, days: 92, complete: true },
      { incidents: 90, days: 90, complete: true },
      { incidents: 91, days: 91, complete: true },
      { incidents: 92, days: 92, complete: true },
      { incidents: 35, days: 35, complete: false },
    ]);
    expect(new Set(quarters.map(({ perWeek }) => perWeek))).toEqual(new Set([7]));
    expect(buckets.map(({ start }) => start)).toEqual(quarters.map(({ start }) => start));
  });
});

describe("months of unlike length", () => {
  test("at one rate are one level, and none stands out for its length", async () => {
    // A month of 31 days has 36 more than one of 28.
    const scope = await withDays(steady(760, 12), { first: "2024-11-01" });
    const trends = await getTrends(scope, { bucket: "month" });
    const { changed, signals, levels, limits } = judged(trends);
    expect({ changed, signals }).toEqual({ changed: "none", signals: [] });
    expect(levels[0]!.mean).toBeCloseTo((12 * 365.2425) / 12, 9);
    const [february, march] = ["2025-02-01", "2025-03-01"].map(
      (day) => limits.find(({ start }) => start.getTime() === Date.parse(day))!,
    );
    // Each around what its own days make, 336 and 372.
    expect((february!.low + february!.high) / 2).toBeCloseTo(336, -1);
    expect((march!.low + march!.high) / 2).toBeCloseTo(372, -1);
  });

  test("stand out by their rate", async () => {
    // March has as many as the greatest February without notice; February as many does not go without.
    const full = steady(400, 12).map((count, day) => (day >= 92 && day < 120 ? 15 : count));
    const trends = await getTrends(await withDays(full, { first: "2024-11-01" }), { bucket: "month" });
    expect(judged(trends).signals).toMatchObject([{ start: new Date("2025-02-01"), side: "above" }]);
    expect(trends.text).toContain("What stands out: February 2025 with 420, where up to");
  });

  test("are as long as their calendar days, whatever clocks do", async () => {
    const scope = await withDays(steady(500, 10), { first: "2025-06-01" });
    for (const zone of ["America/New_York", "America/Santiago", "Pacific/Auckland"]) {
      const { levels, signals } = judged(await getTrends(scope, { bucket: "month", zone }));
      expect(levels).toHaveLength(1);
      expect(levels[0]!.mean).toBeCloseTo((10 * 365.2425) / 12, 0);
      expect(signals).toEqual([]);
    }
  });
});

describe("a date that is not known to the day", () => {
  test("takes the weeks in which it may lie out of what is judged, and no others", async () => {
    const scope = await withDays(steady(419, 2), {
      first: "2025-10-06",
      more: [{ startedAt: "2026-02" }, { startedAt: "2026-02" }],
    });
    const trends = await getTrends(scope, { bucket: "week" });
    // From the first Monday of March on.
    expect(judged(trends)).toMatchObject({ n: 38, changed: "none" });
    expect(judged(trends).levels[0]!.start).toEqual(new Date("2026-03-02T00:00:00Z"));
    expect(trends.text).toContain(
      "2 incidents are known to no single week: no weeks in which they may lie are judged.",
    );
    const months = await getTrends(scope, { bucket: "month" });
    expect(judged(months).n).toBe(12);
    expect(months.text).not.toContain("known to no single");
  });

  test("but to the quarter takes its weeks and its months out, and no quarter", async () => {
    const scope = await withDays(steady(419, 2), { first: "2025-10-06", more: [{ startedAt: "2026-Q1" }] });
    const [weeks, months, quarters] = await Promise.all(
      (["week", "month", "quarter"] as const).map((bucket) => getTrends(scope, { bucket })),
    );
    expect(judged(weeks!).levels[0]!.start).toEqual(new Date("2026-04-06T00:00:00Z"));
    expect(months!.text).toContain("known to no single month");
    expect(quarters!.text).not.toContain("known to no single");
  });

  test("ends a stretch in which it would be known how long it was quiet", async () => {
    const weekly = Array.from({ length: 419 }, (_, day) => (day % 21 === 0 ? 1 : 0));
    const scope = await withDays(weekly, { first: "2025-10-06", more: [{ startedAt: "2026-02" }] });
    const { gaps } = gapsOf(await getTrends(scope, { bucket: "week" }));
    expect(gaps[0]!.from.getTime()).toBeGreaterThanOrEqual(Date.parse("2026-03-01"));
    expect(gaps).toHaveLength(12);
  });
});

describe("what is rare", () => {
  test("is judged by the time between, and why is said", async () => {
    const some = Array.from({ length: 400 }, (_, day) => (day % 20 === 0 ? 1 : 0));
    // Nothing for 200 days, which others never come near.
    const silent = [...some.slice(0, 200), ...steady(200 - 20, 0), ...some.slice(0, 40)];
    const scope = await withDays(silent, { first: "2025-10-06" });
    await confirmCoverage(scope, {});
    const trends = await getTrends(scope, { bucket: "week" });
    expect(judged(trends)).toMatchObject({ judgedBy: "gaps", signals: [], limits: [] });
    const marked = gapsOf(trends).gaps.filter((gap) => gap.marked);
    expect(marked).toMatchObject([{ days: 200 }]);
    expect(trends.text).toContain(
      "With fewer than 5 a week (0.2) a single week says little, so the time between is judged.",
    );
    expect(trends.text).toMatch(
      /Longer than chance explains: 200 days without an incident from 4 Apr 2026 to 21 Oct 2026; such a silence comes in 1 of [\d,]+ gaps\./,
    );
  });

  test("is judged by the week where it is not rare", async () => {
    const scope = await withDays(steady(200, 1), { first: "2026-05-04" });
    const { behaviour, quiet, text } = await getTrends(scope, { bucket: "week" });
    expect(behaviour).toMatchObject({ judgedBy: "buckets" });
    expect(quiet).toMatchObject({
      declined: "With 5 or more a week the counts of weeks say more than the time between incidents.",
    });
    expect(text).not.toContain("so the time between");
  });

  test("has no time since the last where nobody records any more", async () => {
    const some = Array.from({ length: 300 }, (_, day) => (day % 20 === 0 ? 1 : 0));
    const scope = await withDays(some, { first: "2025-10-06" });
    const { open } = gapsOf(await getTrends(scope, { bucket: "week" }));
    // Recorded to the end of the day of the last one.
    expect(open.days).toBeLessThan(1);
    await confirmCoverage(scope, {});
    expect(Math.floor(gapsOf(await getTrends(scope, { bucket: "week" })).open.days)).toBe(140);
  });

  test("joins what comes within a day to one episode", async () => {
    const some = Array.from({ length: 400 }, (_, day) => (day % 20 < 2 ? 2 : 0));
    const scope = await withDays(some, { first: "2025-10-06" });
    const { episodes, n } = gapsOf(await getTrends(scope, { bucket: "week" }));
    expect({ episodes, n }).toEqual({ episodes: 20, n: 19 });
  });
});

test("a split has no verdict on each of its values, and says so", async () => {
  const scope = await withDays(steady(84, 2), { first: "2026-09-07" });
  for (const by of dimensions) {
    const { series, text } = await getTrends(scope, { by, bucket: "week" });
    for (const one of series)
      expect(Object.keys(one).toSorted()).toEqual(["counts", "label", "total", "value"]);
    expect(text).toContain(
      "Its parts have no verdict each: of several, one would often seem to change by chance.",
    );
  }
  expect((await getTrends(scope, { bucket: "week" })).text).not.toContain("parts");
});

/** Exposure of a bucket, by counting its days one after the other. */
function daysBetween(from: Date, to: Date, zone: string): number {
  let days = 0;
  for (let day = dayOf(from, zone); dayStart(day, zone) < to; day = shiftDays(day, 1)) days += 1;
  return days;
}

describe("for random companies and filters", () => {
  test("levels are the means of the records that lie on them, and gaps lie between records", {
    timeout: 120_000,
  }, async () => {
    const usual = { day: 1, week: 7, month: 365.2425 / 12, quarter: 365.2425 / 4 };
    await fc.assert(
      asyncProperty(
        fc.array(anIncident, { minLength: 20, maxLength: 120 }),
        fc.array(aFilter, { minLength: 8, maxLength: 8 }),
        async (company, filters) => {
          const scope = await testScope({ now: "2026-06-15T12:00:00Z" });
          await storeCompany(scope, company);
          const all = await incidentsByNumber(scope, { numbers: company.map((_, i) => i + 1) });
          for (const filter of filters) {
            const trends = await getTrends(scope, filter);
            const { period, bucket, behaviour, quiet, buckets, coverage } = trends;
            const starts = all
              .filter((one) => isMatching(one, filter, period))
              .map(({ startedAt }) => startedAt.getTime())
              .toSorted((a, b) => a - b);
            if (!("declined" in behaviour)) {
              const { levels, n } = behaviour;
              expect(levels.reduce((sum, level) => sum + level.buckets, 0)).toBe(n);
              for (const [i, { start, end, mean }] of levels.entries()) {
                if (i > 0) expect(start).toEqual(levels[i - 1]!.end);
                expect(dayOf(start, period.zone) >= coverage!.from && start >= period.from).toBe(true);
                expect(
                  end <= period.to && dayOf(new Date(end.getTime() - 1), period.zone) <= coverage!.to,
                ).toBe(true);
                const inside = starts.filter((at) => at >= start.getTime() && at < end.getTime()).length;
                const exposure = daysBetween(start, end, period.zone) / usual[bucket];
                expect(mean).toBeCloseTo(inside / exposure, 9);
              }
              for (const { start, low, high } of behaviour.limits) {
                const { incidents } = buckets.find((one) => one.start.getTime() === start.getTime())!;
                const isMarked = behaviour.signals.some(
                  (signal) => signal.start.getTime() === start.getTime(),
                );
                expect(incidents < low || incidents > high).toBe(isMarked);
              }
            }
            if ("declined" in quiet) continue;
            const joins = starts.slice(1).map((at, i) => at - starts[i]! <= dayMs);
            expect(quiet.gaps.map(({ from, to }) => [from.getTime(), to.getTime()])).toEqual(
              joins.flatMap((joined, i) => (joined ? [] : [[starts[i]!, starts[i + 1]!]])),
            );
            expect(quiet.open.from.getTime()).toBe(starts.at(-1));
            for (const { days, limitDays, marked, p } of quiet.gaps) {
              expect(days > limitDays).toBe(marked);
              expect(p < 0.05 / quiet.n).toBe(marked);
            }
          }
        },
      ),
      { numRuns: 6 },
    );
  });
});
