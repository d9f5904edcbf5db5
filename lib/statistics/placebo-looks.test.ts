import { describe, expect, test } from "vitest";
import { placeboLook } from "./placebo-looks.ts";
import { createRandom } from "./random.ts";
import { verdictsReference } from "./testing-verdicts.ts";

const random = createRandom(5);
const days = Array.from({ length: 700 }, () => random.poisson(2));

describe("placeboLook", () => {
  test("agrees with R", () => {
    for (const { days: counts, at, elapsed, longest, ...expected } of verdictsReference.looks) {
      const answer = placeboLook(counts, { at, elapsed, longest });
      if (answer.declined !== null) throw new Error(answer.declined);
      expect(answer.earlierSplits).toBe(expected.earlierSplits);
      expect(answer.p).toBeCloseTo(expected.p, 11);
    }
  });

  test("the p of a later look is never larger: what was seen stays seen", () => {
    let last = 1;
    for (let elapsed = 14; elapsed <= 98; elapsed += 7) {
      const answer = placeboLook(days, { at: 600, elapsed });
      if (answer.declined !== null) throw new Error(answer.declined);
      expect(answer.p).toBeLessThanOrEqual(last);
      expect(answer.windowDays).toBe(Math.min(84, elapsed));
      last = answer.p;
    }
  });

  test("days that have not been are not looked at", () => {
    const changed = days.map((count, day) => (day >= 630 ? count + 9 : count));
    expect(placeboLook(changed, { at: 600, elapsed: 28 })).toEqual(
      placeboLook(days, { at: 600, elapsed: 28 }),
    );
  });

  test("it is declined too early, with little history, and over days that are not recorded", () => {
    expect(placeboLook(days, { at: 600, elapsed: 13 })).toEqual({ declined: "too-early" });
    expect(placeboLook(days, { at: 60, elapsed: 14 })).toEqual({ declined: "little-history" });
    const holed = days.map((count, day) => (day === 590 ? Number.NaN : count));
    expect(placeboLook(holed, { at: 600, elapsed: 14 })).toEqual({ declined: "not-recorded" });
    expect(() => placeboLook(days, { at: 690, elapsed: 14 })).toThrow(RangeError);
  });
});
