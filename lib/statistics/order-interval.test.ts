import { describe, expect, test } from "vitest";
import { orderInterval } from "./order-interval.ts";
import { createRandom } from "./random.ts";
import { shareOf } from "./testing.ts";
import { boundsOf, verdictsReference } from "./testing-verdicts.ts";

describe("orderInterval", () => {
  test("agrees with R's binomial ranks", () => {
    for (const { values, share, ...expected } of verdictsReference.orders)
      expect(orderInterval(values, share)).toEqual({
        ...boundsOf(expected),
        estimate: expect.closeTo(expected.estimate!, 10),
      });
  });

  test("it holds the true median in 95 of 100, on skewed durations too", () => {
    const share = shareOf(2000, (trial) => {
      const random = createRandom(trial);
      const { low, high } = orderInterval(Array.from({ length: 30 }, () => random.lognormal(45, 1.6)));
      return low <= 45 && 45 <= high;
    });
    expect(share).toBeGreaterThanOrEqual(0.945);
  });

  test("no values have neither median nor interval, and a share of all is refused", () => {
    const nothing = { estimate: Number.NaN, low: Number.NaN, high: Number.NaN };
    expect(orderInterval([])).toEqual(nothing);
    expect(orderInterval([Number.NaN])).toEqual(nothing);
    expect(() => orderInterval([1], 1)).toThrow(RangeError);
    expect(() => orderInterval([Infinity])).toThrow(RangeError);
  });
});
