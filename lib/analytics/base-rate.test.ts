import fc from "fast-check";
import { expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { recordChange, recordVolumes } from "#lib/changes/write.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { getAiShare } from "./ai-share.ts";
import { getCorrelation } from "./correlation.ts";
import { getOverview } from "./overview.ts";

const now = "2026-06-15T12:00:00Z";
const zones = Intl.supportedValuesOf("timeZone");
const period = { from: "2026-01-01", to: "2026-06-01" };

async function company(zone: string): Promise<Scope> {
  const scope = await testScope({ now });
  await updateSettings(scope, { zone, version: 0 });
  await registerSystems(scope, { items: [{ slug: "cart" }, { slug: "search" }] });
  return scope;
}

const single = (scope: Scope, deployedAt: string, more: Record<string, unknown> = {}) =>
  recordChange(scope, {
    body: { title: "Deploy cart", system: "cart", aiAssistance: "none", deployedAt, ...more },
  });
const total = (scope: Scope, day: string, count: number, more: Record<string, unknown> = {}) =>
  recordVolumes(scope, {
    items: [{ day, system: "cart", aiAssistance: "none", count, source: "totals", ...more }],
  });

const changesSeen = async (scope: Scope, filter: Record<string, string>) => {
  const { changes, totals } = await getAiShare(scope, { ...period, ...filter });
  expect((await getOverview(scope, { ...period, ...filter })).aiChanges.all).toEqual(changes);
  return { changes: changes.known + changes.unknown, totals };
};

test("a day's total and a change of that day count once, whatever zone a reader counts days in", async () => {
  const scope = await company("UTC");
  await single(scope, "2026-03-05T02:00:00Z");
  await total(scope, "2026-03-05", 8);
  for (const zone of ["UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"])
    expect(await changesSeen(scope, { zone })).toEqual({ changes: 1, totals: 0 });
});

test("the day of a total is the organisation's, not that of UTC", async () => {
  const scope = await company("America/New_York");
  await total(scope, "2026-03-04", 8);
  await total(scope, "2026-03-05", 20);
  await single(scope, "2026-03-05T02:00:00Z");
  for (const zone of ["UTC", "America/New_York"])
    expect(await changesSeen(scope, { zone })).toEqual({ changes: 21, totals: 20 });
});

test("a change known to its day is of that day for everybody, and one known to its month of no day", async () => {
  const scope = await company("UTC");
  await total(scope, "2026-03-05", 8);
  await total(scope, "2026-04-01", 5);
  await single(scope, "2026-03-05T00:00:00Z", { deployedPrecision: "day" });
  await single(scope, "2026-04-01T00:00:00Z", { deployedPrecision: "month" });
  for (const zone of ["UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"])
    expect(await changesSeen(scope, { zone })).toEqual({ changes: 7, totals: 5 });
});

test("a filter on the source keeps the totals of that source, and those of no other", async () => {
  const scope = await company("UTC");
  await total(scope, "2026-03-05", 8, { source: "ci" });
  await total(scope, "2026-03-05", 5, { source: "jira" });
  await single(scope, "2026-03-06T10:00:00Z", { source: "jira", externalId: "J1" });
  await total(scope, "2026-03-06", 3, { source: "ci" });
  expect(await changesSeen(scope, {})).toEqual({ changes: 14, totals: 13 });
  expect(await changesSeen(scope, { source: "ci" })).toEqual({ changes: 11, totals: 11 });
  expect(await changesSeen(scope, { source: "jira" })).toEqual({ changes: 6, totals: 5 });
  expect(await changesSeen(scope, { source: "ci,jira" })).toEqual({ changes: 14, totals: 13 });
  expect(await changesSeen(scope, { source: "unknown" })).toEqual({ changes: 0, totals: 0 });
  expect(await changesSeen(scope, { tool: "unknown" })).toEqual({ changes: 1, totals: 0 });
});

test("a total stands in the bucket of its own date in every zone", async () => {
  const scope = await company("UTC");
  await total(scope, "2026-03-05", 8);
  for (const zone of zones) {
    const { buckets, aiChanges } = await getOverview(scope, {
      zone,
      from: "2026-03-04",
      to: "2026-03-07",
      bucket: "day",
    });
    expect(buckets).toHaveLength(3);
    expect(
      aiChanges.buckets.map(({ known }) => known),
      zone,
    ).toEqual([0, 8, 0]);
  }
});

test("over a long period the base rate is the same number in all zones, whatever was sent singly", async () => {
  const aDay = fc.integer({ min: 0, max: 20 });
  const assistance = fc.constantFrom("none", "assisted", "unknown");
  const system = fc.constantFrom("cart", "search", null);
  await fc.assert(
    asyncProperty(
      fc.constantFrom("UTC", "America/Santiago", "Asia/Kathmandu", "Pacific/Kiritimati"),
      fc.array(fc.record({ day: aDay, minute: fc.nat(1439), assistance, system }), { maxLength: 20 }),
      fc.array(fc.record({ day: aDay, assistance, system, count: fc.nat(30) }), {
        minLength: 1,
        maxLength: 20,
      }),
      fc.uniqueArray(fc.constantFrom(...zones), { minLength: 4, maxLength: 4 }),
      async (home, singles, totals, readers) => {
        const scope = await company(home);
        const first = Date.parse("2026-03-01T00:00:00Z");
        for (const { day, minute, assistance, system } of singles) {
          const deployedAt = new Date(first + (day * 1440 + minute) * 60_000).toISOString();
          await single(scope, deployedAt, { system, aiAssistance: assistance });
        }
        for (const { day, assistance, system, count } of totals) {
          const date = new Date(first + day * 86_400_000).toISOString().slice(0, 10);
          await total(scope, date, count, { system, aiAssistance: assistance });
        }
        const asked = (zone: string) => getAiShare(scope, { ...period, zone });
        const { changes, totals: known, failure } = await asked(home);
        for (const zone of readers)
          expect(await asked(zone)).toMatchObject({ changes, totals: known, failure });
      },
    ),
    { numRuns: runs(25) },
  );
});

test("weeks held against one another keep totals on the dates they were given", async () => {
  const scope = await company("UTC");
  await total(scope, "2026-03-02", 8);
  // Weeks of which no incident is recorded are held against nothing.
  for (const startedAt of ["2026-01-05T10:00:00Z", "2026-05-30T10:00:00Z"])
    await declareIncident(scope, { body: { title: "Slow", startedAt } });
  const { weeks } = await getCorrelation(scope, { ...period, zone: "America/New_York" });
  expect(weeks.find(({ changes }) => changes > 0)?.start).toEqual(new Date("2026-03-02T05:00:00Z"));
});
