import { describe, expect, test } from "vitest";
import { contingency } from "./contingency.ts";
import { contingencyCases } from "./reference.ts";
import { expectSameP, expectSixDigits } from "./testing.ts";

describe("contingency", () => {
  test("agrees with R", () => {
    for (const expected of contingencyCases) {
      const answer = contingency(expected.counts);
      expect(answer.df).toBe(expected.df);
      expectSameP(answer.p, expected.p);
      for (const key of ["chiSquare", "cramersV", "smallestExpected"] as const) {
        expectSixDigits(answer[key], expected[key]);
      }
      const residuals = expected.standardisedResiduals.flat();
      answer.standardisedResiduals.flat().forEach((value, index) => {
        expectSixDigits(value, residuals[index]!);
      });
    }
  });

  test("rows and columns without counts do not take part", () => {
    const full = contingency([
      [12, 5],
      [30, 22],
    ]);
    const padded = contingency([
      [12, 0, 5],
      [0, 0, 0],
      [30, 0, 22],
    ]);
    const { standardisedResiduals, ...figures } = padded;
    expect(full).toMatchObject(figures);
    expect(standardisedResiduals[1]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(standardisedResiduals[0]![2]).toBe(full.standardisedResiduals[0]![1]);
  });

  test("complete association has a Cramér's V of 1, none has 0", () => {
    expect(
      contingency([
        [10, 0, 0],
        [0, 7, 0],
        [0, 0, 4],
      ]).cramersV,
    ).toBe(1);
    expect(
      contingency([
        [10, 20],
        [20, 40],
      ]).cramersV,
    ).toBeCloseTo(0, 12);
  });

  test("with nothing to compare there is no answer", () => {
    for (const counts of [
      [],
      [[]],
      [
        [0, 0],
        [0, 0],
      ],
      [[1, 2, 3]],
      [
        [4, 0],
        [3, 0],
      ],
    ]) {
      const { df, chiSquare, p, cramersV, smallestExpected } = contingency(counts);
      expect(df).toBe(0);
      expect([chiSquare, p, cramersV, smallestExpected].every(Number.isNaN)).toBe(true);
    }
  });

  test("ragged tables and counts that are none are refused", () => {
    expect(() => contingency([[1, 2], [3]])).toThrow(/equally long/);
    expect(() =>
      contingency([
        [1, 2],
        [3, -4],
      ]),
    ).toThrow(RangeError);
  });
});
