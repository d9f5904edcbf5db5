import { describe, expect, test } from "vitest";
import { type Calls, calibrateHistory, calibrateSeries } from "./calibration.ts";
import { calibrateChart, calibrateGaps, calibrateLosses } from "./chart-calibration.ts";
import { SERIES, type Series, simulatedDays, thinnedFrom } from "./simulated-days.ts";

/** A smaller run of `npm run calibrate`: 100 histories a cell instead of 400, so that chance widens its bounds. */
const RUNS = 100;
const cells = [
  { perWeek: 10, window: 28 },
  { perWeek: 10, window: 90 },
  { perWeek: 26, window: 90 },
] as const;

const shareOf = ({ called, of }: Calls) => called / of;

function together(calls: readonly Calls[]): number {
  const sum = (value: (each: Calls) => number) => calls.reduce((total, each) => total + value(each), 0);
  return sum(({ called }) => called) / sum(({ of }) => of);
}

/** Power of a halving and of a fall to seven tenths, in hundredths, for the three cells. */
const powers: Partial<Record<Series, readonly (readonly [number, number])[]>> = {
  level: [
    [80, 33],
    [100, 76],
    [100, 99],
  ],
  clustered: [
    [49, 18],
    [93, 44],
    [100, 84],
  ],
  seasonal: [
    [66, 26],
    [55, 29],
    [59, 31],
  ],
};

describe("verdicts over simulated histories", () => {
  test.each(SERIES.filter((series) => series !== "falling"))(
    "are as rarely false as they say: %s",
    (series) => {
      const cell = cells.map((of) => calibrateSeries(series, { ...of, runs: RUNS }));
      expect(together(cell.map(({ anyDay }) => anyDay))).toBeLessThanOrEqual(0.08);
      expect(together(cell.map(({ afterWorst }) => afterWorst))).toBeLessThanOrEqual(0.15);
      expect(shareOf(cell[0]!.looks)).toBeLessThanOrEqual(0.08);
      powers[series]?.forEach(([halved, lowered], index) => {
        expect(Math.abs(100 * shareOf(cell[index]!.halved) - halved)).toBeLessThanOrEqual(12);
        expect(Math.abs(100 * shareOf(cell[index]!.lowered) - lowered)).toBeLessThanOrEqual(12);
      });
    },
  );

  test("where rates drift, the exact test claims what the rule does not", () => {
    const { exact, anyDay } = calibrateSeries("drifting", { perWeek: 26, window: 90, runs: 60 });
    expect(shareOf(exact)).toBeGreaterThan(0.4);
    expect(shareOf(anyDay)).toBeLessThan(0.12);
  });

  test("a recorded history is asked on its own days", () => {
    const days = simulatedDays("clustered", { days: 1200, perWeek: 10, seed: 3 });
    const { anyDay, afterWorst, halved } = calibrateHistory(days, { window: 28 });
    expect(anyDay.of).toBe(Math.floor((1200 - 28 - 189) / 7) + 1);
    expect(shareOf(anyDay)).toBeLessThan(0.1);
    expect(afterWorst.of).toBeGreaterThan(5);
    expect(shareOf(halved)).toBeGreaterThan(0.3);
    expect(calibrateHistory(days.subarray(0, 150), { window: 28 }).anyDay).toEqual({ called: 0, of: 0 });
  });
});

describe("charts of simulated weeks", () => {
  test("a stable or clustered rate is seldom given a change, or a week that stands out", () => {
    for (const series of ["level", "clustered"] as const) {
      const { changed, marked } = calibrateChart(series, { perWeek: 10, weeks: 78, runs: 200 });
      expect(shareOf(changed), series).toBeLessThanOrEqual(0.08);
      expect(shareOf(marked), series).toBeLessThanOrEqual(0.08);
    }
  });

  test("a halving is found and dated", () => {
    const { found, dated } = calibrateChart("level", { perWeek: 10, weeks: 78, runs: 100 });
    expect(shareOf(found)).toBe(1);
    expect(shareOf(dated)).toBeGreaterThan(0.87);
  });

  test("gaps of quiet histories are seldom marked", () => {
    for (const wholeDays of [false, true]) {
      const calls = calibrateGaps("level", { perWeek: 0.6, days: 546, runs: 300, wholeDays });
      expect(shareOf(calls), `${wholeDays}`).toBeLessThanOrEqual(0.08);
    }
  });

  test("the next quarter is worse than the worst of four about as often as told", () => {
    const { worse, quantiles } = calibrateLosses("clustered", { perWeek: 10, quarters: 4, runs: 40 });
    expect(Math.abs(shareOf(worse) - 1 / 5)).toBeLessThan(0.12);
    expect(shareOf(quantiles[2]!.below)).toBeGreaterThan(0.7);
  });

  test("nine in ten quarters stay below the curve's 90% in about five of six, level, heavy-tailed and drifting", () => {
    for (const [series, deviation] of [
      ["level", 1],
      ["level", 3],
      ["drifting", 2],
    ] as const) {
      const { quantiles, declined } = calibrateLosses(series, {
        perWeek: 10,
        quarters: 8,
        runs: 100,
        deviation,
      });
      const held = shareOf(quantiles.find((one) => one.share === 0.9)!.below);
      expect(held, `${series}, ${deviation}`).toBeGreaterThan(0.76);
      expect(held, `${series}, ${deviation}`).toBeLessThan(0.97);
      expect(shareOf(declined)).toBeLessThan(0.2);
    }
  });

  test("losses that rise for three years have no curve, since it fails there", () => {
    const { declined } = calibrateLosses("trending", { perWeek: 10, quarters: 12, runs: 40, deviation: 1 });
    expect(shareOf(declined)).toBeGreaterThan(0.9);
  });
});

describe("simulated days", () => {
  test("have the mean asked for, and the same days for the same seed", () => {
    for (const series of SERIES) {
      const of = { days: 730, perWeek: 10, seed: 5 };
      expect([...simulatedDays(series, of)]).toEqual([...simulatedDays(series, of)]);
      const means = Array.from({ length: 60 }, (_, seed) =>
        simulatedDays(series, { ...of, seed }).reduce((sum, day) => sum + day / 730, 0),
      );
      const mean = means.reduce((sum, each) => sum + each / 60, 0);
      expect(Math.abs(mean / (10 / 7) - 1), series).toBeLessThan(0.15);
    }
  });

  test("thinning leaves the days before as they are", () => {
    const days = simulatedDays("level", { days: 200, perWeek: 70, seed: 1 });
    const thinned = thinnedFrom(days, { at: 100, share: 0.5, seed: 1 });
    expect([...thinned.subarray(0, 100)]).toEqual([...days.subarray(0, 100)]);
    const rest = (each: Float64Array) => each.subarray(100).reduce((sum, day) => sum + day, 0);
    expect(rest(thinned) / rest(days)).toBeCloseTo(0.5, 1);
  });
});
