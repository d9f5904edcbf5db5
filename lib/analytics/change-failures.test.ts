import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { recordChanges, recordVolumes } from "#lib/changes/write.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { createIntervention } from "#lib/interventions/write.ts";
import type { Scope } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { mantelHaenszel, mantelHaenszelRisk } from "#lib/statistics/mantel-haenszel.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { getAiShare } from "./ai-share.ts";
import { listChanges } from "./changes.ts";
import { getGuardrails } from "./guardrails.ts";
import { getInterventions } from "./interventions.ts";

const now = "2026-06-15T12:00:00Z";
const period = { from: "2026-01-01", to: "2026-06-01" };

interface Planted {
  at?: string;
  ai?: string;
  system?: string | null;
  changes: number;
  failed: number;
  /** From the deployment to the incidents. */
  hours?: number;
}

/** So many changes at an instant, the first of them culprits of an incident each. */
async function plant(scope: Scope, batch: string, planted: Planted): Promise<void> {
  const { at = "2026-03-05T10:00:00Z", ai = "none", system = "cart", changes, failed, hours = 1 } = planted;
  const items = Array.from({ length: changes }, (_, i) => ({
    source: "ci",
    externalId: `${batch}-${i}`,
    title: "Deploy",
    deployedAt: at,
    system,
    aiAssistance: ai,
  }));
  await recordChanges(scope, { items, atomic: true });
  await declareIncidents(scope, {
    atomic: true,
    items: items.slice(0, failed).map(({ source, externalId }) => ({
      title: "Down",
      startedAt: new Date(Date.parse(at) + hours * 3_600_000).toISOString(),
      changes: [{ source, externalId, link: "culprit" }],
    })),
  });
}

/** A company whose incidents are all recorded, from the first day of the year to today. */
async function company(zone = "UTC"): Promise<Scope> {
  const scope = await testScope({ now });
  await updateSettings(scope, { zone, version: 0 });
  await registerSystems(scope, {
    items: [{ slug: "cart", tier: 1 }, { slug: "search", tier: 3 }, { slug: "wiki" }],
  });
  await declareIncidents(scope, { items: [{ title: "Slow", startedAt: "2026-01-01T00:00:00Z" }] });
  await confirmCoverage(scope, {});
  return scope;
}

const ratioOf = (answered: object) => (answered as { estimate: number }).estimate;
const adjustedOf = (answered: object) => (answered as { ratio: { estimate: number } }).ratio.estimate;

