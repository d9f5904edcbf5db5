import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { getBlastPictures } from "./blast-pictures.ts";
import { type BlastRadius, getBlastRadius } from "./blast-radius.ts";
import { listIncidents } from "./incidents.ts";
import { type AnIncident, aFilter, anIncident, isMatching, storeCompany, testSystems } from "./oracle.ts";

const now = "2026-06-15T12:00:00Z";

/** Of the testing systems: checkout depends on payments, payments on ledger. */
const reachedFrom: Record<string, string[]> = { ledger: ["payments", "checkout"], payments: ["checkout"] };

function potentialReach(incident: Incident): number | null {
  const origins = incident.systems.filter(({ part }) => part === "origin").map(({ slug }) => slug as string);
  if (origins.length === 0) return null;
  const reached = new Set(origins.flatMap((slug) => reachedFrom[slug] ?? []));
  return [...reached].filter((slug) => !origins.includes(slug)).length;
}

function worseFirst(a: Incident, b: Incident): number {
  const keys = (one: Incident) => [
    Number(one.highBlast),
    one.lostOrders ?? -1,
    one.errors ?? -1,
    one.systems.length,
    one.durations.mitigateMinutes ?? -1,
    -(one.severity ?? 9),
    one.number,
  ];
  const [left, right] = [keys(a), keys(b)];
  const at = left.findIndex((key, i) => key !== right[i]);
  return at < 0 ? 0 : right[at]! - left[at]!;
}

const measured = (values: (number | null)[]) => {
  const recorded = values.filter((value) => value !== null);
  return {
    sum: recorded.length === 0 ? null : recorded.reduce((a, b) => a + b, 0),
    recorded: recorded.length,
    of: values.length,
  };
};

