import { describe, expect, test } from "vitest";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { getOverview } from "./overview.ts";
import { getRecovery } from "./recovery.ts";

const now = "2026-11-30T12:00:00Z";

interface Given {
  startedAt: string;
  /** Minutes until mitigation; null: still open, "unknown": over, nobody knows when. */
  took: number | null | "unknown";
}

async function company(given: readonly Given[]) {
  const scope = await testScope({ now });
  const items = given.map(({ startedAt, took }) => ({
    title: "Something broke",
    severity: 2,
    startedAt,
    status: took === null ? "open" : "resolved",
    ...(typeof took === "number"
      ? { mitigatedAt: new Date(Date.parse(startedAt) + took * 60_000).toISOString() }
      : {}),
  }));
  const { refused } = await declareIncidents(scope, { items });
  expect(refused).toEqual([]);
  return scope;
}

const of = (count: number, each: (index: number) => Given) =>
  Array.from({ length: count }, (_, i) => each(i));

describe("times to mitigate, with incidents that are still open", () => {
  test("half that are open for months hold the median at its edge, and nine in ten are not reached", async () => {
    const scope = await company([
      ...of(50, (i) => ({ startedAt: "2026-08-03T10:00:00Z", took: 20 + (i % 20) })),
      ...of(50, () => ({ startedAt: "2026-08-04T10:00:00Z", took: null })),
    ]);
    const { timeToMitigate, survival, text } = await getRecovery(scope, {});
    expect(timeToMitigate.figures).toMatchObject({
      recorded: 50,
      pending: 50,
      medianMinutes: 39,
      medianHighMinutes: null,
      p75Minutes: null,
      p90Minutes: null,
      declined: {
        p75Minutes: "a quarter are not mitigated yet",
        p90Minutes: "one in ten are not mitigated yet",
      },
    });
    expect(timeToMitigate.figures.declined).not.toHaveProperty("medianMinutes");
    expect(survival.all.medianMinutes).toMatchObject({ estimate: 39, high: null });
    expect(text).toMatch(/within 39\smin \(\d+\smin or longer; 50 of 100 recorded, 50 still open\)/);
    expect(text).toContain("one in ten are not mitigated yet");
    const overview = await getOverview(scope, {});
    expect(overview.current.timeToMitigate).toEqual(timeToMitigate.figures);
    expect(overview.text).not.toMatch(/within 30\smin/);
  });

  test("one more open than mitigated, and there is no median but the reason", async () => {
    const scope = await company([
      ...of(2, () => ({ startedAt: "2026-08-03T10:00:00Z", took: 10 })),
      ...of(3, () => ({ startedAt: "2026-08-03T10:00:00Z", took: null })),
    ]);
    const { current, text } = await getOverview(scope, {});
    expect(current.timeToMitigate.medianMinutes).toBeNull();
    expect(current.timeToMitigate.declined.medianMinutes).toBe("half are not mitigated yet");
    expect(text).toContain("Half of the incidents are not mitigated yet (2 of 5 recorded, 3 still open).");
  });

  test("an end that nobody knows is missing: it neither lasts nor ended", async () => {
    const given = of(3, (i) => ({ startedAt: "2026-08-03T10:00:00Z", took: 10 + i }));
    const missing = of(9, () => ({ startedAt: "2026-08-03T10:00:00Z", took: "unknown" as const }));
    const { timeToMitigate } = await getRecovery(await company([...given, ...missing]), {});
    expect(timeToMitigate.figures).toMatchObject({ medianMinutes: 11, missing: 9, p90Minutes: 12 });
  });

  test("one that began a minute ago lifts no quantile that the others have passed by then", async () => {
    const given = of(9, (i) => ({ startedAt: "2026-11-01T10:00:00Z", took: 10 + i }));
    const scope = await company([...given, { startedAt: "2026-11-30T11:59:00Z", took: null }]);
    expect((await getRecovery(scope, {})).timeToMitigate.figures.medianMinutes).toBe(14);
  });

  test("times that grew are told apart by those still open alone, where those recorded are alike", async () => {
    const quick = (day: string) => of(12, (i) => ({ startedAt: `${day}T10:00:00Z`, took: 20 + i }));
    const slow = of(12, () => ({ startedAt: "2026-11-10T10:00:00Z", took: null }));
    const filter = { from: "2026-11-01", to: "2026-12-01" };
    const before = [
      ...of(1, () => ({ startedAt: "2026-09-01T10:00:00Z", took: 30 })),
      ...quick("2026-10-20"),
    ];
    const alike = await getOverview(await company([...before, ...quick("2026-11-15")]), filter);
    expect(alike.noise.timeToMitigate).toBe(true);
    const grown = await getOverview(await company([...before, ...quick("2026-11-15"), ...slow]), filter);
    expect(grown.noise.timeToMitigate).toBe(false);
  });

  test("of dates without a clock nothing is claimed that hangs on how long they took", async () => {
    const scope = await testScope({ now });
    const dated = { title: "that day", startedAt: "2026-03-01", mitigatedAt: "2026-03-01" };
    const clocked = (minutes: number) => ({
      title: "known",
      startedAt: "2026-03-01T05:00:00Z",
      mitigatedAt: new Date(Date.parse("2026-03-01T05:00:00Z") + minutes * 60_000).toISOString(),
    });
    await declareIncidents(scope, { items: [dated, ...[60, 70, 80, 90].map(clocked)] });
    const { timeToMitigate } = await getRecovery(scope, {});
    // The one without a clock may have taken a minute, and all but a day.
    expect(timeToMitigate.figures.medianMinutes).toBeNull();
    expect(timeToMitigate.figures.declined.medianMinutes).toBe("shorter than their dates tell");
    await declareIncidents(scope, { items: Array.from({ length: 9 }, () => clocked(3 * 1440)) });
    expect((await getRecovery(scope, {})).timeToMitigate.figures.medianMinutes).toBe(3 * 1440);
  });
});
