import { describe, expect, test } from "vitest";
import { recordChanges, recordVolumes } from "#lib/changes/write.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { changeGapsWords } from "./change-gaps.ts";
import { getTrends, type Trends } from "./trends.ts";

/** How many changes go well between two that fail. */

const now = "2026-11-30T12:00:00Z";
const hourMs = 3_600_000;
const first = Date.parse("2026-01-05T00:00:00Z");

/** A change every six hours from 5 January on; those at these places cause an incident an hour later. */
async function withFailures(failing: readonly number[], changes = 1200) {
  const scope = await testScope({ now });
  const deployedAt = (place: number) => new Date(first + place * 6 * hourMs);
  const key = (place: number) => ({ source: "ci", externalId: `C${place}` });
  const items = Array.from({ length: changes }, (_, place) => ({
    ...key(place),
    title: "Changed",
    deployedAt: deployedAt(place).toISOString(),
  }));
  await recordChanges(scope, { items });
  await declareIncidents(scope, {
    items: [0, ...failing].map((place, i) => ({
      title: "Down",
      startedAt: new Date(deployedAt(place).getTime() + hourMs).toISOString(),
      // The first begins what is recorded, and comes of nothing.
      ...(i === 0 ? {} : { changes: [{ ...key(place), link: "culprit" }] }),
    })),
  });
  await confirmCoverage(scope, {});
  return scope;
}

const every = (step: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => from + step * (i + 1));

const runsOf = ({ changeGaps }: Trends) => {
  if ("declined" in changeGaps) throw new Error(changeGaps.declined);
  return changeGaps;
};

describe("changes between failures", () => {
  test("are those that went well in between, in the order of deployment", async () => {
    const places = [40, 41, 90, 200, 260, 333, 400, 410, 470, 560];
    const runs = runsOf(await getTrends(await withFailures(places), { bucket: "week" }));
    expect(runs.gaps.map(({ changes }) => changes)).toEqual(
      places.slice(1).map((place, i) => place - places[i]! - 1),
    );
    expect(runs.failed).toBe(10);
    expect(runs.open.changes).toBe(1199 - 560);
    expect(runs.gaps[0]!.from).toEqual(new Date(first + 40 * 6 * hourMs));
    expect(runs.gaps[0]!.to).toEqual(new Date(first + 41 * 6 * hourMs));
  });

  test("have a run marked that is longer than chance explains", async () => {
    const runs = runsOf(
      await getTrends(await withFailures([...every(30, 12), ...every(30, 12, 700)]), { bucket: "week" }),
    );
    expect(runs.gaps.filter(({ marked }) => marked).map(({ changes }) => changes)).toEqual([369]);
    for (const { changes, limitChanges, marked } of runs.gaps) expect(changes > limitChanges).toBe(marked);
    expect(runs.text).toContain(
      "1 of the 23 runs of changes between failures is longer than chance explains",
    );
  });

  test("leave out what is too young to be judged: it may fail yet", async () => {
    // Up to a day before now: four changes for each of the last fourteen days.
    const scope = await withFailures(every(100, 10), 1312);
    const { open, changes } = runsOf(await getTrends(scope, { bucket: "week" }));
    expect(open.to.getTime()).toBeLessThanOrEqual(Date.parse(now) - 14 * 24 * hourMs);
    expect(open.changes).toBe(1262 - 1000);
    expect(changes).toBe(1000 + 1 + open.changes);
  });

  test("take nothing from totals of a day, of which nobody knows which failed", async () => {
    const scope = await withFailures(every(100, 10));
    const before = runsOf(await getTrends(scope, { bucket: "week" }));
    await recordVolumes(scope, {
      items: [{ day: "2026-03-01", system: null, aiAssistance: "none", count: 900, source: "totals" }],
    });
    expect(runsOf(await getTrends(scope, { bucket: "week" }))).toEqual(before);
  });

  test("begin after what is known to the month alone, of which nobody knows what came before it", async () => {
    const scope = await withFailures(every(60, 19));
    await recordChanges(scope, {
      items: [{ title: "Changed", source: "ci", externalId: "coarse", deployedAt: "2026-02" }],
    });
    const { gaps } = runsOf(await getTrends(scope, { bucket: "week" }));
    expect(gaps[0]!.from.getTime()).toBeGreaterThanOrEqual(Date.parse("2026-03-01"));
    expect(gaps).toHaveLength(15);
  });

  test("are not judged where failures are not rare, nor where they are too few", async () => {
    const often = await getTrends(await withFailures(every(4, 280)), { bucket: "week" });
    expect(often.changeGaps).toMatchObject({
      declined: "With 5 failures or more a week their rate says more than the changes between them.",
    });
    const seldom = await getTrends(await withFailures(every(100, 8)), { bucket: "week" });
    expect(seldom.changeGaps).toEqual({
      declined: "There are too few runs of changes between failures (7) to tell how many usually go well.",
      n: 7,
    });
  });

  test("of none there are none", async () => {
    const { changeGaps } = await getTrends(await withFailures([]), { bucket: "week" });
    expect(changeGaps).toMatchObject({ n: 0 });
  });
});

test("the sentence about them counts what it names", () => {
  const gap = (changes: number, marked = false) => ({
    from: new Date(first),
    to: new Date(first),
    changes,
    p: 0.005,
    limitChanges: 400,
    marked,
  });
  const gaps = [100, 120, 80, 90, 110, 70, 130, 412].map((changes) => gap(changes, changes > 400));
  const runs = { failed: 9, changes: 1121, meanChanges: 139, gaps, open: gap(1) };
  expect(changeGapsWords(runs)).toBe(
    "1 of the 8 runs of changes between failures is longer than chance explains; usually 139 changes go well between them. 1 change went well since the last that failed; such a run comes in 1 of 200 runs.",
  );
  const none = { ...runs, gaps: gaps.slice(1, 7), meanChanges: 1.2, open: gap(0) };
  expect(changeGapsWords(none)).toBe(
    "None of the 6 runs of changes between failures is longer than chance explains; usually 1 change goes well between them.",
  );
});
