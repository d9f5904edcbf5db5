import { describe, expect, test } from "vitest";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { createIntervention } from "#lib/interventions/write.ts";
import { createRandom } from "#lib/statistics/random.ts";
import { testScope } from "#lib/testing.ts";
import { calibrationWords, getCalibration } from "./calibration.ts";
import { getInterventions } from "./interventions.ts";
import { getTimeToTell } from "./time-to-tell.ts";

const dayMs = 86_400_000;
const start = Date.parse("2024-06-01T12:00:00Z");

async function level(days: number, perDay: number) {
  const scope = await testScope({ now: new Date(start + days * dayMs).toISOString() });
  const random = createRandom(8);
  const items = Array.from({ length: days }, (_, day) =>
    Array.from({ length: day === 0 ? 1 : random.poisson(perDay) }, () => ({
      title: "Down",
      status: "resolved",
      startedAt: new Date(start + day * dayMs).toISOString(),
    })),
  ).flat();
  for (let at = 0; at < items.length; at += 2000)
    await declareIncidents(scope, { items: items.slice(at, at + 2000), atomic: true });
  await confirmCoverage(scope, {});
  return scope;
}

const calls = (called: number, of: number) => ({ called, of });
const none = calls(0, 0);

describe("how far verdicts can be trusted", () => {
  test("is asked of the reader's own history, where a level one is seldom called and a halving mostly found", async () => {
    const scope = await level(730, 1.5);
    const { verdicts, charts, days, timeToTell } = await getCalibration(scope, {});
    expect(days).toBe(730);
    for (const { anyDay, halved } of verdicts) {
      expect(anyDay.of).toBeGreaterThan(5);
      expect(anyDay.called / anyDay.of).toBeLessThan(0.25);
      expect(halved.called / halved.of).toBeGreaterThan(0.5);
    }
    expect(charts!.weeks).toBe(104);
    expect(charts!.changed.called / charts!.changed.of).toBeLessThan(0.15);
    expect(timeToTell!.halving.daysNeeded).not.toBe(null);
  });

  test("is not asked within a window of what is known to have been done", async () => {
    const scope = await level(500, 1.5);
    const of = async () => (await getCalibration(scope, {})).verdicts[0]!.anyDay.of;
    const all = await of();
    const startsOn = new Date(start + 400 * dayMs).toISOString().slice(0, 10);
    await createIntervention(scope, { name: "It", startsOn });
    expect(await of()).toBeLessThan(all);
  });

  test("is not said where there is too little history to ask, nor where there is none", async () => {
    const short = await level(60, 1);
    const { verdicts, text, charts } = await getCalibration(short, {});
    expect(verdicts.map(({ anyDay }) => anyDay)).toEqual([
      { ...none, share: null, low: null, high: null },
      { ...none, share: null, low: null, high: null },
    ]);
    expect(charts).toBe(null);
    expect(text).toContain("too little history");
    const empty = await getCalibration(await testScope(), {});
    expect(empty).toMatchObject({ verdicts: [], days: 0, timeToTell: null });
    expect(empty.text).toContain("no history yet");
  });

  test("is told for those windows alone that could be asked about", () => {
    const text = calibrationWords([
      { windowDays: 28, anyDay: calls(3, 60), halved: calls(30, 60) },
      { windowDays: 90, anyDay: none, halved: none },
    ]);
    expect(text).toContain("over 28 days 3 of 60 (5%) are called, and 50% of halvings are found");
    expect(text).not.toContain("90 days");
  });
});

describe("how long until we could tell", () => {
  test("is asked of those whom the filter means, before anything is done and beside what was", async () => {
    const scope = await level(700, 1.5);
    const before = await getTimeToTell(scope, {});
    expect(before.halving.windows.map(({ windowDays }) => windowDays)).toEqual([
      14, 21, 28, 35, 42, 60, 75, 90,
    ]);
    expect(before.text).toContain("a halving would show");
    const startsOn = new Date(start + 699 * dayMs).toISOString().slice(0, 10);
    await createIntervention(scope, { name: "It", startsOn });
    const [item] = (await getInterventions(scope, {})).items;
    expect(item!.timeToTell!.halving.windows).toHaveLength(8);
    expect(item!.text).toContain(item!.timeToTell!.text);
    const rare = await getTimeToTell(scope, { severity: [1] });
    expect(rare.halving.windows.every(({ power }) => power < 0.5)).toBe(true);
    expect((await getTimeToTell(await testScope(), {})).text).toContain("too little history");
  });
});
