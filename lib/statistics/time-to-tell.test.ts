import { describe, expect, test } from "vitest";
import { verdictsReference } from "./testing-verdicts.ts";
import { steadyDaysToTell, timeToTell } from "./time-to-tell.ts";

describe("timeToTell", () => {
  test("agrees with R", () => {
    for (const { days, at, ratio, windows, daysNeeded } of verdictsReference.until) {
      const answer = timeToTell(days, { at, ratio });
      expect(answer.daysNeeded).toBe(daysNeeded);
      expect(answer.windows.map(({ windowDays }) => windowDays)).toEqual(
        windows.map(({ windowDays }) => windowDays),
      );
      answer.windows.forEach(({ power }, index) => {
        expect(power).toBeCloseTo(windows[index]!.power, 9);
      });
    }
    for (const { days, ...of } of verdictsReference.steady) expect(steadyDaysToTell(of)).toBeCloseTo(days, 8);
  });

  test("without history there is no window to answer for", () => {
    expect(timeToTell([1, 2, 3], { at: 3, ratio: 0.5 })).toEqual({ windows: [], daysNeeded: null });
  });

  test("no change at all, and changes to nothing, are refused", () => {
    for (const ratio of [1, 0, -1, Number.NaN, Infinity]) {
      expect(() => timeToTell([1], { at: 1, ratio })).toThrow(RangeError);
      expect(() => steadyDaysToTell({ perDay: 1, ratio })).toThrow(RangeError);
    }
    expect(() => steadyDaysToTell({ perDay: 0, ratio: 0.5 })).toThrow(RangeError);
  });

  test("is nothing where nothing ever comes: none can become fewer", () => {
    const { windows, daysNeeded } = timeToTell(new Float64Array(700), { at: 700, ratio: 0.5 });
    expect(windows.map(({ power }) => power)).toEqual(windows.map(() => 0));
    expect(daysNeeded).toBe(null);
  });
});
