import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { sortAmounts } from "./sort-amounts.ts";

describe("amounts in order", () => {
  test("are those that a sort makes, whatever they are and how many alike there are", () => {
    const kind = fc.constantFrom(
      (value: number) => value,
      (value: number) => Math.round(value) + 0,
      (value: number) => value * 1e-300,
      (value: number) => value * 1e300,
      (value: number) => (value < 2 ? -0 : Math.exp(value / 100)),
      () => 7,
    );
    const size = fc.constantFrom(0, 1, 1999, 2000, 2001, 30_000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), size, kind, (seed, length, of) => {
        const random = createRandom(seed);
        const amounts = Float64Array.from({ length }, () => of(random.lognormal(40, 2)));
        const whole = new Float64Array(length + 3);
        whole.set(amounts, 3);
        const sorted = sortAmounts(whole.subarray(3));
        // Zero and minus zero are one amount.
        expect(sorted.map((amount) => amount + 0)).toEqual(amounts.map((amount) => amount + 0).sort());
        expect(sorted.buffer).toBe(whole.buffer);
      }),
      { numRuns: 60 },
    );
  });
});
