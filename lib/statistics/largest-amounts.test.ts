import { describe, expect, test } from "vitest";
import { fewestMaking, isMadeByOne } from "./largest-amounts.ts";

describe("fewestMaking", () => {
  test("counts the largest until they make the share", () => {
    expect(fewestMaking([1, 80, 4, Number.NaN, 15])).toEqual({ items: 2, share: 0.95 });
    expect(fewestMaking([80, 15, 5], 0.8)).toEqual({ items: 1, share: 0.8 });
    expect(fewestMaking([1, 1, 1, 1], 1)).toEqual({ items: 4, share: 1 });
  });

  test("nothing lost is made by none, and a share of nothing is refused", () => {
    expect(fewestMaking([0, 0])).toEqual({ items: 0, share: Number.NaN });
    expect(fewestMaking([])).toEqual({ items: 0, share: Number.NaN });
    expect(() => fewestMaking([1], 0)).toThrow(RangeError);
    expect(() => fewestMaking([-1])).toThrow(RangeError);
  });
});

describe("isMadeByOne", () => {
  test("one large amount makes a change, in either period; many that are larger do not", () => {
    expect(isMadeByOne({ before: [5, 5, 5], after: [5, 5, 900] })).toBe(true);
    expect(isMadeByOne({ before: [5, 5, 900], after: [5, 5, 5] })).toBe(true);
    expect(isMadeByOne({ before: [5, 5, 5], after: [9, 9, 9, 9] })).toBe(false);
  });

  test("a first amount is one that makes the change, and equal sums are no change", () => {
    expect(isMadeByOne({ before: [], after: [3] })).toBe(true);
    expect(isMadeByOne({ before: [4], after: [1, 3] })).toBe(false);
  });
});
