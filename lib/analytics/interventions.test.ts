import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import type { Change } from "#lib/changes/schema.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { createIntervention, deleteIntervention } from "#lib/interventions/write.ts";
import type { Scope } from "#lib/scope.ts";
import { rateRatio } from "#lib/statistics/rate-ratio.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import {
  aBroadFilter,
  aCompany,
  isChangeMatching,
  judgeOf,
  rateOf,
  storeWithChanges,
} from "./change-oracle.ts";
import { windowDays } from "./intervention-windows.ts";
import { getInterventions } from "./interventions.ts";
import { isMatching, testSystems } from "./oracle.ts";

const now = "2026-06-15T12:00:00Z";
const dayMs = 86_400_000;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

type AScope =
  | { to: "all" }
  | { to: "org"; orgs: string[] }
  | { to: "tier"; tiers: number[] }
  | { to: "systems"; systems: string[] };

const aScope: fc.Arbitrary<AScope> = fc.oneof(
  fc.constant({ to: "all" as const }),
  fc.record({
    to: fc.constant("org" as const),
    orgs: fc.constantFrom<string[]>(["Storefront"], ["Payments", "Nowhere"]),
  }),
  fc.record({ to: fc.constant("tier" as const), tiers: fc.constantFrom<number[]>([1], [2, 3]) }),
  fc.record({
    to: fc.constant("systems" as const),
    systems: fc.constantFrom<string[]>(["cart"], ["wiki", "ledger"]),
  }),
);

const anIntervention = fc
  .record({
    startDay: fc.integer({ min: 0, max: 150 }),
    days: fc.option(fc.integer({ min: 1, max: 120 }), { nil: null }),
    scope: aScope,
  })
  .map(({ startDay, days, scope }) => {
    const startsOn = shifted("2026-01-01", startDay);
    return { startsOn, endsOn: days === null ? null : shifted(startsOn, days - 1), scope };
  });

function isIn(scope: AScope, systems: (string | null)[]): boolean {
  if (scope.to === "all") return true;
  return systems.some((slug) => {
    const system = { slug: "", tier: 0, org: "", ...testSystems.find((one) => one.slug === slug) };
    if (scope.to === "org") return scope.orgs.includes(system.org);
    if (scope.to === "tier") return scope.tiers.includes(system.tier);
    return scope.systems.includes(system.slug);
  });
}

/** Reads calendar days off a wall calendar in the zone; knows nothing of instants at which days begin. */
function dayIn(zone: string) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  return (at: Date) => format.format(at);
}

const ai = ["assisted", "generated", "agent"];
const always = { from: new Date(0), to: new Date("2100-01-01") };

