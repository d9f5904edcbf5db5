import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lorenz } from "./lorenz.ts";
import { createRandom } from "./random.ts";
import { giniCases } from "./reference.ts";
import { expectSixDigits } from "./testing.ts";
import { MOST_POINTS } from "./thin.ts";

describe("lorenz", () => {
  test("the Gini coefficient is half the relative mean difference of all pairs", () => {
    for (const { values, gini } of giniCases) expectSixDigits(lorenz(values).gini, gini);
  });

  test("the worst hold what they hold", () => {
    const values = Array.from({ length: 700 }, () => 1);
    values[3] = 301;
    const { total, worst } = lorenz(values);
    expect(total).toBe(1000);
    expect(worst.single).toEqual({ items: 1, share: 0.301 });
    expect(worst.onePercent).toEqual({ items: 7, share: 0.307 });
    expect(worst.fivePercent).toEqual({ items: 35, share: 0.335 });
    expect(worst.tenPercent).toEqual({ items: 70, share: 0.37 });
  });

  test("a hundredth of few is still one whole item", () => {
    expect(lorenz([1, 2, 7]).worst.onePercent).toEqual({ items: 1, share: 0.7 });
  });

  test("the curve runs from nothing to everything, never above the diagonal, never back", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1e6 }), { minLength: 1, maxLength: 400 }), (values) => {
        const { points, total } = lorenz(values);
        if (total === 0) return expect(points).toEqual([]);
        expect(points[0]).toEqual({ items: 0, total: 0 });
        expect(points.at(-1)).toEqual({ items: 1, total: 1 });
        for (let index = 1; index < points.length; index++) {
          expect(points[index]!.total).toBeLessThanOrEqual(points[index]!.items + 1e-12);
          expect(points[index]!.items).toBeGreaterThan(points[index - 1]!.items);
          expect(points[index]!.total).toBeGreaterThanOrEqual(points[index - 1]!.total);
        }
      }),
    );
  });

  test("a thinned curve keeps its bend", () => {
    const random = createRandom(2);
    const values = Float64Array.from({ length: 50_000 }, () => random.lognormal(10, 2.5));
    const { points, gini } = lorenz(values);
    expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(points.length).toBeGreaterThan(MOST_POINTS / 3);
    let area = 0;
    for (let index = 1; index < points.length; index++) {
      const [from, to] = [points[index - 1]!, points[index]!];
      area += ((to.items - from.items) * (to.total + from.total)) / 2;
    }
    expect(1 - 2 * area).toBeCloseTo(gini, 2);
  });

  test("no values, or nothing but zeros, share nothing", () => {
    for (const values of [[], [Number.NaN], [0, 0, 0]]) {
      const { gini, points, worst } = lorenz(values);
      expect(gini).toBeNaN();
      expect(points).toEqual([]);
      expect(worst.single.share).toBeNaN();
      expect(worst.tenPercent.share).toBeNaN();
    }
  });

  test("what is not recorded is left out, and negative amounts are refused", () => {
    expect(lorenz([Number.NaN, 3, 1])).toEqual(lorenz([3, 1]));
    expect(() => lorenz([1, -1])).toThrow(RangeError);
  });
});