describe("blast radius", () => {
  test("equals a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        fc.array(anIncident, { minLength: 1, maxLength: 60 }),
        fc.array(aFilter, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        async (company, filters, limit) => {
          const scope = await testScope({ now });
          await storeCompany(scope, company);
          const all = await incidentsByNumber(scope, { numbers: company.map((_, i) => i + 1) });
          for (const filter of [{}, ...filters]) {
            const answer = await getBlastRadius(scope, { ...filter, limit });
            const meant = all.filter((one) => isMatching(one, filter, answer.period));
            expect(answer.incidents).toBe(meant.length);
            checkItems(answer, meant, limit);
            checkConcentration(answer, meant);
            checkGroups(answer, meant);
          }
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test("the worst so many are those the list opens", async () => {
    const scope = await testScope({ now });
    await storeCompany(scope, fc.sample(anIncident, { numRuns: 120, seed: 4 }));
    const { concentration, bySystem, byOrg, byTier, byRegion, high } = await getBlastRadius(scope, {});
    for (const { incidents, share } of concentration.worst) {
      const { items, total } = await listIncidents(scope, { worst: `lostOrders:${incidents}`, limit: 500 });
      expect(total).toBe(incidents);
      const held = items.reduce((sum, one) => sum + one.lostOrders!, 0) / concentration.total!;
      expect(held).toBeCloseTo(share!, 9);
    }
    expect((await listIncidents(scope, { highBlast: "yes" })).total).toBe(high);
    for (const [word, groups] of Object.entries({
      system: bySystem,
      org: byOrg,
      tier: byTier,
      region: byRegion,
    }))
      for (const { value, incidents, high: highInGroup } of groups) {
        expect((await listIncidents(scope, { [word]: value })).total).toBe(incidents);
        expect((await listIncidents(scope, { [word]: value, highBlast: "yes" })).total).toBe(highInGroup);
      }
  });

  test("pictures place every incident that has both values, in points or in bins that open them", async () => {
    const scope = await testScope({ now });
    const company = fc.sample(anIncident, { numRuns: 5000, seed: 9 }).map(
      (incident): AnIncident => ({
        ...incident,
        kind: "incident",
        // So that each end counts.
        status: "closed" as const,
        lostOrders: (incident.lostOrders ?? 3) + 1,
      }),
    );
    await storeCompany(scope, company);
    const grave = await getBlastPictures(scope, { severity: "1" });
    expect(grave.plane.bins).toBeNull();
    expect(grave.plane.drawn).toBe(
      (await listIncidents(scope, { severity: "1", mitigateMinutes: "0.001.." })).total,
    );
    expect(grave.plane.points).toHaveLength(grave.plane.drawn);
    const { incidents, cells, systems } = grave.matrix;
    for (const { number, systems: reached } of await incidentsByNumber(scope, {
      numbers: incidents.map((one) => one.number),
    })) {
      const found = cells.filter((cell) => cell.number === number);
      expect(found.map(({ slug, part }) => [slug, part]).sort()).toEqual(
        reached.map(({ slug, part }) => [slug, part]).sort(),
      );
    }
    expect([incidents.length, systems.length]).toEqual([24, testSystems.length]);
    const { plane } = await getBlastPictures(scope, {});
    expect(plane.points).toHaveLength(10);
    expect(plane.points[0]!.lostOrders).toBeGreaterThanOrEqual(plane.points[9]!.lostOrders);
    expect(plane.bins!.reduce((sum, bin) => sum + bin.incidents, 0)).toBe(plane.drawn);
    for (const bin of plane.bins!) {
      const words = {
        mitigateMinutes: `${bin.mitigateFrom}..${bin.mitigateTo}`,
        lostOrders: `${bin.lostFrom}..${bin.lostTo}`,
      };
      expect((await listIncidents(scope, { ...words, limit: 1 })).total).toBe(bin.incidents);
    }
  });

  test("potential reach follows dependencies through a cycle", async () => {
    const scope = await testScope({ now });
    await registerSystems(scope, {
      items: [
        { slug: "a", dependsOn: ["b"] },
        { slug: "b", dependsOn: ["c"] },
        { slug: "c", dependsOn: ["a"] },
      ],
    });
    await declareIncident(scope, {
      body: {
        title: "Round and round",
        startedAt: "2026-06-01T00:00:00Z",
        systems: [{ slug: "c", part: "origin" }],
      },
    });
    const { items } = await getBlastRadius(scope, {});
    expect(items[0]).toMatchObject({
      title: "Round and round",
      systems: 1,
      potentialReach: 2,
      highBlast: false,
    });
  });
});

function checkItems({ items, high }: BlastRadius, meant: Incident[], limit: number): void {
  expect(high).toBe(meant.filter((one) => one.highBlast).length);
  const expected = meant.toSorted(worseFirst).slice(0, limit);
  expect(items).toEqual(
    expected.map((one) => ({
      number: one.number,
      title: one.title,
      severity: one.severity,
      systems: one.systems.length,
      regions: one.regions.length,
      detectMinutes: one.durations.detectMinutes,
      mitigateMinutes: one.durations.mitigateMinutes,
      lostOrders: one.lostOrders,
      errors: one.errors,
      customersAffected: one.customersAffected,
      potentialReach: potentialReach(one),
      highBlast: one.highBlast,
      reasons: one.highBlastReasons,
    })),
  );
}

function checkConcentration({ concentration }: BlastRadius, meant: Incident[]): void {
  const read = {
    lostOrders: (one: Incident) => one.lostOrders,
    errors: (one: Incident) => one.errors,
    mitigateMinutes: (one: Incident) => one.durations.mitigateMinutes,
  };
  const measure = (["lostOrders", "errors", "mitigateMinutes"] as const).find((name) =>
    meant.some((one) => read[name](one) !== null),
  );
  expect(concentration.measure).toBe(measure ?? "lostOrders");
  const values = meant
    .map(read[concentration.measure])
    .filter((value) => value !== null)
    .sort((a, b) => b - a);
  const total = values.reduce((sum, value) => sum + value, 0);
  expect(concentration.n).toBe(values.length);
  if (total === 0) {
    expect(concentration.gini).toBeNull();
    return;
  }
  expect(concentration.total).toBeCloseTo(total, 6);
  for (const { fraction, incidents, share } of concentration.worst) {
    expect(incidents).toBe(Math.ceil(Math.round(values.length * fraction * 100) / 100));
    expect(share).toBeCloseTo(values.slice(0, incidents).reduce((sum, value) => sum + value, 0) / total, 9);
  }
  expect(concentration.single!.share).toBeCloseTo(values[0]! / total, 9);
  const single = meant.find((one) => one.number === concentration.single!.number)!;
  expect(read[concentration.measure](single)).toBe(values[0]);
  let gaps = 0;
  for (const a of values) for (const b of values) gaps += Math.abs(a - b);
  expect(concentration.gini).toBeCloseTo(gaps / (2 * values.length * total), 9);
}

function checkGroups({ bySystem, byOrg, byTier, byRegion }: BlastRadius, meant: Incident[]): void {
  const systemOf = (slug: string) => testSystems.find((one) => one.slug === slug)!;
  const field = (one: Incident, name: "org" | "tier") =>
    one.systems.map(({ slug }) => {
      const system = systemOf(slug);
      return name in system ? String((system as Record<string, unknown>)[name]) : "unknown";
    });
  const groups = {
    system: [bySystem, (one: Incident) => one.systems.map(({ slug }) => slug as string)],
    org: [byOrg, (one: Incident) => field(one, "org")],
    tier: [byTier, (one: Incident) => field(one, "tier")],
    region: [byRegion, (one: Incident) => one.regions],
  } as const;
  for (const [found, read] of Object.values(groups)) {
    const values = (one: Incident) => (read(one).length === 0 ? ["unknown"] : read(one));
    expect(found.map(({ value }) => value).sort()).toEqual([...new Set(meant.flatMap(values))].sort());
    for (const { value, incidents, high, lostOrders, errors } of found) {
      const inside = meant.filter((one) => values(one).includes(value));
      expect({ incidents, high }).toEqual({
        incidents: inside.length,
        high: inside.filter((one) => one.highBlast).length,
      });
      expect(lostOrders).toEqual(measured(inside.map((one) => one.lostOrders)));
      expect(errors).toEqual(measured(inside.map((one) => one.errors)));
    }
  }
}
