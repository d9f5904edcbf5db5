import { describe, expect, test } from "vitest";
import { type Follow, kaplanMeier } from "./kaplan-meier.ts";
import { quantile } from "./quantile.ts";
import { createRandom } from "./random.ts";
import { kaplanMeierCases } from "./reference.ts";
import { expectSameEstimate, expectSixDigits } from "./testing.ts";
import { MOST_POINTS } from "./thin.ts";

/** Durations by how they ended, from two lists side by side. */
function followed(durations: readonly number[], observed: readonly boolean[]): Follow {
  return {
    ended: durations.filter((_, index) => observed[index]),
    censored: durations.filter((_, index) => !observed[index]),
  };
}

describe("kaplanMeier", () => {
  test("agrees with R's survival package", () => {
    for (const { durations, observed, median, ...expected } of kaplanMeierCases) {
      const answer = kaplanMeier(followed(durations, observed));
      expectSameEstimate(answer.median, median);
      const steps = answer.points.slice(1);
      const kept = expected.time.flatMap((time, index) =>
        steps.some((step) => step.time === time) ? [index] : [],
      );
      expect(kept).toHaveLength(steps.length);
      steps.forEach((step, place) => {
        const index = kept[place]!;
        expectSixDigits(step.estimate, expected.survival[index]!);
        expectSixDigits(step.low, expected.low[index]!);
        expectSixDigits(step.high, expected.high[index]!);
        expect(step.atRisk).toBe(expected.atRisk[index]!);
      });
    }
  });

  test("few steps are all kept", () => {
    const { durations, observed, time } = kaplanMeierCases[0];
    expect(kaplanMeier(followed(durations, observed)).points).toHaveLength(time.length + 1);
  });

  test("without censoring it is the share still going on, and its median the median", () => {
    const random = createRandom(3);
    const durations = Array.from({ length: 1001 }, () => random.lognormal(40, 1));
    const { points, median } = kaplanMeier({ ended: durations, censored: [] });
    expect(median.estimate).toBe(quantile(durations, 0.5));
    for (const { time, estimate } of points) {
      expect(estimate).toBeCloseTo(durations.filter((duration) => duration > time).length / 1001, 10);
    }
  });

  test("many steps are thinned to what a chart can show, with both ends", () => {
    const random = createRandom(4);
    const durations = Array.from({ length: 20_000 }, () => random.lognormal(40, 1.5));
    const observed = Array.from(durations, () => random.chance(0.9));
    const { points } = kaplanMeier(followed(durations, observed));
    const longest = durations.reduce(
      (most, duration, index) => (observed[index] ? Math.max(most, duration) : most),
      0,
    );
    expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(points.length).toBeGreaterThan(MOST_POINTS / 3);
    expect(points[0]).toMatchObject({ time: 0, estimate: 1 });
    expect(points.at(-1)!.time).toBe(longest);
  });

  test("without events nothing falls and the median is not reached", () => {
    const { points, median, events } = kaplanMeier({ ended: [], censored: [3, 9] });
    expect(events).toBe(0);
    expect(points).toEqual([{ time: 0, estimate: 1, low: 1, high: 1, atRisk: 2 }]);
    expect(median).toEqual({ estimate: Number.NaN, low: Number.NaN, high: Number.NaN });
  });

  test("events at time zero count at once", () => {
    const { points } = kaplanMeier({ ended: [0, 0], censored: [] });
    expect(points.at(-1)).toMatchObject({ time: 0, estimate: 0 });
  });

  test("no subjects have no curve, and durations not recorded are left out", () => {
    expect(kaplanMeier({ ended: [], censored: [] })).toMatchObject({ n: 0, events: 0, points: [] });
    expect(kaplanMeier({ ended: [Number.NaN, 4], censored: [Number.NaN] }).n).toBe(1);
  });

  test("the ends of the median lie where the bounds of the curve cross one half", () => {
    const random = createRandom(5);
    for (const n of [30, 60, 90]) {
      const durations = Array.from({ length: n }, () => random.lognormal(40, 1));
      const observed = durations.map(() => random.chance(0.8));
      const { points, median } = kaplanMeier(followed(durations, observed));
      for (const bound of ["low", "high"] as const)
        expect(median[bound]).toBe(points.find((point) => point[bound] < 0.5)?.time ?? Number.NaN);
    }
  });

  test("negative durations are refused", () => {
    expect(() => kaplanMeier({ ended: [-1], censored: [] })).toThrow(RangeError);
    expect(() => kaplanMeier({ ended: [], censored: [-1] })).toThrow(RangeError);
  });
});
