import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { authorLevels, changeKinds } from "#db/values.ts";
import type { Change } from "#lib/changes/schema.ts";
import { recordChanges } from "#lib/changes/write.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { testScope } from "#lib/testing.ts";
import {
  aBroadFilter,
  aCompany,
  isChangeMatching,
  judgeOf,
  rateOf,
  storeWithChanges,
} from "./change-oracle.ts";
import { listChanges } from "./changes.ts";
import { type DoseBand, doseBands } from "./dose.ts";
import { getDoseResponse } from "./dose-response.ts";

const now = "2026-06-15T12:00:00Z";
const period = { from: "2026-01-01", to: "2026-06-01" };

interface Planted {
  ai?: object;
  changes: number;
  failed: number;
}

let batches = 0;

async function plant(scope: Scope, { ai = { aiAssistance: "none" }, changes, failed }: Planted) {
  batches += 1;
  const items = Array.from({ length: changes }, (_, i) => ({
    source: "ci",
    externalId: `${batches}-${i}`,
    title: "Deploy",
    deployedAt: "2026-03-05T10:00:00Z",
    ...ai,
  }));
  await recordChanges(scope, { items, atomic: true });
  await declareIncidents(scope, {
    atomic: true,
    items: items.slice(0, failed).map(({ source, externalId }) => ({
      title: "Down",
      startedAt: "2026-03-05T11:00:00Z",
      changes: [{ source, externalId, link: "culprit" }],
    })),
  });
}

/** All days are recorded, so that every planted change is judged. */
async function company(...planted: Planted[]): Promise<Scope> {
  const scope = await testScope({ now });
  await declareIncidents(scope, { items: [{ title: "Slow", startedAt: "2026-01-01T00:00:00Z" }] });
  await confirmCoverage(scope, {});
  for (const one of planted) await plant(scope, one);
  return scope;
}

const dosed = (aiCommits: number, commits: number) => ({ aiAssistance: "assisted", aiCommits, commits });

/** By five bands: failed of changes. */
function overBands(failed: number[], changes: number[]): Planted[] {
  const doses = [undefined, dosed(1, 10), dosed(1, 4), dosed(3, 4), dosed(4, 4)];
  return doses.map((ai, i) => ({ ...(ai && { ai }), failed: failed[i]!, changes: changes[i]! }));
}

describe("the dose", () => {
  const doses: [string, object, DoseBand][] = [
    ["recorded as without AI, whatever bears a mark", { ...dosed(3, 4), aiAssistance: "none" }, "none"],
    ["not known, whatever bears a mark", { ...dosed(3, 4), aiAssistance: "unknown" }, "unknown"],
    ["one of five commits", dosed(1, 5), "under-quarter"],
    ["one of four", dosed(1, 4), "to-half"],
    ["one of two", dosed(1, 2), "to-half"],
    ["two of three", dosed(2, 3), "to-three-quarters"],
    ["three of four", dosed(3, 4), "to-three-quarters"],
    ["four of five", dosed(4, 5), "more"],
    ["lines before commits", { ...dosed(4, 4), aiLines: 1, lines: 100 }, "under-quarter"],
    ["commits where no line by AI is counted", { ...dosed(4, 4), aiLines: 0, lines: 100 }, "more"],
    ["lines of which nobody counted all", { ...dosed(1, 4), aiLines: 10 }, "to-half"],
    ["no commit with a mark", dosed(0, 4), "unmeasured"],
    ["nothing counted", { aiAssistance: "agent" }, "unmeasured"],
  ];
  test.each(doses)("%s", async (_, ai, band) => {
    const scope = await company({ ai, changes: 1, failed: 0 });
    const { bands } = await getDoseResponse(scope, period);
    expect(bands.filter(({ changes }) => changes > 0).map((one) => one.band)).toEqual([band]);
    expect((await listChanges(scope, { dose: band })).total).toBe(1);
  });
});