describe("interventions", () => {
  test("equal a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        aCompany,
        fc.array(anIntervention, { minLength: 1, maxLength: 3 }),
        fc.array(aBroadFilter, { minLength: 4, maxLength: 4 }),
        async (company, interventions, filters) => {
          const scope = await testScope({ now });
          const stored = await storeWithChanges(scope, company);
          for (const [i, one] of interventions.entries()) {
            await createIntervention(scope, { name: `${i}`, ...one });
          }
          for (const { from: _, to: __, ...filter } of filters) {
            const { items } = await getInterventions(scope, filter);
            expect(items).toHaveLength(interventions.length);
            for (const { name, window, before, after } of items) {
              const one = interventions[Number(name)]!;
              const dayOf = dayIn(filter.zone!);
              const { days } = window;
              const reaches = (incident: Incident) =>
                isIn(
                  one.scope,
                  incident.systems.map(({ slug }) => slug),
                );
              const judge = judgeOf({
                incidents: stored.incidents,
                filter,
                zone: filter.zone!,
                now,
                isIn: reaches,
              });
              if (days <= 0) {
                expect([before, after]).toEqual([null, null]);
                continue;
              }
              for (const [side, first] of [
                [before, shifted(one.startsOn, -days)],
                [after, one.startsOn],
              ] as const) {
                const end = shifted(first, days);
                const within = (at: Date) => dayOf(at) >= first && dayOf(at) < end;
                const zoned = { ...always, zone: filter.zone! };
                const incidents = stored.incidents.filter(
                  (incident: Incident) =>
                    within(incident.startedAt) && isMatching(incident, filter, zoned) && reaches(incident),
                );
                const made = stored.changes.filter(
                  (change: Change) =>
                    within(change.deployedAt) &&
                    ai.includes(change.aiAssistance) &&
                    isChangeMatching(change, filter, zoned) &&
                    isIn(one.scope, [change.system]),
                );
                const lost = incidents.flatMap((incident) => incident.lostOrders ?? []);
                const sev12 = incidents.filter(({ severity }) => severity === 1 || severity === 2).length;
                expect(side).toMatchObject({
                  incidents: incidents.length,
                  sev12,
                  perDay: incidents.length / days,
                  lostOrders: { recorded: lost.length, of: incidents.length },
                  timeToMitigate: {
                    recorded: incidents.filter((incident) => incident.durations.mitigateMinutes !== null)
                      .length,
                  },
                  aiFailure: rateOf(made, judge),
                });
              }
            }
          }
        },
      ),
      { numRuns: runs(30) },
    );
  });

  test("have windows of their own length, ninety days at most, cut at today", () => {
    const days = (startsOn: string, endsOn: string | null) => windowDays({ startsOn, endsOn }, "2026-06-15");
    expect(days("2026-03-01", "2026-03-30")).toBe(30);
    expect(days("2025-01-01", "2026-03-30")).toBe(90);
    expect(days("2025-01-01", null)).toBe(90);
    expect(days("2026-06-01", null)).toBe(14);
    expect(days("2026-06-01", "2026-09-01")).toBe(14);
    expect(days("2026-06-15", null)).toBe(0);
    expect(days("2026-07-01", null)).toBeLessThan(0);
  });
});

/** So many incidents on each of the days from the first on. */
async function plant(
  scope: Scope,
  first: string,
  perDay: readonly number[],
  more: object = {},
): Promise<void> {
  const items = perDay.flatMap((count, i) =>
    Array.from({ length: count }, (_, k) => ({
      title: "Down",
      severity: k === 0 ? 2 : 4,
      startedAt: `${shifted(first, i)}T10:00:00Z`,
      mitigatedAt: `${shifted(first, i)}T10:${10 + k}:00Z`,
      ...more,
    })),
  );
  await declareIncidents(scope, { items, atomic: true });
}

const days = (count: number, each: number) => Array.from({ length: count }, () => each);

