import { describe, expect, test } from "vitest";
import { placeboDifference } from "./placebo-scope.ts";
import { daysOf, verdictsReference } from "./testing-verdicts.ts";

describe("placeboDifference", () => {
  test.each(verdictsReference.scopes)(
    "agrees with R: $name",
    ({ inScope, outOfScope, at, window, others, ...expected }) => {
      const scoped = { inScope: daysOf(inScope), outOfScope: daysOf(outOfScope) };
      const answer = placeboDifference(scoped, { at, window, others });
      if (answer.declined !== null) throw new Error(answer.declined);
      expect(answer.earlierSplits).toBe(expected.earlierSplits);
      expect(answer.difference).toBeCloseTo(expected.difference, 11);
      expect(answer.p).toBeCloseTo(expected.p, 11);
    },
  );

  test("under five before, on either side, nothing is compared", () => {
    const ones = new Array<number>(400).fill(1);
    const rare = ones.map((_, day) => (day % 9 === 0 ? 1 : 0));
    const few = { declined: "few-before" };
    expect(placeboDifference({ inScope: rare, outOfScope: ones }, { at: 360, window: 28 })).toEqual(few);
    expect(placeboDifference({ inScope: ones, outOfScope: rare }, { at: 360, window: 28 })).toEqual(few);
    expect(
      placeboDifference({ inScope: ones, outOfScope: ones }, { at: 360, window: 28 }).declined,
    ).toBeNull();
    expect(placeboDifference({ inScope: ones, outOfScope: ones }, { at: 100, window: 28 })).toEqual({
      declined: "little-history",
    });
  });

  test("lists of unequal length are refused", () => {
    expect(() => placeboDifference({ inScope: [1], outOfScope: [1, 2] }, { at: 1, window: 1 })).toThrow(
      RangeError,
    );
  });
});