describe("how often changes fail", () => {
  test("rests on single changes alone: totals of another system move the base rate and nothing else", async () => {
    const scope = await company();
    await plant(scope, "ai", { ai: "generated", changes: 1000, failed: 30 });
    await plant(scope, "other", { changes: 1000, failed: 30 });
    await createIntervention(scope, { name: "Reset", startsOn: "2026-03-05", endsOn: "2026-04-05" });
    const told = async () => {
      const { failure, adjusted, byTier, tipping, changes } = await getAiShare(scope, period);
      const { rules, culprits, failure: all } = await getGuardrails(scope, period);
      const { items } = await getInterventions(scope, {});
      return { rates: { failure, adjusted, byTier, tipping, rules, culprits, all, items }, changes };
    };
    const before = await told();
    expect(before.rates.failure).toMatchObject({
      ai: { failed: 30, changes: 1000 },
      other: { failed: 30, changes: 1000 },
      ratio: { estimate: 1, low: expect.closeTo(0.607, 3), high: expect.closeTo(1.646, 3) },
    });
    await recordVolumes(scope, {
      items: Array.from({ length: 10 }, (_, i) => ({
        day: `2026-03-${10 + i}`,
        system: "search",
        aiAssistance: "none",
        count: 900,
        source: "totals",
      })),
    });
    const after = await told();
    expect(after.rates).toEqual(before.rates);
    expect(before.changes).toMatchObject({ yes: 1000, known: 2000 });
    expect(after.changes).toMatchObject({ yes: 1000, known: 11_000 });
  });

  test("is the same whatever totals are sent, and in whatever zone it is read", async () => {
    const aTotal = fc.record({
      day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, "0")}`),
      system: fc.constantFrom("cart", "search", null),
      aiAssistance: fc.constantFrom("none", "generated", "unknown"),
      count: fc.nat(1000),
      source: fc.constantFrom("totals", "ci"),
    });
    const scope = await company("America/New_York");
    await plant(scope, "a", { ai: "agent", changes: 40, failed: 8, at: "2026-04-01T02:00:00Z" });
    await plant(scope, "b", { changes: 60, failed: 6, system: "search", at: "2026-03-31T23:00:00Z" });
    await plant(scope, "c", { changes: 30, failed: 6, at: "2026-04-01T03:00:00Z", hours: 24 * 13 });
    const told = async (zone: string) => {
      const { failure, adjusted, byTier, tipping } = await getAiShare(scope, { ...period, zone });
      return { failure, adjusted, byTier, tipping };
    };
    const expected = await told("UTC");
    expect(expected.failure.ratio).toHaveProperty("estimate");
    await fc.assert(
      asyncProperty(
        fc.array(aTotal, { minLength: 1, maxLength: 5 }),
        fc.constantFrom("UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"),
        async (items, zone) => {
          await recordVolumes(scope, { items });
          expect(await told(zone)).toEqual(expected);
        },
      ),
      { numRuns: runs(20) },
    );
  });

  test("is judged once the follow-up is over, by what began within it, in the period or after", async () => {
    const scope = await company();
    const hour = 3_600_000;
    const ago = (hours: number) => new Date(Date.parse(now) - hours * hour).toISOString();
    const day = 24;
    for (const [batch, hours, since] of [
      ["over", 14 * day, 14 * day - 1],
      ["too-late", 14 * day, 14 * day],
      ["still", 14 * day - 1, 1],
      ["clocks-differ", 20 * day, -day],
      ["begun-before", 20 * day, -day - 1],
    ] as const)
      await plant(scope, batch, { at: ago(hours), changes: 1, failed: 1, hours: since });
    const words = { from: "2026-05-20", to: "2026-06-02" };
    const { failure, text } = await getAiShare(scope, words);
    expect(failure.other).toMatchObject({ failed: 2, changes: 4, pending: 1, unrecorded: 0 });
    expect(text).toContain("1 change is still in its follow-up of 14 days: in no rate yet.");
    const ids = async (failed: string) =>
      (await listChanges(scope, { ...words, failed })).items.map(({ externalId }) => externalId).sort();
    expect(await ids("yes")).toEqual(["clocks-differ-0", "over-0"]);
    expect(await ids("no")).toEqual(["begun-before-0", "too-late-0"]);
    expect(await ids("pending")).toEqual(["still-0"]);
    await updateSettings(scope, { changeFollowUpDays: 15, version: 1 });
    expect((await getAiShare(scope, words)).failure.other).toMatchObject({
      failed: 1,
      changes: 2,
      pending: 3,
    });
  });

  test("is not known where incidents are not recorded throughout the follow-up", async () => {
    const scope = await testScope({ now });
    await registerSystems(scope, { items: [{ slug: "cart" }] });
    await plant(scope, "early", { at: "2026-03-01T10:00:00Z", changes: 1, failed: 0 });
    await plant(scope, "within", { at: "2026-03-05T10:00:00Z", changes: 2, failed: 1 });
    await plant(scope, "late", { at: "2026-03-06T10:00:00Z", changes: 3, failed: 0 });
    // The last that is recorded begins just within the follow-up of those of 5 March.
    await declareIncidents(scope, { items: [{ title: "Slow", startedAt: "2026-03-19T01:00:00Z" }] });
    const { failure, text } = await getAiShare(scope, period);
    expect(failure.other).toMatchObject({ failed: 1, changes: 2, pending: 0, unrecorded: 4 });
    expect(text).toContain(
      "Of 4 changes not all of the follow-up of 14 days is recorded (incidents are recorded from 5 Mar 2026 to 19 Mar 2026): in no rate yet.",
    );
    expect((await listChanges(scope, { ...period, failed: "unrecorded" })).total).toBe(4);
    await confirmCoverage(scope, {});
    expect((await getAiShare(scope, period)).failure.other).toMatchObject({ changes: 5, unrecorded: 1 });
  });

  test("takes a day that nobody timed for any moment within it", async () => {
    const scope = await company();
    const change = { source: "ci", title: "Deploy", system: "cart", aiAssistance: "none" };
    await recordChanges(scope, {
      atomic: true,
      items: [
        { ...change, externalId: "day", deployedAt: "2026-03-05" },
        { ...change, externalId: "minute", deployedAt: "2026-03-05T10:00:00Z" },
      ],
    });
    const caused = (externalId: string, startedAt: string) => ({
      title: "Down",
      startedAt,
      changes: [{ source: "ci", externalId, link: "culprit" }],
    });
    // Fourteen days after the day, and the day of the moment itself.
    await declareIncidents(scope, {
      atomic: true,
      items: [caused("day", "2026-03-19T20:00:00Z"), caused("minute", "2026-03-05")],
    });
    expect((await getAiShare(scope, period)).failure.other).toMatchObject({ failed: 2, changes: 2 });
  });

  test("follows what the filter means of incidents, and ranks those of the period alone", async () => {
    const scope = await company();
    await plant(scope, "a", { changes: 5, failed: 3 });
    const failed = async (words: object) =>
      (await getAiShare(scope, { ...period, ...words })).failure.other.failed;
    expect(await failed({})).toBe(3);
    expect(await failed({ severity: "1" })).toBe(0);
    expect(await failed({ q: "nothing has these words" })).toBe(0);
    expect(await failed({ worst: "lostOrders:5" })).toBe(0);
  });
});

describe("a difference that is not AI's", () => {
  test("is gone within the month where AI came at a better time", async () => {
    const scope = await company();
    await plant(scope, "a", { ai: "generated", changes: 100, failed: 10, at: "2026-03-05T10:00:00Z" });
    await plant(scope, "b", { changes: 900, failed: 90, at: "2026-03-06T10:00:00Z" });
    await plant(scope, "c", { ai: "generated", changes: 900, failed: 18, at: "2026-05-05T10:00:00Z" });
    await plant(scope, "d", { changes: 100, failed: 2, at: "2026-05-06T10:00:00Z" });
    const { failure, adjusted, text } = await getAiShare(scope, period);
    expect(ratioOf(failure.ratio)).toBeCloseTo(28 / 92, 10);
    expect(failure.ratio).toMatchObject({ high: expect.closeTo(0.46, 3) });
    for (const one of ["month", "monthTier", "monthSystem"] as const)
      expect(adjusted[one]).toMatchObject({
        strata: 2,
        changes: 2000,
        estimate: expect.closeTo(1, 10),
        ratio: { estimate: expect.closeTo(1, 10) },
      });
    expect(adjustedOf(adjusted.tier)).toBeCloseTo(28 / 92, 10);
    expect(text).toContain(
      "2.8% of AI-assisted changes failed within 14 days, and 9.2% of the others (ratio 0.30, 0.20–0.46). Compared within the same month and system the ratio is 1.0 (0.57–1.8): no difference to be seen; time and system may account for the crude one.",
    );
  });

  test("is gone within the tier where AI goes to systems that fail more", async () => {
    const scope = await company();
    await plant(scope, "a", { ai: "agent", changes: 400, failed: 40 });
    await plant(scope, "b", { changes: 100, failed: 10 });
    await plant(scope, "c", { ai: "agent", system: "search", changes: 100, failed: 1 });
    await plant(scope, "d", { system: "search", changes: 400, failed: 4 });
    const { failure, adjusted, byTier, text } = await getAiShare(scope, period);
    expect(ratioOf(failure.ratio)).toBeCloseTo(41 / 14, 10);
    const tables = [
      [
        [40, 360],
        [10, 90],
      ],
      [
        [1, 99],
        [4, 396],
      ],
    ] as const;
    const { estimate, low, high } = mantelHaenszel(tables);
    const ratio = mantelHaenszelRisk(tables);
    expect(adjusted.tier).toMatchObject({ strata: 2, changes: 1000, estimate, low, high, ratio });
    expect(adjusted.monthSystem).toEqual(adjusted.tier);
    expect(byTier.map(({ tier, ai, other }) => [tier, ai.rate, other.rate])).toEqual([
      [1, 0.1, 0.1],
      [3, 0.01, 0.01],
    ]);
    expect(text).toContain("time and system may account for the crude one");
  });

  test("months are those of the organisation, and what has no month or system is in no stratum of them", async () => {
    const scope = await company("America/New_York");
    // 22:00 on 31 March in New York.
    await plant(scope, "a", { ai: "agent", changes: 20, failed: 6, at: "2026-04-01T02:00:00Z" });
    await plant(scope, "b", { changes: 20, failed: 6, at: "2026-03-10T10:00:00Z" });
    await plant(scope, "c", { changes: 20, failed: 6, system: null, at: "2026-04-10T10:00:00Z" });
    const { adjusted } = await getAiShare(scope, { ...period, zone: "UTC" });
    expect(adjusted.month).toMatchObject({ strata: 1, changes: 40 });
    expect(adjusted.system).toMatchObject({ strata: 1, changes: 40 });
    expect(adjusted.monthSystem).toMatchObject({ strata: 1, changes: 40 });
  });

  test("is declined in words with too few that failed", async () => {
    const scope = await company();
    await plant(scope, "a", { ai: "agent", changes: 300, failed: 3 });
    await plant(scope, "b", { changes: 200, failed: 8 });
    const { failure, adjusted, tipping, text } = await getAiShare(scope, period);
    const declined = { declined: expect.stringContaining("3 of the AI-assisted changes"), n: 500 };
    expect(failure.ratio).toEqual(declined);
    expect(failure.ai.rate).toBeCloseTo(0.01, 10);
    expect(tipping).toEqual(declined);
    for (const one of Object.values(adjusted)) expect(one).toHaveProperty("declined");
    expect(text).toContain("cannot be told");
  });
});

test("no figure but the base rate knows totals, and rates of changes are compared in one place", () => {
  const sources = readdirSync("lib/analytics", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/test|oracle|^facts/.test(file))
    .map((file) => ({ file, text: readFileSync(`lib/analytics/${file}`, "utf8") }));
  const holding = (pattern: RegExp) =>
    sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
  expect(holding(/\bvolumes\b/)).toEqual(["base-rate.ts"]);
  // A sample is drawn from those that caused anything, whenever; the price of a rule counts what it would have held.
  expect(holding(/\bculpritMarks\b/).sort()).toEqual(["culprits.ts", "label-sample.ts", "rule-price.ts"]);
  expect(holding(/\bas Cohort\b/)).toEqual(["change-failure-rate.ts"]);
  expect(holding(/statistics\/mantel-haenszel/)).toEqual(["change-failure-ratio.ts"]);
  expect(holding(/statistics\/tipping-point/)).toEqual(["ai-tipping.ts"]);
  // Both of the others compare incidents.
  const incidents = ["comparisons.ts", "noise.ts"];
  expect(holding(/statistics\/(relative-risk|fisher)/).filter((file) => !incidents.includes(file))).toEqual([
    "change-failure-ratio.ts",
  ]);
});
