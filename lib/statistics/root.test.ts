import { expect, test } from "vitest";
import { findRoot } from "./root.ts";

test("a root is found to its tolerance, from either direction of the function", () => {
  const bracket = { from: 0, to: 10, tolerance: 1e-12 };
  expect(findRoot((x) => x * x - 2, bracket)).toBeCloseTo(Math.SQRT2, 11);
  expect(findRoot((x) => 2 - x * x, bracket)).toBeCloseTo(Math.SQRT2, 11);
  expect(findRoot((x) => Math.tanh(50 * (x - 9.9)), bracket)).toBeCloseTo(9.9, 11);
});

test("a root at an end of the bracket is that end", () => {
  expect(findRoot((x) => x, { from: 0, to: 1, tolerance: 1e-9 })).toBe(0);
  expect(findRoot((x) => x - 1, { from: 0, to: 1, tolerance: 1e-9 })).toBe(1);
});

test("a bracket without a change of sign is refused", () => {
  expect(() => findRoot((x) => x * x + 1, { from: 0, to: 1, tolerance: 1e-9 })).toThrow(RangeError);
});