describe("the trend", () => {
  // R 4: prop.trend.test(failed, changes, 0:4)
  const cases = [
    { failed: [4, 3, 6, 5, 9], changes: [200, 60, 55, 40, 48], chiSquare: 21.8592045986, p: 2.9340576186e-6 },
    {
      failed: [10, 1, 2, 0, 2],
      changes: [100, 10, 20, 7, 15],
      chiSquare: 0.000210214406236,
      p: 0.988432058503,
    },
    { failed: [12, 5, 3, 2, 1], changes: [90, 40, 30, 25, 20], chiSquare: 1.49912105942, p: 0.220806650819 },
    // R 4: prop.trend.test(c(2, 4, 8), c(50, 40, 30), c(0, 2, 4)): empty bands keep their places.
    { failed: [2, 0, 4, 0, 8], changes: [50, 0, 40, 0, 30], chiSquare: 8.78940583617, p: 0.00302984915643 },
  ];
  test.each(cases)(
    "equals R's prop.trend.test: $failed of $changes",
    async ({ failed, changes, chiSquare, p }) => {
      const scope = await company(...overBands(failed, changes), { ai: {}, changes: 7, failed: 6 });
      const { trend, bands } = await getDoseResponse(scope, period);
      expect(trend).toMatchObject({
        chiSquare: expect.closeTo(chiSquare, 9),
        p: expect.closeTo(p, 10),
        failed: failed.reduce((a, b) => a + b),
        changes: changes.reduce((a, b) => a + b),
      });
      expect(bands.at(-1)).toMatchObject({ band: "unknown", failed: 6, changes: 7 });
    },
  );

  test("is declined with four failures, or two bands, or where all failed", async () => {
    const trendOf = async (...planted: Planted[]) =>
      (await getDoseResponse(await company(...planted), period)).trend;
    expect(await trendOf(...overBands([1, 1, 1, 0, 1], [9, 9, 9, 9, 9]))).toMatchObject({ n: 45 });
    expect(await trendOf(...overBands([9, 0, 0, 0, 9], [20, 0, 0, 0, 20]))).toMatchObject({ n: 40 });
    expect(await trendOf(...overBands([2, 2, 2, 0, 0], [2, 2, 2, 0, 0]))).toMatchObject({ n: 6 });
    expect(await trendOf(...overBands([1, 2, 2, 0, 0], [2, 2, 2, 0, 0]))).toMatchObject({ bands: 3 });
  });
});

describe("in words", () => {
  const textOf = async (...planted: Planted[]) =>
    (await getDoseResponse(await company(...planted), period)).text;

  test("a trend is claimed below 0.05 alone, with every rate beside it and the test named", async () => {
    expect(await textOf(...overBands([4, 3, 6, 5, 9], [200, 60, 55, 40, 48]))).toBe(
      "Of changes that are judged, 2% of those made without AI, 5% of those of which AI made under a quarter, 11% of those to a half, 13% of those to three quarters and 19% of those more failed. The rate rises with the dose (Cochran–Armitage test over 403 changes, p < 0.001): an association, not a cause, with neither time nor tier nor system held apart. The dose is counted for 203 of the 203 AI-assisted changes (by commits), and is at least so much, since marks get lost.",
    );
    expect(await textOf(...overBands([12, 5, 3, 2, 1], [90, 40, 30, 25, 20]))).toContain(
      "No trend with the dose is to be seen",
    );
  });

  test("a trend that does not hold from each band to the next is told so, and small bands by counts", async () => {
    const text = await textOf(...overBands([2, 0, 9, 8, 1], [200, 40, 40, 20, 3]));
    expect(text).toContain("The rate rises with the dose, though not from each band to the next");
    expect(text).toContain("1 of the 3 of those more failed");
  });

  test("what is not known is told, and is in no band of the scale", async () => {
    const text = await textOf({ changes: 50, failed: 2 }, { ai: {}, changes: 50, failed: 40 });
    expect(text).toContain("cannot be told. Too few changes failed for a trend: 2 of those");
    expect(text).toContain("Of 50 more it is not known whether AI was used");
  });
});

test("a change weighs as much as AI made of it", async () => {
  const scope = await company(
    { ai: dosed(1, 10), changes: 20, failed: 10 },
    { ai: dosed(10, 10), changes: 10, failed: 1 },
    { ai: { aiAssistance: "agent" }, changes: 10, failed: 10 },
  );
  const { weighted, any } = await getDoseResponse(scope, period);
  // (10 × 0.1 + 1) / (20 × 0.1 + 10), of (12² / (20 × 0.01 + 10)) effective changes.
  expect(weighted).toMatchObject({
    rate: expect.closeTo(2 / 12, 12),
    effective: expect.closeTo(144 / 10.2, 10),
    failed: 11,
    changes: 30,
  });
  expect(any.ai).toMatchObject({ failed: 21, changes: 40 });
});

