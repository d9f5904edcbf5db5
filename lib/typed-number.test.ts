import { describe, expect, test } from "vitest";
import { readTypedNumber } from "./typed-number.ts";

const count = { whole: true, least: 0 };

describe("a number that is typed", () => {
  test.each([
    ["1200", 1200],
    ["1,200", 1200],
    ["1.200", null],
    ["1,200,000", 1_200_000],
    ["1.200.000", 1_200_000],
    ["1 200 000", 1_200_000],
    ["1.2k", 1200],
    ["1.5 million", 1_500_000],
    ["1,5 Mio", 1_500_000],
    ["2 Mrd.", 2_000_000_000],
    ["3e6", 3_000_000],
    ["１２００", 1200],
    [" 7 ", 7],
  ] as const)("“%s” is %s, or asked about where it can be two numbers", (typed, value) => {
    const read = readTypedNumber(typed, count);
    if (value === null) expect(read).toMatchObject({ refusal: expect.stringContaining("1.2 or 1,200") });
    else expect(read).toEqual({ value });
  });

  test.each([
    ["-5", "must not be negative"],
    ["12-15", "not one number"],
    ["1.5", "whole number"],
    ["many", "not one number"],
    ["12 of 15", "not one number"],
  ])("“%s” is refused in words, and never read as another number", (typed, words) => {
    expect(readTypedNumber(typed, count)).toMatchObject({ refusal: expect.stringContaining(words) });
  });

  test("a percentage above its bound is refused, not cut to it", () => {
    const percent = { whole: false, least: 0, most: 100 };
    expect(readTypedNumber("400", percent)).toEqual({ refusal: "This must be 100 or less." });
    expect(readTypedNumber("12,5 %", percent)).toEqual({ value: 12.5 });
  });
});
