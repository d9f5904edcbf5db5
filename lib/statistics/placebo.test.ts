import { describe, expect, test } from "vitest";
import { windowWithHistory } from "./earlier-splits.ts";
import { type PlaceboVerdict, placebo } from "./placebo.ts";
import { createRandom } from "./random.ts";
import { daysOf, verdictsReference } from "./testing-verdicts.ts";

function verdictOf(
  days: ArrayLike<number>,
  comparison: { at: number; window: number; others?: number[] },
): PlaceboVerdict {
  const answer = placebo(days, comparison);
  if (answer.declined !== null) throw new Error(answer.declined);
  return answer;
}

const steady = (count: number, perDay: number, seed = 1) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.poisson(perDay));
};

describe("placebo", () => {
  test.each(verdictsReference.beforeAfter)(
    "agrees with R: $name",
    ({ days, name, at, window, others, ...expected }) => {
      const answer = placebo(daysOf(days), { at, window, others });
      expect(answer.declined).toBe(expected.declined);
      if (answer.declined !== null) return;
      expect([answer.before, answer.after, answer.earlierSplits]).toEqual([
        expected.before,
        expected.after,
        expected.earlierSplits,
      ]);
      for (const which of ["p", "placeboP", "adjustedP", "runningP"] as const)
        expect(answer[which], which).toBeCloseTo(expected[which], 11);
      for (const end of ["estimate", "low", "high"] as const)
        expect(answer.ratio[end], end).toBeCloseTo(expected.ratio[end], 11);
      expect(answer.wander.low).toBeCloseTo(expected.wander.low, 11);
      expect(answer.wander.high).toBeCloseTo(expected.wander.high, 11);
      expect(answer.falseCalls).toEqual(expected.falseCalls);
    },
  );

  test("both counts stand where there is no verdict", () => {
    const days = steady(200, 2);
    expect(placebo(days, { at: 170, window: 60 })).toMatchObject({
      declined: "window-incomplete",
      after: Number.NaN,
    });
    expect(placebo(days, { at: 30, window: 60 })).toMatchObject({
      declined: "window-incomplete",
      before: Number.NaN,
    });
    const early = placebo(days, { at: 70, window: 14 });
    const sum = (from: number, to: number) => days.slice(from, to).reduce((total, day) => total + day, 0);
    expect(early).toEqual({
      declined: "little-history",
      windowDays: 14,
      before: sum(56, 70),
      after: sum(70, 84),
    });
  });

  test("a window with too little history gives way to the longest with enough", () => {
    expect(windowWithHistory({ at: 1000, window: 120 })).toBe(120);
    expect(windowWithHistory({ at: 700, window: 120 })).toBe(90);
    expect(windowWithHistory({ at: 180, window: 60 })).toBe(27);
    expect(windowWithHistory({ at: 85, window: 60 })).toBe(14);
    expect(windowWithHistory({ at: 84, window: 60 })).toBeNull();
    expect(windowWithHistory({ at: 400, window: 7 })).toBe(7);
  });

  test("which splits are left out is a matter of dates, never of outcomes", () => {
    const [quiet, loud] = [
      steady(700, 1),
      steady(700, 1).map((day, at) => day * (at >= 300 && at < 330 ? 30 : 1)),
    ];
    const others = [310];
    expect(verdictOf(quiet, { at: 600, window: 60, others }).earlierSplits).toBe(
      verdictOf(loud, { at: 600, window: 60, others }).earlierSplits,
    );
  });

  test("what follows a comparison, and empty days ahead of the first record, change no verdict about it", () => {
    const days = steady(640, 2);
    const { falseCalls: _, ...own } = verdictOf(days, { at: 500, window: 42 });
    const { falseCalls: __, ...cut } = verdictOf(days.slice(0, 542), { at: 500, window: 42 });
    expect(cut).toEqual(own);
    const padded = [...new Array<number>(200).fill(Number.NaN), ...days];
    expect(verdictOf(padded, { at: 700, window: 42 }).earlierSplits).toBe(own.earlierSplits);
    expect(verdictOf(padded, { at: 700, window: 42 }).placeboP).toBe(own.placeboP);
  });

  test("a negative day, half a day and no window are refused", () => {
    expect(() => placebo([1, -1], { at: 1, window: 1 })).toThrow(RangeError);
    expect(() => placebo([1, Infinity], { at: 1, window: 1 })).toThrow(RangeError);
    expect(() => placebo([1, 1], { at: 0.5, window: 1 })).toThrow(RangeError);
    expect(() => placebo([1, 1], { at: 1, window: 0 })).toThrow(RangeError);
  });
});
