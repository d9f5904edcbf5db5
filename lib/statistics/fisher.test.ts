import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fisher } from "./fisher.ts";
import { fisherCases, fisherExtremeCases } from "./reference.ts";
import { expectSameEstimate, expectSameP, expectSixDigits } from "./testing.ts";

const count = fc.integer({ min: 0, max: 60 });
const tables = fc.tuple(fc.tuple(count, count), fc.tuple(count, count));

describe("fisher", () => {
  test("agrees with R, for tables of four and of a million", () => {
    for (const { table, p, ...expected } of fisherCases) {
      const answer = fisher(table);
      expectSameEstimate(answer, expected);
      expectSameP(answer.p, p);
    }
  });

  test("is exact where R's tolerance leaves no digits", () => {
    for (const { table, ...expected } of fisherExtremeCases) {
      const answer = fisher(table);
      for (const key of ["estimate", "low", "high"] as const) {
        if (!Number.isNaN(expected[key])) expectSixDigits(answer[key], expected[key]);
      }
    }
  });

  test("the p of a far tail keeps its digits", () => {
    expectSixDigits(
      fisher([
        [52000, 148000],
        [200000, 600000],
      ]).p,
      4.01781542216e-20,
    );
  });

  test("the interval holds the estimate, and excludes 1 only with a small p", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { estimate, low, high, p } = fisher(table);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        if (Number.isNaN(estimate)) return;
        expect(low).toBeLessThanOrEqual(estimate);
        expect(high).toBeGreaterThanOrEqual(estimate);
        if (low > 1 || high < 1) expect(p).toBeLessThan(0.0501);
      }),
    );
  });

  test("swapping the rows inverts the ratio and keeps the p", () => {
    fc.assert(
      fc.property(tables, ([first, second]) => {
        const answer = fisher([first, second]);
        const swapped = fisher([second, first]);
        expect(swapped.p).toBeCloseTo(answer.p, 10);
        if (Number.isNaN(answer.estimate)) return;
        expect(swapped.estimate).toBeCloseTo(1 / answer.estimate, 2);
      }),
    );
  });

  test("an empty row or column leaves the odds ratio open", () => {
    const open = { estimate: Number.NaN, low: 0, high: Infinity, p: 1 };
    expect(
      fisher([
        [0, 0],
        [3, 5],
      ]),
    ).toEqual(open);
    expect(
      fisher([
        [4, 0],
        [5, 0],
      ]),
    ).toEqual(open);
    expect(
      fisher([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual(open);
  });

  test("fractions and negative counts are refused", () => {
    expect(() =>
      fisher([
        [1, 2],
        [3, 0.5],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      fisher([
        [1, -2],
        [3, 4],
      ]),
    ).toThrow(RangeError);
    expect(() =>
      fisher([
        [1, Number.NaN],
        [3, 4],
      ]),
    ).toThrow(RangeError);
  });
});
