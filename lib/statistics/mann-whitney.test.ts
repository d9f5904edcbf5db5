import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mannWhitney } from "./mann-whitney.ts";
import { quantileSorted } from "./quantile.ts";
import { createRandom } from "./random.ts";
import { mannWhitneyCases, shiftIntervalCases } from "./reference.ts";
import { expectSameP, expectSixDigits, shareOf } from "./testing.ts";

function medianDifference(x: readonly number[], y: readonly number[]): number {
  const differences = x.flatMap((left) => y.map((right) => left - right));
  const sorted = differences.sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1]!;
  return sorted.length % 2 === 1 ? upper : (sorted[sorted.length / 2 - 1]! + upper) / 2;
}

describe("mannWhitney", () => {
  test("agrees with R, with few and with many ties", () => {
    for (const { x, y, u, estimate, p } of mannWhitneyCases) {
      const answer = mannWhitney(x, y);
      expect(answer.u).toBe(u);
      expectSixDigits(answer.estimate, estimate);
      expectSameP(answer.p, p);
    }
  });

  test("its interval is R's exact one where the approximation takes the same places", () => {
    for (const { x, y, low, high } of shiftIntervalCases) {
      const answer = mannWhitney(x, y);
      expectSixDigits(answer.low, low);
      expectSixDigits(answer.high, high);
    }
  });

  test("the shift is the median of all differences, whatever the ties and the scale", () => {
    const small = fc.integer({ min: -3, max: 3 });
    const wide = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const tiny = fc.double({ min: -1e-300, max: 1e-300, noNaN: true });
    const sample = fc.array(fc.oneof(small, wide, tiny), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        const { estimate, low, high } = mannWhitney(x, y);
        expect(estimate === medianDifference(x, y)).toBe(true);
        expect(low).toBeLessThanOrEqual(estimate);
        expect(high).toBeGreaterThanOrEqual(estimate);
      }),
    );
  });

  test("u counts the pairs in which the first is larger, ties half", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        const pairs = x.flatMap((left) =>
          y.map((right): number => (left > right ? 1 : left === right ? 0.5 : 0)),
        );
        expect(mannWhitney(x, y).u).toBe(pairs.reduce((sum, value) => sum + value, 0));
      }),
    );
  });

  test("the interval holds a true shift 95 times in 100", () => {
    const covered = shareOf(1500, (trial) => {
      const random = createRandom(trial);
      const x = Array.from({ length: 25 }, () => random.lognormal(30, 1) + 12);
      const y = Array.from({ length: 40 }, () => random.lognormal(30, 1));
      const { low, high } = mannWhitney(x, y);
      return low <= 12 && 12 <= high;
    });
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.97);
  });

  test("large skewed samples agree with a sample of their differences", () => {
    const random = createRandom(5);
    const x = Float64Array.from({ length: 4000 }, () => Math.round(random.lognormal(60, 1.5)));
    const y = Float64Array.from({ length: 3000 }, () => Math.round(random.lognormal(40, 1.5)));
    const differences = Float64Array.from(
      { length: 200_000 },
      () => x[random.integer(0, 3999)]! - y[random.integer(0, 2999)]!,
    );
    const { estimate } = mannWhitney(x, y);
    differences.sort();
    expect(estimate).toBeGreaterThan(quantileSorted(differences, 0.495));
    expect(estimate).toBeLessThan(quantileSorted(differences, 0.505));
  });

  test("an empty sample has no answer, and what is not recorded is left out", () => {
    const { n, ...figures } = mannWhitney([1, 2], [Number.NaN]);
    expect(n).toEqual([2, 0]);
    expect(Object.values(figures).every(Number.isNaN)).toBe(true);
    expect(mannWhitney([1, Number.NaN, 5], [2])).toEqual(mannWhitney([1, 5], [2]));
  });

  test("one and the same constant shows no shift", () => {
    const constant = Array.from({ length: 10 }, () => 4);
    expect(mannWhitney(constant, constant)).toMatchObject({ estimate: 0, low: 0, high: 0, p: 1 });
  });

  test("two different constants differ by exactly their difference", () => {
    const { estimate, low, high, p } = mannWhitney(
      new Float64Array(12).fill(9),
      new Float64Array(12).fill(2),
    );
    expect([estimate, low, high]).toEqual([7, 7, 7]);
    expect(p).toBeLessThan(1e-4);
  });

  test("samples too small for an interval have an unbounded one", () => {
    expect(mannWhitney([3], [1, 2])).toMatchObject({ low: -Infinity, high: Infinity });
  });

  test("an infinite value is refused", () => {
    expect(() => mannWhitney([1, Infinity], [2])).toThrow(RangeError);
  });
});
