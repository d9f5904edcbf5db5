import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { benjaminiHochbergCases } from "./reference.ts";
import { expectSixDigits } from "./testing.ts";

describe("benjaminiHochberg", () => {
  test("agrees with R, also where some tests were not made", () => {
    for (const { ps, expected } of benjaminiHochbergCases) {
      const qs = benjaminiHochberg(ps);
      expect(qs).toHaveLength(expected.length);
      qs.forEach((q, index) => {
        expectSixDigits(q, expected[index]!);
      });
    }
  });

  test("a q is never below its p, never above 1, and keeps the order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const sorted = ps.sort((a, b) => a - b);
        const qs = benjaminiHochberg(sorted);
        qs.forEach((q, index) => {
          expect(q).toBeGreaterThanOrEqual(sorted[index]!);
          expect(q).toBeLessThanOrEqual(qs[index + 1] ?? 1);
        });
      }),
    );
  });

  test("no tests have no q", () => {
    expect(benjaminiHochberg([])).toEqual([]);
  });

  test("what is no probability is refused", () => {
    expect(() => benjaminiHochberg([0.5, 1.1])).toThrow(RangeError);
    expect(() => benjaminiHochberg([-0.1])).toThrow(RangeError);
  });
});
