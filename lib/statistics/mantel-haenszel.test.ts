import { describe, expect, test } from "vitest";
import type { TwoByTwo } from "./estimate.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { mantelHaenszelCases } from "./reference.ts";
import { expectSameEstimate, expectSameP } from "./testing.ts";

const nothing = { estimate: Number.NaN, low: Number.NaN, high: Number.NaN, p: Number.NaN };

describe("mantelHaenszel", () => {
  test("agrees with R", () => {
    for (const { tables, p, ...expected } of mantelHaenszelCases) {
      const answer = mantelHaenszel(tables);
      expectSameEstimate(answer, expected);
      expectSameP(answer.p, p);
    }
  });

  test("the adjusted ratio shows no difference where only the mix of strata differs", () => {
    // Within each tier the odds are equal; crudely the first group looks three times as bad.
    const tables: TwoByTwo[] = [
      [
        [40, 40],
        [10, 10],
      ],
      [
        [2, 18],
        [8, 72],
      ],
    ];
    const { estimate, p } = mantelHaenszel(tables);
    expect(estimate).toBeCloseTo(1, 12);
    expect(p).toBeCloseTo(1, 12);
  });

  test("tables that say nothing change nothing", () => {
    const telling: TwoByTwo[] = [
      [
        [12, 30],
        [8, 70],
      ],
    ];
    const silent: TwoByTwo[] = [
      [
        [0, 0],
        [0, 0],
      ],
      [
        [1, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [3, 4],
      ],
      [
        [5, 0],
        [6, 0],
      ],
    ];
    const [alone, together] = [mantelHaenszel(telling), mantelHaenszel([...telling, ...silent])];
    expectSameEstimate(together, alone);
    expectSameP(together.p, alone.p);
  });

  test("nothing to compare has no answer", () => {
    expect(mantelHaenszel([])).toEqual(nothing);
    expect(
      mantelHaenszel([
        [
          [0, 0],
          [3, 4],
        ],
      ]),
    ).toEqual(nothing);
  });

  test("a ratio without limit has no interval, but a p", () => {
    const { estimate, low, high, p } = mantelHaenszel([
      [
        [5, 0],
        [0, 5],
      ],
    ]);
    expect(estimate).toBe(Infinity);
    expect([low, high]).toEqual([Number.NaN, Number.NaN]);
    expect(p).toBeLessThan(0.01);
  });

  test("counts that are none are refused", () => {
    expect(() =>
      mantelHaenszel([
        [
          [1, 2],
          [3, -1],
        ],
      ]),
    ).toThrow(RangeError);
  });
});
