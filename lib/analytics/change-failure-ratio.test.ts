import { expect, test } from "vitest";
import { createRandom } from "#lib/statistics/random.ts";
import { type Cohort, cohortsOf, pooled } from "./change-failure-rate.ts";
import { failureRatio, withinStrata } from "./change-failure-ratio.ts";
import { FAILED, PASSED } from "./change-outcomes.ts";
import { sideOfOne } from "./estimates.ts";

/**
 * Twelve months in which AI makes a growing part of changes, and in which both kinds fail alike: less and less often,
 * and on one system four times as often, where AI is less at home.
 */
function aHistory(seed: number): [Cohort, Cohort][] {
  const random = createRandom(seed);
  const size = 4000;
  const outcomes = new Uint8Array(size);
  const groups = new Int32Array(size);
  for (let i = 0; i < size; i += 1) {
    const month = random.integer(0, 11);
    const system = random.integer(0, 1);
    const isAi = random.chance(0.1 + 0.05 * month + 0.2 * (1 - system));
    outcomes[i] = random.chance((0.08 - 0.005 * month) * (1 + 3 * system)) ? FAILED : PASSED;
    groups[i] = (month * 2 + system) * 2 + Number(!isAi);
  }
  const rows = Int32Array.from({ length: size }, (_, i) => i);
  const cohorts = cohortsOf({ outcomes, rows, groups, size: 48 });
  return Array.from({ length: 24 }, (_, i) => [cohorts[i * 2]!, cohorts[i * 2 + 1]!]);
}

test("where both kinds fail alike, the adjusted ratio is called in about one history of twenty, the crude one in most", () => {
  const histories = 300;
  let [adjusted, crude] = [0, 0];
  for (let seed = 1; seed <= histories; seed += 1) {
    const strata = aHistory(seed);
    const within = withinStrata(strata);
    if ("declined" in within) throw new Error(within.declined);
    adjusted += Number(sideOfOne(within.ratio) !== null);
    const all = [0, 1].map((side) => pooled(strata.map((pair) => pair[side]!)));
    crude += Number(sideOfOne(failureRatio([all[0]!, all[1]!])) !== null);
  }
  expect(adjusted / histories).toBeGreaterThan(0.02);
  expect(adjusted / histories).toBeLessThan(0.08);
  expect(crude / histories).toBeGreaterThan(0.3);
});
