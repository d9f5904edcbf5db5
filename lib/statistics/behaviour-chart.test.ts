import { describe, expect, test } from "vitest";
import { behaviourChart, type SignalRule } from "./behaviour-chart.ts";
import { createRandom } from "./random.ts";
import { behaviourCases } from "./reference.ts";
import { expectSixDigits, shareOf } from "./testing.ts";

/** Steady points with a mean moving range of about 2, followed by those in question. */
function signalsAfterCalm(last: readonly number[], rule: SignalRule) {
  const calm = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 99 : 101));
  const chart = behaviourChart([...calm, ...last])!;
  return chart.signals
    .filter((signal) => signal.rule === rule)
    .map(({ side, indices }) => ({ side, indices: indices.map((index) => index - 40) }));
}

describe("behaviourChart", () => {
  test("centre and limits follow their definition", () => {
    for (const { values, ...expected } of behaviourCases) {
      const chart = behaviourChart(values)!;
      for (const key of ["centre", "low", "high"] as const) expectSixDigits(chart[key], expected[key]);
    }
  });

  test("a point outside the limits is a signal, above and below", () => {
    expect(signalsAfterCalm([100, 140], "outside-limits")).toEqual([{ side: "above", indices: [1] }]);
    expect(signalsAfterCalm([100, 60], "outside-limits")).toEqual([{ side: "below", indices: [1] }]);
  });

  test("eight in a row on one side are one signal, however many follow; seven are none", () => {
    const rise = [100.5, 100.5, 100.5, 100.5, 100.5, 100.5, 100.5];
    // The calm ends below the centre, so the run starts with the points in question.
    expect(signalsAfterCalm([90, ...rise, 90], "eight-on-one-side")).toEqual([]);
    const found = signalsAfterCalm([90, ...rise, 101, 101, 90], "eight-on-one-side");
    expect(found).toEqual([{ side: "above", indices: [1, 2, 3, 4, 5, 6, 7, 8, 9] }]);
  });

  test("three of four nearer a limit than the centre are a signal, on one side only", () => {
    expect(signalsAfterCalm([100, 104, 104, 100, 104, 100], "three-of-four-near-limit")).toEqual([
      { side: "above", indices: [1, 2, 4] },
    ]);
    expect(signalsAfterCalm([100, 104, 96, 104, 96, 100], "three-of-four-near-limit")).toEqual([]);
  });

  test("a lower limit cut at zero is no limit", () => {
    const chart = behaviourChart([2, 0, 1, 0, 0, 0, 0, 2, 1, 4, 0, 3])!;
    expect(chart.low).toBe(0);
    expect(chart.signals).toEqual([]);
  });

  test("constant values have no signal, even where rounding would move their mean", () => {
    const chart = behaviourChart(Array.from({ length: 30 }, () => 0.1))!;
    expect(chart).toMatchObject({ centre: 0.1, low: 0.1, high: 0.1, signals: [] });
  });

  test("a gap ends a run and takes no part in the ranges", () => {
    const high = [105, 105, 105, 105];
    expect(signalsAfterCalm([90, ...high, Number.NaN, ...high, 90], "eight-on-one-side")).toEqual([]);
    expect(behaviourChart([1, 3, 1, 3, Number.NaN, 50, 52, 50, 52])).toMatchObject({
      meanMovingRange: 2,
      n: 8,
    });
  });

  test("too few points, or none that are neighbours, have no chart", () => {
    expect(behaviourChart([1, 2, 3, 4, 5, 6, 7])).toBeNull();
    expect(behaviourChart([])).toBeNull();
    expect(behaviourChart(Array.from({ length: 20 }, (_, index) => (index % 2 ? Number.NaN : 5)))).toBeNull();
  });

  test("negative values are refused", () => {
    expect(() => behaviourChart([1, 2, 3, 4, 5, 6, 7, -1])).toThrow(RangeError);
  });

  test("steady counts over half a year rarely raise a signal, and a doubling nearly always does", () => {
    const signalled = (trial: number, change: number) => {
      const random = createRandom(trial);
      const counts = Array.from({ length: 26 }, (_, week) => random.poisson(week < 13 ? 20 : 20 * change));
      return behaviourChart(counts)!.signals.length > 0;
    };
    expect(shareOf(500, (trial) => signalled(trial, 1))).toBeLessThan(0.25);
    expect(shareOf(500, (trial) => signalled(trial, 2))).toBeGreaterThan(0.95);
  });
});
