import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { type Causes, getCauses } from "./causes.ts";
import { listIncidents } from "./incidents.ts";
import { aFilter, anIncident, isMatching, storeCompany } from "./oracle.ts";
import { repeatsOf } from "./oracle-links.ts";

const now = "2026-06-15T12:00:00Z";

function weight(incidents: Incident[]) {
  const measured = (values: (number | null)[]) => {
    const recorded = values.filter((value) => value !== null);
    const sum = recorded.reduce((a, b) => a + b, 0);
    return {
      sum: recorded.length === 0 ? null : expect.closeTo(sum, 6),
      recorded: recorded.length,
      of: values.length,
    };
  };
  return {
    incidents: incidents.length,
    lostOrders: measured(incidents.map((one) => one.lostOrders)),
    hours: measured(
      incidents.map(({ durations: { mitigateMinutes } }) =>
        mitigateMinutes === null ? null : mitigateMinutes / 60,
      ),
    ),
  };
}

describe("causes", () => {
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
            const answer = await getCauses(scope, filter);
            const meant = all.filter((one) => isMatching(one, filter, answer.period));
            check(answer, meant, all);
          }
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test("each bar opens exactly the incidents it counts", async () => {
    const scope = await testScope({ now });
    await storeCompany(scope, fc.sample(anIncident, { numRuns: 150, seed: 2 }));
    const answer = await getCauses(scope, {});
    const total = async (words: Record<string, string>) =>
      (await listIncidents(scope, { ...words, limit: 1 })).total;
    for (const { cause, incidents, repeats } of answer.causes) {
      expect(await total({ cause })).toBe(incidents);
      expect(await total({ cause, repeat: "yes" })).toBe(repeats);
    }
    for (const { factor, incidents } of answer.factors) expect(await total({ factor })).toBe(incidents);
    expect(answer.repeated.length).toBeGreaterThan(0);
    for (const { cause, system, incidents, repeats } of answer.repeated) {
      expect(await total({ cause, origin: system })).toBe(incidents);
      expect(await total({ cause, origin: system, repeat: "yes" })).toBe(repeats);
    }
    expect(await total({ repeat: "yes" })).toBe(answer.repeats.yes);
    expect(await total({ repeat: "no" })).toBe(answer.repeats.known - answer.repeats.yes);
  });

  test("ninety days to the millisecond is a repeat, one more is none", async () => {
    const scope = await testScope({ now: "2026-07-15T12:00:00Z" });
    await registerSystems(scope, { items: [{ slug: "cart" }] });
    const body = { title: "Again", rootCause: "capacity", systems: [{ slug: "cart", part: "origin" }] };
    for (const startedAt of [
      "2026-01-01T00:00:00.000Z",
      "2026-04-01T00:00:00.000Z",
      "2026-06-30T00:00:00.001Z",
    ])
      await declareIncident(scope, { body: { ...body, startedAt } });
    const { items } = await listIncidents(scope, { repeat: "yes", to: "2027-01-01" });
    expect(items.map((one) => one.number)).toEqual([2]);
  });

  test("of two at one instant neither repeats the other, and both repeat the one before", async () => {
    const scope = await testScope({ now: "2026-07-15T12:00:00Z" });
    await registerSystems(scope, { items: [{ slug: "cart" }] });
    const body = { title: "Again", rootCause: "capacity", systems: [{ slug: "cart", part: "origin" }] };
    const repeated = async () =>
      (await listIncidents(scope, { repeat: "yes", to: "2027-01-01" })).items.map((one) => one.number).sort();
    for (const startedAt of ["2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"])
      await declareIncident(scope, { body: { ...body, startedAt } });
    expect(await repeated()).toEqual([]);
    await declareIncident(scope, { body: { ...body, startedAt: "2026-04-01T10:00:00Z" } });
    expect(await repeated()).toEqual([1, 2]);
  });
});

function check(answer: Causes, meant: Incident[], all: Incident[]): void {
  const repeats = (incidents: Incident[]) => incidents.filter((one) => repeatsOf(one, all) === true);
  expect(answer.causes.map(({ cause }) => cause).sort()).toEqual(
    [...new Set(meant.map((one) => one.rootCause))].sort(),
  );
  for (const { cause, repeats: repeated, ...found } of answer.causes) {
    const inside = meant.filter((one) => one.rootCause === cause);
    expect(found).toEqual(weight(inside));
    expect(repeated).toBe(repeats(inside).length);
  }
  for (const { factor, ...found } of answer.factors) {
    const inside = meant.filter((one) =>
      factor === "unknown" ? one.factors.length === 0 : one.factors.some((each) => each.factor === factor),
    );
    expect(found).toEqual(weight(inside));
  }
  expect(answer.factors.reduce((sum, one) => sum + one.incidents, 0)).toBe(
    meant.reduce((sum, one) => sum + Math.max(1, one.factors.length), 0),
  );
  expect(answer.repeats).toMatchObject({
    yes: repeats(meant).length,
    unknown: meant.filter((one) => repeatsOf(one, all) === null).length,
  });
  for (const { cause, system, incidents, repeats: repeated } of answer.repeated) {
    const inside = meant.filter(
      (one) =>
        one.rootCause === cause && one.systems.some(({ slug, part }) => slug === system && part === "origin"),
    );
    expect([incidents, repeated]).toEqual([inside.length, repeats(inside).length]);
    expect(repeated).toBeGreaterThan(0);
  }
}
