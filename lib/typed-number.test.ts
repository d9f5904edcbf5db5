import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NumberBounds, readTypedNumber } from "./typed-number.ts";

const count: NumberBounds = { whole: true, unit: "orders" };
const percent: NumberBounds = { whole: false, most: 100, unit: "%" };
const minutes: NumberBounds = { whole: false, unit: "minutes" };
const money: NumberBounds = { whole: false, money: true };

describe("a number that is typed", () => {
  test.each([
    ["1200", 1200],
    ["1,200", 1200],
    ["1,200,000", 1_200_000],
    ["1.200.000", 1_200_000],
    ["1.234.567", 1_234_567],
    ["1 200 000", 1_200_000],
    ["1 234", 1234],
    ["1\u202f234\u202f567", 1_234_567],
    ["1'234", 1234],
    ["1’234’567", 1_234_567],
    ["1.2k", 1200],
    ["1.2 M", 1_200_000],
    ["1.5 million", 1_500_000],
    ["1,5 Mio", 1_500_000],
    ["1,5 Mio.", 1_500_000],
    ["2 Mrd.", 2_000_000_000],
    ["3e6", 3_000_000],
    ["１２００", 1200],
    ["１，２００", 1200],
    [" 7 ", 7],
    ["\u200e1200\u200f", 1200],
    ["1,200 orders", 1200],
    ["0", 0],
    ["-0", 0],
  ])("“%s” is %s", (typed, value) => {
    expect(readTypedNumber(typed, count)).toEqual({ value });
  });

  test.each([
    ["1.200", count, [1.2, 1200]],
    ["1.200k", count, [1200, 1_200_000]],
    ["1,200", percent, [1.2, 1200]],
    ["1.200", money, [1.2, 1200]],
    ["90m", minutes, [90, 90_000_000]],
  ])("“%s” is asked about, with both readings", (typed, bounds, readings) => {
    expect(readTypedNumber(typed, bounds)).toMatchObject({
      refusal: expect.stringContaining("read in two ways"),
      readings,
    });
  });

  test.each([
    ["-5", "must not be negative"],
    ["−5", "must not be negative"],
    ["(5)", "must not be negative"],
    ["12-15", "but a range"],
    ["12–15", "but a range"],
    ["12..15", "but a range"],
    ["12 to 15", "but a range"],
    ["~500", "about how much"],
    ["500+", "about how much"],
    [">500", "about how much"],
    ["ten", "in digits"],
    ["many", "in digits"],
    ["-", "in digits"],
    ["NaN", "in digits"],
    ["1.5", "whole number"],
    ["12 15", "not one number"],
    ["1 2", "not one number"],
    ["1.5 200", "not one number"],
    ["12. 15", "not one number"],
    ["12 of 15", "not one number"],
    ["10²", "not one number"],
    ["5½", "not one number"],
    ["1,,000", "not one number"],
    ["1,80,000", "not one number"],
    ["0x10", "not one number"],
    ["1O0", "not one number"],
    ["3e6k", "not one number"],
    ["12 %", "a share in percent"],
    ["$5", "an amount of money"],
    ["9007199254740993", "more than can be kept"],
    ["1e30", "more than can be kept"],
    ["1e999", "not one number"],
  ])("“%s” is refused in words, and never read as another number", (typed, words) => {
    const read = readTypedNumber(typed, count);
    expect(read).toMatchObject({ refusal: expect.stringContaining(words) });
    expect(read).not.toHaveProperty("readings");
  });

  test("a percentage above its bound is refused, not cut to it", () => {
    expect(readTypedNumber("400", percent)).toEqual({ refusal: "This must be 100 or less." });
    expect(readTypedNumber("400 %", percent)).toEqual({ refusal: "This must be 100 or less." });
    expect(readTypedNumber("12,5 %", percent)).toEqual({ value: 12.5 });
    expect(readTypedNumber("12.5％", percent)).toEqual({ value: 12.5 });
  });

  test("what the field is in may be said with it", () => {
    expect(readTypedNumber("90 min", minutes)).toEqual({ value: 90 });
    expect(readTypedNumber("1.2 M", minutes)).toEqual({ value: 1_200_000 });
    expect(readTypedNumber("€ 42,50", money)).toEqual({ value: 42.5 });
    expect(readTypedNumber("42.50 EUR", money)).toEqual({ value: 42.5 });
  });

  test("no text whatever becomes a number of other digits, and each reading that is offered reads as itself", () => {
    const signs = [..."0123456789", ...".,''  kKmMeE+-–~%$()²½x", "１", "٣", "\u00a0", "\n", " Mio", " to "];
    const texts = fc.array(fc.constantFrom(...signs), { maxLength: 9 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, fc.constantFrom(count, percent, minutes, money), (text, bounds) => {
        const read = readTypedNumber(text, bounds);
        if ("value" in read)
          expect(figuresOf(mantissaOf(read.value.toExponential()))).toBe(figuresOf(mantissaOf(text)));
        else
          for (const reading of read.readings ?? [])
            expect(readTypedNumber(String(reading), { whole: false })).toEqual({ value: reading });
      }),
      { numRuns: 20_000 },
    );
  });
});

/** What was typed before any exponent, its digits as ASCII has them. */
const mantissaOf = (text: string) => text.normalize("NFKC").split(/e/i)[0]!;

/** The digits that are left when marks and zeros around them are gone. */
const figuresOf = (text: string) => text.replace(/\D/g, "").replace(/^0+|0+$/g, "");
