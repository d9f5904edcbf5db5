import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bucketPosition,
  chooseTicks,
  labelRoom,
  logTicks,
  logTicksFor,
  ratioTicks,
  ticksFromZero,
} from "./axis.ts";

describe("an axis of counts", () => {
  test("starts at zero and ends above the largest", () => {
    expect(ticksFromZero(37, "count")).toEqual([0, 10, 20, 30, 40]);
    expect(ticksFromZero(6_300_000, "count")).toEqual([0, 2e6, 4e6, 6e6, 8e6]);
    expect(ticksFromZero(0.31, "share")).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  });

  test("has whole numbers only, however few there are", () => {
    expect(ticksFromZero(2, "count")).toEqual([0, 1, 2]);
    expect(ticksFromZero(0, "count")).toEqual([0, 1]);
  });

  test("encloses any value with a handful of rising ticks", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
        fc.constantFrom("count", "minutes", "share", "ratio" as const),
        (max, unit) => {
          const ticks = ticksFromZero(max, unit as "count");
          expect(ticks[0]).toBe(0);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-6));
          expect(ticks.length).toBeLessThanOrEqual(6);
          expect(new Set(ticks).size).toBe(ticks.length);
        },
      ),
    );
  });

  test("of minutes goes by the clock", () => {
    expect(ticksFromZero(200, "minutes")).toEqual([0, 60, 120, 180, 240]);
    expect(ticksFromZero(50, "minutes")).toEqual([0, 15, 30, 45, 60]);
  });
});

describe("a logarithmic axis", () => {
  test("runs over powers of ten that enclose the values", () => {
    expect(logTicks(3, 6_300_000)).toEqual([1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7]);
    expect(logTicks(1, 1)).toEqual([1, 10]);
    expect(logTicks(0, 10)).toEqual([1, 10]);
  });

  test("of minutes goes by the clock", () => {
    expect(logTicksFor(4, 500, "minutes")).toEqual([1, 5, 15, 60, 240, 1440]);
    expect(logTicksFor(4, 500, "count")).toEqual([1, 10, 100, 1000]);
  });

  test("of ratios is symmetric around one", () => {
    for (const [low, high] of [
      [0.7, 1.7],
      [0.01, 3],
      [0.9, 1.1],
      [0.2, 40],
    ] as const) {
      const ticks = ratioTicks(low, high);
      expect(ticks[0]).toBeLessThanOrEqual(low);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
      expect(ticks[Math.floor(ticks.length / 2)]).toBe(1);
      expect((ticks[0] as number) * (ticks.at(-1) as number)).toBeCloseTo(1, 9);
    }
  });
});

describe("labels", () => {
  test("never crowd, and the first is always there", () => {
    expect(chooseTicks({ count: 13, width: 1000 })).toHaveLength(13);
    expect(chooseTicks({ count: 90, width: 330 })).toEqual([0, 15, 30, 45, 60, 75]);
    expect(chooseTicks({ count: 0, width: 330 })).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (count, width) => {
        const ticks = chooseTicks({ count, width });
        expect(ticks[0]).toBe(0);
        expect(ticks.length).toBeLessThanOrEqual(Math.max(1, Math.floor(width / 52)));
        expect(ticks.at(-1)).toBeLessThan(count);
      }),
    );
  });

  test("get the room of the longest, up to a limit", () => {
    expect(labelRoom(["0", "10,000"])).toBe(50);
    expect(labelRoom(["x".repeat(200)], 160)).toBe(160);
  });
});

describe("an instant among buckets of unequal length", () => {
  const starts = [0, 31, 59];

  test("lies at its fraction of the bucket that holds it", () => {
    expect(bucketPosition(31 + 14, starts, 90)).toBeCloseTo(1.5, 9);
    expect(bucketPosition(59, starts, 90)).toBe(2);
  });

  test("outside is cut off at the edge", () => {
    expect(bucketPosition(-5, starts, 90)).toBe(0);
    expect(bucketPosition(1000, starts, 90)).toBe(3);
    expect(bucketPosition(5, [], 90)).toBe(0);
  });
});
