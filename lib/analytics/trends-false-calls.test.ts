import { expect, test } from "vitest";
import { shiftDays } from "#lib/calendar.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { createRandom } from "#lib/statistics/random.ts";
import { simulatedDays } from "#lib/statistics/simulated-days.ts";
import { testScope } from "#lib/testing.ts";
import { getTrends } from "./trends.ts";

/** How often something is said of histories in which nothing happened, asked as readers ask. */

const first = "2025-06-02";
const weeks = 78;
const runs = 40;
const now = "2026-12-01T12:00:00Z";

/** A source for each history, so that many fit into one database and each has its own coverage. */
const sourceOf = (perWeek: number, run: number) => `steady-${perWeek}-${run}`;

async function withHistories(rates: readonly number[]) {
  const scope = await testScope({ now });
  const items: object[] = [];
  for (const perWeek of rates)
    for (let run = 0; run < runs; run += 1) {
      const { next } = createRandom(run);
      const days = simulatedDays("level", { days: weeks * 7, perWeek, seed: perWeek * 1000 + run });
      days.forEach((count, day) => {
        for (let i = 0; i < count; i += 1)
          items.push({
            title: "Slow",
            source: sourceOf(perWeek, run),
            externalId: `${items.length}`,
            startedAt: new Date(
              Date.parse(`${shiftDays(first, day)}T00:00:00Z`) + next() * 86_400_000,
            ).toISOString(),
          });
      });
    }
  for (let i = 0; i < items.length; i += 5000)
    await declareIncidents(scope, { items: items.slice(i, i + 5000) as never });
  return scope;
}

test("a steady year, or a year and a half, is given a change or a mark no more often than is said", {
  timeout: 240_000,
}, async () => {
  const rates = [0.5, 1, 5, 20];
  const scope = await withHistories(rates);
  const said: { perWeek: number; changed: number; marked: number }[] = [];
  for (const perWeek of rates) {
    let [asked, changed, marked] = [0, 0, 0];
    for (const length of [52, 78])
      for (let run = 0; run < runs; run += 1) {
        const { behaviour, quiet, text } = await getTrends(scope, {
          source: sourceOf(perWeek, run),
          bucket: "week",
          from: shiftDays(first, 7 * (weeks - length)),
          to: shiftDays(first, 7 * weeks),
        });
        if ("declined" in behaviour) throw new Error(behaviour.declined);
        const hasChanged = behaviour.changed !== "none";
        const isMarked =
          behaviour.signals.length > 0 || ("gaps" in quiet && quiet.gaps.some((gap) => gap.marked));
        asked += 1;
        changed += Number(hasChanged);
        marked += Number(isMarked);
        expect(text.startsWith("No change of level to be seen in")).toBe(!hasChanged);
        expect(
          /stands? out\b(?! from)|Longer than/.test(text.replace(/No single week[^.]*stands out/, "")),
        ).toBe(isMarked);
      }
    said.push({ perWeek, changed: changed / asked, marked: marked / asked });
  }
  // 0 to 8% of them; of so few at one rate, two standard errors more.
  const mean = (of: "changed" | "marked") => said.reduce((sum, each) => sum + each[of], 0) / said.length;
  expect(mean("changed"), JSON.stringify(said)).toBeLessThanOrEqual(0.08);
  expect(mean("marked"), JSON.stringify(said)).toBeLessThanOrEqual(0.08);
  const most = 0.08 + 2 * Math.sqrt((0.08 * 0.92) / runs);
  for (const each of said)
    expect(Math.max(each.changed, each.marked), JSON.stringify(each)).toBeLessThan(most);
  // And it can say something.
  expect(mean("changed") + mean("marked")).toBeGreaterThan(0);
});
