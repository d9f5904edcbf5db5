import { describe, expect, test } from "vitest";
import { ringSums } from "./block-sums.ts";
import { lossCurve } from "./loss-curve.ts";
import { sumInterval } from "./sum-interval.ts";
import { verdictsReference } from "./testing-verdicts.ts";

const { loss } = verdictsReference;

describe("lossCurve", () => {
  test("agrees with R: quarters and moments exactly, quantiles within 2%", () => {
    const answer = lossCurve(loss.daily, { recordedLosses: 140 });
    expect(answer.quarters).toEqual(loss.quarters);
    expect(answer.worst).toBe(Math.max(...loss.quarters));
    expect(answer.chanceBeyondWorst).toBe(1 / (loss.quarters.length + 1));
    if (answer.curve.declined !== null) throw new Error(answer.curve.declined);
    expect(answer.curve.mean).toBeCloseTo(loss.mean, 6);
    expect(answer.curve.deviation).toBeCloseTo(loss.deviation, 6);
    answer.curve.quantiles.forEach(({ share, value }, index) => {
      expect(share).toBe(loss.quantiles[index]!.share);
      expect(Math.abs(value / loss.quantiles[index]!.value - 1)).toBeLessThan(0.02);
    });
  });

  test("the headline needs no model and stands where the curve is declined", () => {
    expect(lossCurve(loss.daily.slice(0, 363), { recordedLosses: 100 })).toMatchObject({
      chanceBeyondWorst: 1 / 4,
      curve: { declined: "few-quarters" },
    });
    expect(lossCurve(loss.daily, { recordedLosses: 19 })).toMatchObject({
      chanceBeyondWorst: 1 / 6,
      curve: { declined: "few-losses" },
    });
    expect(lossCurve([1, 2], { recordedLosses: 2 })).toMatchObject({ quarters: [], worst: Number.NaN });
  });

  test("the same seed gives the same curve", () => {
    const of = { recordedLosses: 140, seed: 7 };
    expect(lossCurve(loss.daily, of)).toEqual(lossCurve(loss.daily, of));
  });

  test("every day is in as many weeks as any other", () => {
    expect([...ringSums([1, 0, 0, 0, 0, 0, 0, 5])]).toEqual([1, 5, 6, 6, 6, 6, 6, 6]);
  });

  test("days that are not recorded are refused", () => {
    expect(() => lossCurve([...loss.daily, Number.NaN], { recordedLosses: 140 })).toThrow(RangeError);
  });
});

describe("sumInterval", () => {
  test("agrees with R within 5%", () => {
    const { daily, ...expected } = verdictsReference.sumInterval;
    const answer = sumInterval(daily);
    expect(answer.estimate).toBe(expected.estimate);
    expect(Math.abs(answer.low / expected.low - 1)).toBeLessThan(0.05);
    expect(Math.abs(answer.high / expected.high - 1)).toBeLessThan(0.05);
  });

  test("few days, or few amounts, have a sum without an interval", () => {
    const none = { low: Number.NaN, high: Number.NaN };
    expect(sumInterval([4, 5])).toEqual({ estimate: 9, ...none });
    expect(sumInterval(new Array<number>(60).fill(0).with(3, 8))).toEqual({ estimate: 8, ...none });
  });
});
