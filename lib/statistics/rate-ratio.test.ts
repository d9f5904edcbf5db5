import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateRatio } from "./rate-ratio.ts";
import { rateRatioCases } from "./reference.ts";
import { expectSameEstimate, expectSameP } from "./testing.ts";

describe("rateRatio", () => {
  test("agrees with R", () => {
    for (const { events, exposure, p, ...expected } of rateRatioCases) {
      const answer = rateRatio({ events, exposure });
      expectSameEstimate(answer, expected);
      expectSameP(answer.p, p);
    }
  });

  test("the interval holds the ratio, and swapping the groups inverts it", () => {
    const count = fc.integer({ min: 0, max: 500 });
    const days = fc.double({ min: 0.5, max: 400, noNaN: true });
    fc.assert(
      fc.property(count, count, days, days, (a, b, m, n) => {
        const answer = rateRatio({ events: [a, b], exposure: [m, n] });
        const swapped = rateRatio({ events: [b, a], exposure: [n, m] });
        expect(swapped.p).toBeCloseTo(answer.p, 9);
        if (Number.isNaN(answer.estimate)) return;
        expect(answer.low).toBeLessThanOrEqual(answer.estimate);
        expect(answer.high).toBeGreaterThanOrEqual(answer.estimate);
        if (answer.low > 0) expect(swapped.high * answer.low).toBeCloseTo(1, 8);
      }),
    );
  });

  test("no events at all leave the ratio open", () => {
    expect(rateRatio({ events: [0, 0], exposure: [30, 30] })).toEqual({
      estimate: Number.NaN,
      low: 0,
      high: Infinity,
      p: 1,
    });
  });

  test("a million events are no obstacle", () => {
    const { estimate, p } = rateRatio({ events: [500_000, 500_000], exposure: [1, 1] });
    expect(estimate).toBe(1);
    expect(p).toBe(1);
  });

  test("no exposure, and counts that are none, are refused", () => {
    expect(() => rateRatio({ events: [1, 1], exposure: [0, 1] })).toThrow(RangeError);
    expect(() => rateRatio({ events: [1, 1], exposure: [1, Infinity] })).toThrow(RangeError);
    expect(() => rateRatio({ events: [1.5, 1], exposure: [1, 1] })).toThrow(RangeError);
  });
});