describe("an intervention", () => {
  test("after which incidents halved has their exact rate ratio", async () => {
    const scope = await testScope({ now });
    await plant(scope, "2026-02-01", days(28, 4));
    await plant(scope, "2026-03-01", days(28, 2));
    await createIntervention(scope, { name: "Reset", startsOn: "2026-03-01", endsOn: "2026-03-28" });
    const { items } = await getInterventions(scope, {});
    const { estimate, low, high, p } = rateRatio({ events: [56, 112], exposure: [28, 28] });
    expect(items[0]).toMatchObject({
      window: { days: 28 },
      before: { incidents: 112, sev12: 28, perDay: 4 },
      after: { incidents: 56, sev12: 28, perDay: 2 },
      rateRatio: { estimate, low, high, p },
      sev12Ratio: { estimate: 1 },
      shifts: {
        mitigateMinutes: { estimate: -1 },
        lostOrders: { declined: expect.stringContaining("0 incidents that recorded lost orders before it") },
      },
      aiFailureRatio: { declined: expect.stringContaining("Too few") },
      overlaps: [],
    });
    // An estimate alone: what this history does by itself is not known.
    expect(items[0]!.verdict).toMatchObject({ p: null, before: 112, after: 56, claims: null });
    expect(items[0]!.text).toContain("too little history before it");
  });

  test("declines under fourteen days, and without incidents to divide by", async () => {
    const scope = await testScope({ now });
    await plant(scope, "2026-02-01", days(56, 2));
    await createIntervention(scope, { name: "Short", startsOn: "2026-03-01", endsOn: "2026-03-13" });
    await createIntervention(scope, { name: "Long", startsOn: "2026-03-01", endsOn: "2026-03-14" });
    await createIntervention(scope, { name: "Early", startsOn: "2026-02-02", endsOn: "2026-02-20" });
    const { items } = await getInterventions(scope, {});
    const ratio = (name: string) => items.find((one) => one.name === name)!.rateRatio;
    expect(ratio("Short")).toEqual({ declined: expect.stringContaining("13 days"), n: 52 });
    expect(ratio("Long")).toMatchObject({ estimate: 1 });
    // What came before the first record is not known to have been quiet.
    expect(ratio("Early")).toEqual({
      declined: expect.stringContaining("Not all days of its windows"),
      n: 40,
    });
    await plant(scope, "2026-01-01", [1]);
    const { items: again } = await getInterventions(scope, {});
    expect(again.find(({ name }) => name === "Early")!.rateRatio).toEqual({
      declined: expect.stringContaining("There were 2 incidents"),
      n: 40,
    });
  });

  test("keeps its interval when nothing happened after it", async () => {
    const scope = await testScope({ now });
    await plant(scope, "2026-02-01", days(28, 1));
    await createIntervention(scope, { name: "Reset", startsOn: "2026-03-01", endsOn: "2026-03-28" });
    const [unknown] = (await getInterventions(scope, {})).items;
    expect(unknown!.rateRatio).toMatchObject({ declined: expect.stringContaining("Not all days") });
    await confirmCoverage(scope, {});
    const { items } = await getInterventions(scope, {});
    const { high } = rateRatio({ events: [0, 28], exposure: [28, 28] });
    expect(items[0]!.rateRatio).toMatchObject({ estimate: 0, low: 0, high });
  });

  test("names those that overlap with it and reach a common system", async () => {
    const scope = await testScope({ now });
    await registerSystems(scope, {
      items: [
        { slug: "cart", tier: 1 },
        { slug: "wiki", tier: 3 },
      ],
    });
    const tier = (level: number) => ({ to: "tier", tiers: [level] });
    await createIntervention(scope, {
      name: "Reset",
      startsOn: "2026-03-01",
      endsOn: "2026-03-28",
      scope: tier(1),
    });
    await createIntervention(scope, { name: "Lay-offs", startsOn: "2026-02-20", endsOn: "2026-03-05" });
    await createIntervention(scope, {
      name: "Wiki",
      startsOn: "2026-03-01",
      endsOn: "2026-03-28",
      scope: tier(3),
    });
    await createIntervention(scope, { name: "Last year", startsOn: "2025-03-01", endsOn: "2025-03-28" });
    const { items } = await getInterventions(scope, {});
    const overlaps = Object.fromEntries(items.map((one) => [one.name, one.overlaps]));
    expect(overlaps).toEqual({
      Reset: ["Lay-offs"],
      "Lay-offs": ["Reset", "Wiki"],
      Wiki: ["Lay-offs"],
      "Last year": [],
    });
  });

  test("outside the asked period is left out, and a deleted one everywhere", async () => {
    const scope = await testScope({ now });
    await createIntervention(scope, { name: "Old", startsOn: "2025-03-01", endsOn: "2025-03-28" });
    const { id } = await createIntervention(scope, { name: "New", startsOn: "2026-05-01" });
    const names = async (filter: object) =>
      (await getInterventions(scope, filter)).items.map(({ name }) => name);
    expect(await names({})).toEqual(["Old", "New"]);
    expect(await names({ from: "2026-04-01", to: "2026-06-01" })).toEqual(["New"]);
    await deleteIntervention(scope, { id });
    expect(await names({})).toEqual(["Old"]);
  });
});
