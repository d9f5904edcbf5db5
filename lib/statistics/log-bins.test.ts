import fc from "fast-check";
import { expect, test } from "vitest";
import { logBinEdge, logBinOf } from "./log-bins.ts";

test("every value lies between the edges of its bin, and every edge in the bin above it", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
      fc.integer({ min: 1, max: 10 }),
      (value, perDecade) => {
        const bin = logBinOf(value, perDecade);
        expect(value).toBeGreaterThanOrEqual(logBinEdge(bin, perDecade));
        expect(value).toBeLessThan(logBinEdge(bin + 1, perDecade));
        const index = Math.abs(bin % 40);
        expect(logBinOf(logBinEdge(index, perDecade), perDecade)).toBe(index);
      },
    ),
  );
});

test("zero, negative and infinite values have no bin", () => {
  for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => logBinOf(value, 5)).toThrow(RangeError);
});
