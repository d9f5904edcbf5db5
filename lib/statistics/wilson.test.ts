import { describe, expect, test } from "vitest";
import { wilsonCases } from "./reference.ts";
import { expectSixDigits } from "./testing.ts";
import { wilson } from "./wilson.ts";

/** The probability that the interval holds the true share, summed over every possible outcome. */
function coverageOf(trials: number, share: number): number {
  let probability = (1 - share) ** trials;
  let coverage = 0;
  for (let successes = 0; successes <= trials; successes++) {
    const { low, high } = wilson(successes, trials);
    if (low <= share && share <= high) coverage += probability;
    probability *= ((trials - successes) / (successes + 1)) * (share / (1 - share));
  }
  return coverage;
}

describe("wilson", () => {
  test("agrees with R", () => {
    for (const { successes, trials, low, high } of wilsonCases) {
      const share = wilson(successes, trials);
      expect(share.estimate).toBe(successes / trials);
      expectSixDigits(share.low, low);
      expectSixDigits(share.high, high);
    }
  });

  test("holds the true share 95 times in 100 on average", () => {
    const shares = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
    const mean = shares.reduce((sum, share) => sum + coverageOf(40, share), 0) / shares.length;
    expect(mean).toBeGreaterThan(0.945);
    expect(mean).toBeLessThan(0.96);
  });

  test("no trials tell nothing", () => {
    expect(wilson(0, 0)).toEqual({ estimate: Number.NaN, low: Number.NaN, high: Number.NaN });
  });

  test("more successes than trials, fractions and negative counts are refused", () => {
    expect(() => wilson(3, 2)).toThrow(RangeError);
    expect(() => wilson(0.5, 2)).toThrow(RangeError);
    expect(() => wilson(-1, 2)).toThrow(RangeError);
    expect(() => wilson(1, Number.NaN)).toThrow(RangeError);
  });
});
