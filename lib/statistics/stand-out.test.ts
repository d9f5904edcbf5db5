import { describe, expect, test } from "vitest";
import { doubledTail, lowerTail, upperTail, usualCounts } from "./count-tails.ts";
import { levelsOf } from "./levels.ts";
import { standOut } from "./stand-out.ts";
import { verdictsReference } from "./testing-verdicts.ts";

describe("the tails of counts", () => {
  test("agree with R", () => {
    for (const { mean, dispersion, count, lower, upper } of verdictsReference.tails) {
      expect(lowerTail(count, { mean, dispersion })).toBeCloseTo(lower, 12);
      expect(upperTail(count, { mean, dispersion })).toBeCloseTo(upper, 12);
    }
  });

  test("usual counts are those whose tail is not below p, and no others", () => {
    for (const model of [
      { mean: 0.3, dispersion: 1.2 },
      { mean: 12, dispersion: 1 },
      { mean: 400, dispersion: 3 },
    ]) {
      const { low, high } = usualCounts(model, 0.01);
      for (const [count, usual] of [
        [low - 1, false],
        [low, true],
        [high, true],
        [high + 1, false],
      ] as const)
        if (count >= 0) expect(doubledTail(count, model) >= 0.01, `${count}`).toBe(usual);
    }
  });
});

test("without a mean there are no usual counts", () => {
  for (const mean of [0, -1, Number.NaN, Infinity])
    expect(() => usualCounts({ mean, dispersion: 2 }, 0.01)).toThrow(RangeError);
  expect(() => usualCounts({ mean: 3, dispersion: 2 }, 0)).toThrow(RangeError);
});

describe("standOut", () => {
  test.each(verdictsReference.levels)("agrees with R: $name", ({ counts, p, outside }) => {
    const answer = standOut(counts, levelsOf(counts));
    expect(answer.outside).toEqual(outside);
    answer.buckets.forEach((bucket, index) => {
      expect(bucket.p).toBeCloseTo(p[index]!, 10);
    });
  });

  test("a bucket stands out exactly where it lies outside the limits drawn", () => {
    for (const { counts } of verdictsReference.levels) {
      const { buckets, outside } = standOut(counts, levelsOf(counts));
      const drawn = buckets.flatMap(({ low, high }, place) =>
        counts[place]! < low || counts[place]! > high ? [place] : [],
      );
      expect(drawn).toEqual(outside);
    }
  });

  test("a first incident after years of none is no wonder, five at once are", () => {
    const silent = new Array<number>(78).fill(0);
    const once = silent.with(40, 1);
    const five = silent.with(40, 5);
    const one = { dispersion: 1, levels: [{ from: 0, to: 78, mean: 0 }] };
    expect(standOut(once, one).outside).toEqual([]);
    expect(standOut(five, one).outside).toEqual([40]);
  });

  test("a short month stands out by its rate, not by its length", () => {
    const days = Array.from({ length: 36 }, (_, month) =>
      new Date(Date.UTC(2021, month + 1, 0)).getUTCDate(),
    );
    const even = days.map((length) => length * 1000);
    const outside = (counts: number[]) =>
      standOut(counts, levelsOf(counts, { exposures: days }), days).outside;
    expect(outside(even)).toEqual([]);
    // The second February, with as many as a month of 31 days.
    expect(outside(even.with(13, 31_000))).toEqual([13]);
  });

  test("levels under ten buckets have no limits", () => {
    const [bucket] = standOut([1, 2, 3, 90], levelsOf([1, 2, 3, 90])).buckets;
    expect(bucket).toEqual({ p: 1, low: Number.NaN, high: Number.NaN });
  });
});
