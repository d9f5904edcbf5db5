import { describe, expect, test } from "vitest";
import { createRandom } from "./random.ts";

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}

describe("createRandom", () => {
  test("the same seed gives the same sequence on every run", () => {
    const { integer } = createRandom(2026);
    expect(draw(8, () => integer(0, 999))).toEqual([407, 57, 619, 398, 221, 652, 950, 616]);
  });

  test("near seeds part ways, also above 32 bits", () => {
    const firsts = [0, 1, 2, 2 ** 32, 2 ** 32 + 1].map((seed) => createRandom(seed).next());
    expect(new Set(firsts).size).toBe(5);
  });

  test("uniform draws fill every tenth evenly", () => {
    const { next } = createRandom(1);
    const tenths = new Array<number>(10).fill(0);
    for (const value of draw(50_000, next)) tenths[Math.floor(value * 10)]!++;
    for (const count of tenths) expect(Math.abs(count - 5000)).toBeLessThan(300);
  });

  test("whole numbers include both ends", () => {
    const { integer } = createRandom(1);
    expect(new Set(draw(200, () => integer(3, 5)))).toEqual(new Set([3, 4, 5]));
  });

  test("normal, lognormal, exponential and Poisson draws have their moments", () => {
    const random = createRandom(9);
    const normal = draw(40_000, () => random.normal(10, 3));
    expect(mean(normal)).toBeCloseTo(10, 1);
    expect(Math.sqrt(variance(normal))).toBeCloseTo(3, 1);
    expect(mean(draw(40_000, () => Math.log(random.lognormal(50, 0.5))))).toBeCloseTo(Math.log(50), 1);
    expect(mean(draw(40_000, () => random.exponential(2)))).toBeCloseTo(2, 1);
    for (const expected of [0.3, 20, 1200]) {
      const counts = draw(4000, () => random.poisson(expected));
      expect(Math.abs(mean(counts) - expected)).toBeLessThan(4 * Math.sqrt(expected / 4000));
      expect(variance(counts) / expected).toBeGreaterThan(0.9);
      expect(variance(counts) / expected).toBeLessThan(1.1);
    }
    expect(random.poisson(0)).toBe(0);
  });

  test("weighted picks follow their weights, and a weight of zero is never picked", () => {
    const { pickWeighted } = createRandom(4);
    const picks = draw(8000, () => 0).map(() => pickWeighted(["a", "b", "c"], [3, 0, 1]));
    expect(picks.filter((pick) => pick === "a").length / 8000).toBeCloseTo(0.75, 1);
    expect(picks).not.toContain("b");
  });

  test("shuffling keeps every item, leaves the original, and favours no order", () => {
    const { shuffle } = createRandom(6);
    const items = ["a", "b", "c"] as const;
    const orders = new Map<string, number>();
    for (let trial = 0; trial < 6000; trial++) {
      const order = shuffle(items).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(items).toEqual(["a", "b", "c"]);
    expect([...orders.keys()].sort()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test("impossible seeds, empty lists and unusable weights are refused", () => {
    expect(() => createRandom(1.5)).toThrow(RangeError);
    expect(() => createRandom(-1)).toThrow(RangeError);
    const { pick, pickWeighted, poisson } = createRandom(1);
    expect(() => poisson(-1)).toThrow(RangeError);
    expect(() => pick([])).toThrow(RangeError);
    expect(() => pickWeighted(["a"], [0])).toThrow(RangeError);
    expect(() => pickWeighted(["a", "b"], [1])).toThrow(RangeError);
  });
});
