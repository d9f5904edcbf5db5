import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weightedShare } from "./weighted-share.ts";
import { wilson } from "./wilson.ts";

describe("weightedShare", () => {
  test("with equal weights is Wilson's, whatever the weight", () => {
    const members = [true, false, false, true, false, false, false];
    const plain = wilson(2, 7);
    for (const weight of [0.25, 1, 3]) {
      const found = weightedShare(
        members.map(() => weight),
        members,
      );
      for (const of of ["estimate", "low", "high"] as const) expect(found[of]).toBeCloseTo(plain[of], 12);
      expect(found.effective).toBeCloseTo(7, 12);
    }
  });

  test("is the mean by weight of what is true, within its interval, and rests on no more than its members", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.boolean()), { minLength: 1 }),
        (members) => {
          const weights = members.map(([weight]) => weight);
          const found = weightedShare(
            weights,
            members.map(([, is]) => is),
          );
          const mean = (of: typeof members) => of.reduce((sum, [weight]) => sum + weight, 0);
          expect(found.estimate).toBeCloseTo(mean(members.filter(([, is]) => is)) / mean(members), 10);
          expect(found.low).toBeLessThanOrEqual(found.estimate + 1e-12);
          expect(found.high).toBeGreaterThanOrEqual(found.estimate - 1e-12);
          expect(found.effective).toBeLessThanOrEqual(members.length + 1e-9);
        },
      ),
    );
  });

  test("without weight there is no share, and weights below zero are refused", () => {
    expect(weightedShare([0, 0], [true, false]).estimate).toBeNaN();
    expect(() => weightedShare([-1], [true])).toThrow(RangeError);
    expect(() => weightedShare([1, 2], [true])).toThrow(RangeError);
  });
});
