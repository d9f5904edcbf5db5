import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { quietTimes } from "#lib/statistics/gaps.ts";
import { levelsOf } from "#lib/statistics/levels.ts";
import { lossCurve } from "#lib/statistics/loss-curve.ts";
import { placebo } from "#lib/statistics/placebo.ts";
import { placeboLook } from "#lib/statistics/placebo-looks.ts";
import { placeboDifference } from "#lib/statistics/placebo-scope.ts";
import { standOut } from "#lib/statistics/stand-out.ts";
import { steadyDaysToTell, timeToTell } from "#lib/statistics/time-to-tell.ts";

/** Values of another implementation, compared where they are; elsewhere there is nothing to do. */
const file = join(process.env.FAULTLINE_SHARED ?? "../shared", "reference/verdicts.json");

type Split = { at: number; window: number };
type Case = { name: string; t0: number; window: number };
type Reference = {
  beforeAfter: (Case & BeforeAfter)[];
  periods: (Case & BeforeAfter)[];
  inAndOut: (Case & {
    inScope: number[];
    outOfScope: number[];
    splits: number;
    difference: number;
    p: number;
  })[];
  looks: {
    name: string;
    days: number[];
    t0: number;
    longest: number;
    looks: { elapsed: number; splits: number; p: number }[];
  }[];
  until: {
    name: string;
    days: number[];
    ratio: number;
    power: [number, number][];
    daysNeeded: number | null;
  }[];
  levels: Levels[];
  outside: (Levels & { outside: number[]; p: number[] })[];
  quiet: Quiet[];
  loss: Loss[];
  poissonDays: { perDay: number; ratio: number; phi: number; days: number }[];
};
type Levels = { name: string; buckets: number[]; phi: number; changes: number[]; levels: number[] };
type Quiet = {
  name: string;
  timesInDays: number[];
  now: number;
  episodes: number;
  gaps: number;
  declined: boolean;
  p: number[];
  marked: number[];
  open: { days: number; p: number };
};
type Loss = {
  daily: number[];
  quarters: number[];
  worst: number;
  chanceBeyondWorst: number;
  blockMean: number;
  blockSd: number;
  quantiles: Record<string, number>;
};
type BeforeAfter = {
  days: number[];
  others: number[];
  declined: boolean;
  before: number;
  after: number;
  splits: number;
  p1: number;
  p2: number;
  p3: number;
  p: number;
  logRatio: number;
  wander: [number, number];
};

const reference: Reference | null = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;

const splitOf = ({ t0, window }: Case): Split => ({ at: t0, window });

describe.skipIf(reference === null)("the values of another implementation", () => {
  test("before and after", () => {
    for (const each of [...reference!.beforeAfter, ...reference!.periods]) {
      const answer = placebo(each.days, { ...splitOf(each), others: each.others });
      expect(answer.declined !== null, each.name).toBe(each.declined);
      if (answer.declined !== null) continue;
      expect([answer.before, answer.after, answer.earlierSplits]).toEqual([
        each.before,
        each.after,
        each.splits,
      ]);
      expect(answer.placeboP).toBeCloseTo(each.p1, 9);
      expect(answer.adjustedP).toBeCloseTo(each.p2, 9);
      expect(answer.runningP).toBeCloseTo(each.p3, 9);
      expect(answer.p).toBeCloseTo(each.p, 9);
      expect(Math.log(answer.ratio.estimate)).toBeCloseTo(each.logRatio, 9);
      expect(answer.ratio.low).toBeCloseTo(each.wander[0], 9);
      expect(answer.ratio.high).toBeCloseTo(each.wander[1], 9);
    }
  });

  test("in and out of scope", () => {
    for (const each of reference!.inAndOut) {
      const answer = placeboDifference(each, splitOf(each));
      expect(answer.declined, each.name).toBeNull();
      if (answer.declined !== null) continue;
      expect(answer.earlierSplits).toBe(each.splits);
      expect(answer.difference).toBeCloseTo(each.difference, 9);
      expect(answer.p).toBeCloseTo(each.p, 9);
    }
  });

  test("looks on the way", () => {
    for (const { days, t0, longest, looks } of reference!.looks)
      for (const { elapsed, splits, p } of looks) {
        const answer = placeboLook(days, { at: t0, elapsed, longest });
        expect(answer.declined).toBeNull();
        if (answer.declined !== null) continue;
        expect(answer.earlierSplits).toBe(splits);
        expect(answer.p).toBeCloseTo(p, 9);
      }
  });

  test("how long until it could be told", () => {
    for (const { days, ratio, power, daysNeeded } of reference!.until) {
      const answer = timeToTell(days, { at: days.length, ratio });
      expect(answer.windows.map(({ windowDays }) => windowDays)).toEqual(power.map(([window]) => window));
      answer.windows.forEach((window, index) => {
        expect(window.power).toBeCloseTo(power[index]![1], 9);
      });
      expect(answer.daysNeeded).toBe(daysNeeded);
    }
    for (const { days, phi, ...of } of reference!.poissonDays)
      expect(steadyDaysToTell({ ...of, dispersion: phi })).toBeCloseTo(days, 9);
  });

  test("levels, and what stands out of them", () => {
    for (const each of [...reference!.levels, ...reference!.outside]) {
      const { dispersion, changes, levels } = levelsOf(each.buckets);
      expect(dispersion).toBeCloseTo(each.phi, 9);
      expect(changes).toEqual(each.changes);
      levels.forEach(({ mean }, index) => {
        expect(mean).toBeCloseTo(each.levels[index]!, 9);
      });
    }
    for (const { buckets, outside, p } of reference!.outside) {
      const answer = standOut(buckets, levelsOf(buckets));
      expect(answer.outside).toEqual(outside);
      answer.buckets.forEach((bucket, index) => {
        expect(bucket.p).toBeCloseTo(p[index]!, 9);
      });
    }
  });

  test("quiet times", () => {
    for (const { name, timesInDays, now, ...expected } of reference!.quiet) {
      const answer = quietTimes(timesInDays, now);
      expect(answer.declined !== null, name).toBe(expected.declined);
      expect(answer.episodes).toHaveLength(expected.episodes);
      if (answer.declined !== null) continue;
      expect(answer.gaps).toHaveLength(expected.gaps);
      answer.gaps.forEach(({ p }, index) => {
        expect(p).toBeCloseTo(expected.p[index]!, 9);
      });
      expect(answer.marked).toEqual(expected.marked);
      expect(answer.open.length).toBeCloseTo(expected.open.days, 9);
      expect(answer.open.p).toBeCloseTo(expected.open.p, 9);
    }
  });

  test("losses", () => {
    for (const { daily, quantiles, ...expected } of reference!.loss) {
      const answer = lossCurve(daily, { recordedLosses: 20, seed: 1 });
      expect(answer.quarters).toEqual(expected.quarters);
      expect(answer.worst).toBe(expected.worst);
      expect(answer.chanceBeyondWorst).toBeCloseTo(expected.chanceBeyondWorst, 12);
      expect(answer.curve.declined).toBeNull();
      if (answer.curve.declined !== null) continue;
      expect(answer.curve.mean).toBeCloseTo(expected.blockMean, 6);
      expect(answer.curve.deviation).toBeCloseTo(expected.blockSd, 6);
      for (const [share, value] of Object.entries(quantiles)) {
        const found = answer.curve.quantiles.find((each) => each.share === Number(share))!.value;
        expect(Math.abs(found / value - 1)).toBeLessThan(0.02);
      }
    }
  });
});
