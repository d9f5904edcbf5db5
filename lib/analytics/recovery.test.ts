import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { testScope } from "#lib/testing.ts";
import { listIncidents } from "./incidents.ts";
import { aFilter, anIncident, isMatching, storeCompany } from "./oracle.ts";
import { durationOf } from "./oracle-durations.ts";
import { getRecovery, type Recovery } from "./recovery.ts";

const now = "2026-06-15T12:00:00Z";

const durations = {
  timeToDetect: "detectMinutes",
  timeToMitigate: "mitigateMinutes",
  timeToResolve: "resolveMinutes",
} as const;

const ends = {
  timeToDetect: "detectedAt",
  timeToMitigate: "mitigatedAt",
  timeToResolve: "resolvedAt",
} as const;

const minutesOf = (incidents: Incident[], name: (typeof durations)[keyof typeof durations]) =>
  incidents.map((one) => one.durations[name]).filter((minutes) => minutes !== null);

/** The product of the shares that got past each moment at which one was mitigated. */
function stillOpen(incidents: Incident[], minutes: number): number {
  const followed = incidents.flatMap((one) => {
    if (one.durations.mitigateMinutes !== null) return [{ for: one.durations.mitigateMinutes, ended: true }];
    if (one.mitigatedAt !== null || one.status !== "open") return [];
    return [{ for: (Date.parse(now) - one.startedAt.getTime()) / 60_000, ended: false }];
  });
  const moments = new Set(followed.filter((one) => one.ended && one.for <= minutes).map((one) => one.for));
  let share = 1;
  for (const moment of moments) {
    const watched = followed.filter((one) => one.for >= moment).length;
    share *= 1 - followed.filter((one) => one.ended && one.for === moment).length / watched;
  }
  return share;
}

describe("recovery", () => {
  test("equals a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        fc.array(anIncident, { minLength: 1, maxLength: 60 }),
        fc.array(aFilter, { minLength: 4, maxLength: 4 }),
        async (company, filters) => {
          const scope = await testScope({ now });
          await storeCompany(scope, company);
          const all = await incidentsByNumber(scope, { numbers: company.map((_, i) => i + 1) });
          for (const filter of [{}, ...filters]) {
            const answer = await getRecovery(scope, filter);
            const meant = all.filter((one) => isMatching(one, filter, answer.period));
            expect(answer.incidents).toBe(meant.length);
            for (const [name, minutes] of Object.entries(durations) as [
              keyof typeof durations,
              "detectMinutes",
            ][]) {
              const recorded = minutesOf(meant, minutes);
              const { figures } = answer[name];
              expect(figures).toMatchObject(durationOf(meant, ends[name], now));
              expect("medianMinutes" in figures.declined).toBe(figures.medianMinutes === null);
              expect("p90Minutes" in figures.declined).toBe(figures.p90Minutes === null);
              for (const { from, to, incidents } of answer[name].histogram)
                expect(incidents).toBe(
                  recorded.filter((one) => one >= from && (to === null || one < to)).length,
                );
            }
            checkGroups(answer, meant);
            // The curve starts at (0, 1); where incidents end at once, a second point at 0 says how many.
            const atEach = new Map(
              answer.survival.all.points.map((point) => [point.minutes, point.survival]),
            );
            for (const [minutes, survival] of atEach)
              expect(survival).toBeCloseTo(stillOpen(meant, minutes), 9);
            expect(answer.survival.all.medianMinutes.estimate).toBe(
              answer.timeToMitigate.figures.medianMinutes,
            );
            expect(answer.survival.all.mitigated).toBe(minutesOf(meant, "mitigateMinutes").length);
            expect(answer.survival.all.open).toBe(
              meant.filter((one) => one.status === "open" && one.mitigatedAt === null).length,
            );
          }
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test("each group and stretch opens exactly the incidents it counts", async () => {
    const scope = await testScope({ now });
    await storeCompany(scope, fc.sample(anIncident, { numRuns: 120, seed: 12 }));
    const answer = await getRecovery(scope, {});
    const total = async (words: Record<string, string>) =>
      (await listIncidents(scope, { ...words, limit: 1 })).total;
    for (const { from, to, incidents } of answer.timeToMitigate.histogram)
      expect(await total({ mitigateMinutes: `${from}..${to ?? ""}` })).toBe(incidents);
    const { pending, missing, invalid } = answer.timeToMitigate.figures;
    expect(await total({ mitigateMinutes: "unknown" })).toBe(pending + missing + invalid);
    const groups = {
      severity: answer.bySeverity,
      system: answer.bySystem,
      org: answer.byOrg,
      tier: answer.byTier,
      detectMinutes: answer.byDetection,
    };
    for (const [word, list] of Object.entries(groups))
      for (const { value, incidents } of list)
        expect(await total({ [word]: value }), `${word}=${value}`).toBe(incidents);
  });
});

function checkGroups(answer: Recovery, meant: Incident[]): void {
  for (const { value, incidents, timeToMitigate } of answer.bySeverity) {
    const inside = meant.filter((one) => String(one.severity ?? "unknown") === value);
    expect(incidents).toBe(inside.length);
    expect(timeToMitigate).toMatchObject(durationOf(inside, "mitigatedAt", now));
  }
  for (const { value, incidents, timeToResolve } of answer.bySystem) {
    const inside = meant.filter((one) =>
      value === "unknown" ? one.systems.length === 0 : one.systems.some(({ slug }) => slug === value),
    );
    expect(incidents).toBe(inside.length);
    expect(timeToResolve).toMatchObject(durationOf(inside, "resolvedAt", now));
  }
  expect(answer.byDetection.reduce((sum, group) => sum + group.incidents, 0)).toBe(meant.length);
}