test("a change with two tools or models counts for each, and the list of a name holds it", async () => {
  const scope = await company(
    {
      ai: { aiAssistance: "agent", aiTool: "Cursor, Devin", aiModel: "GPT-5, Opus 4.5" },
      changes: 6,
      failed: 2,
    },
    { ai: { aiAssistance: "agent", aiTool: "Devin", aiModel: "Opus 4.5" }, changes: 2, failed: 1 },
    { ai: { aiAssistance: "none", aiTool: "Devin" }, changes: 3, failed: 1 },
  );
  const { tools, models } = await getDoseResponse(scope, period);
  expect(tools.map(({ tool, failed, changes }) => [tool, failed, changes])).toEqual([
    ["Devin", 3, 8],
    ["Cursor", 2, 6],
  ]);
  expect(models.map(({ model, changes }) => [model, changes])).toEqual([
    ["Opus 4.5", 8],
    ["GPT-5", 6],
  ]);
  const assistance = "assisted,generated,agent";
  for (const { tool, changes } of tools)
    expect((await listChanges(scope, { tool: tool!, assistance })).total).toBe(changes);
  for (const { model, changes } of models)
    expect((await listChanges(scope, { model: model!, assistance })).total).toBe(changes);
});

test("with fewer than five changes a group has counts and no rate", async () => {
  const scope = await company(
    { ai: { aiAssistance: "agent", aiTool: "Devin" }, changes: 4, failed: 4 },
    { ai: { aiAssistance: "agent", aiTool: "Jules" }, changes: 5, failed: 0 },
  );
  expect((await getDoseResponse(scope, period)).tools).toMatchObject([
    { tool: "Jules", failed: 0, changes: 5, rate: 0, low: 0, declined: null },
    {
      tool: "Devin",
      failed: 4,
      changes: 4,
      rate: null,
      low: null,
      declined: "Only 4 of its changes are judged.",
    },
  ]);
});

/** As a person would sort a change by its record. */
function bandOf({ aiAssistance, aiLines, lines, aiCommits, commits }: Change): DoseBand {
  if (aiAssistance === "none" || aiAssistance === "unknown") return aiAssistance;
  const isCounted = (ai: number | null, all: number | null) =>
    ai !== null && all !== null && ai > 0 && ai <= all;
  const dose = isCounted(aiLines, lines)
    ? aiLines! / lines!
    : isCounted(aiCommits, commits)
      ? aiCommits! / commits!
      : null;
  if (dose === null) return "unmeasured";
  if (dose > 0.75) return "more";
  if (dose > 0.5) return "to-three-quarters";
  return dose >= 0.25 ? "to-half" : "under-quarter";
}

test("equals a plain loop over the records, for random filters", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      aCompany,
      fc.array(aBroadFilter, { minLength: 4, maxLength: 4 }),
      fc.constantFrom(3, 14, 60),
      async (made, filters, days) => {
        const scope = await testScope({ now });
        await updateSettings(scope, { changeFollowUpDays: days, version: 0 });
        const stored = await storeWithChanges(scope, made);
        for (const filter of filters) {
          const answer = await getDoseResponse(scope, filter);
          const changes = stored.changes.filter((one) => isChangeMatching(one, filter, answer.period));
          const judge = judgeOf({ incidents: stored.incidents, filter, zone: answer.period.zone, now, days });
          const isAi = ({ aiAssistance }: Change) => !["none", "unknown"].includes(aiAssistance);
          for (const band of doseBands) {
            const own = changes.filter((one) => bandOf(one) === band);
            expect(answer.bands.find((one) => one.band === band)).toMatchObject(rateOf(own, judge));
          }
          for (const { model, ...told } of answer.models) {
            const own = changes.filter(
              (one) =>
                isAi(one) &&
                (model === null ? one.aiModel === null : (one.aiModel ?? "").split(", ").includes(model)),
            );
            expect(told).toMatchObject(rateOf(own, judge));
          }
          const sides = [
            ["ai", isAi],
            ["other", ({ aiAssistance }: Change) => aiAssistance === "none"],
          ] as const;
          for (const [side, isIn] of sides) {
            for (const kind of [...changeKinds, null]) {
              const own = changes.filter((one) => isIn(one) && one.kind === kind);
              const told = answer.kinds.find((one) => one.kind === kind);
              expect(told?.[side] ?? rateOf([], judge)).toMatchObject(rateOf(own, judge));
            }
            for (const level of authorLevels) {
              const own = changes.filter((one) => isIn(one) && one.authorLevel === level);
              const told = answer.levels.find((one) => one.level === level);
              expect(told?.[side] ?? rateOf([], judge)).toMatchObject(rateOf(own, judge));
            }
          }
        }
      },
    ),
    { numRuns: 10 },
  );
});
