import { expect, test } from "vitest";
import { intervalOf } from "./forest-plot.tsx";

test("an estimate may be infinite as the contract writes it", () => {
  expect(intervalOf({ estimate: "Infinity", low: 2.1, high: "Infinity" })).toEqual({
    estimate: Number.POSITIVE_INFINITY,
    low: 2.1,
    high: Number.POSITIVE_INFINITY,
  });
});

test("what was not estimated has no place on the axis", () => {
  expect(intervalOf({ estimate: null, low: null, high: null })).toBeNull();
  expect(intervalOf({ estimate: Number.NaN, low: 1, high: 2 })).toBeNull();
});
