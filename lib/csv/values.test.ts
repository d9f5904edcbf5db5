import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DurationUnit, readDuration } from "./durations.ts";
import { collectInstants, collectMarks } from "./evidence.ts";
import { readNumber } from "./numbers.ts";
import { isMissing, readBoolean } from "./words.ts";
import { isZone } from "./zones.ts";

const minutes = (cell: string, unit: DurationUnit | null = null) => {
  const reading = readDuration(cell, unit);
  return reading.kind === "duration" ? reading.millis / 60_000 : reading.kind;
};

describe("durations", () => {
  test.each([
    ["1h34m", 94],
    ["225m", 225],
    ["3.5h", 210],
    ["2d3h", 3_060],
    ["0 days 01:12:00", 72],
    ["2 days, 3:04:30", 3_064.5],
    ["01:12:00", 72],
    ["PT1H34M", 94],
    ["P1DT30M", 1_470],
    ["1 hour and 34 minutes", 94],
    ["35 min", 35],
    ["90s", 1.5],
    ["?", "missing"],
    ["-2h", "unreadable"],
    ["12", "no-unit"],
    ["1:12", "no-unit"],
    ["a while", "unreadable"],
    ["3 parrots", "unreadable"],
  ])("%s is %s minutes", (cell, expected) => {
    expect(minutes(cell)).toBe(expected);
  });

  test("a plain number is in the unit chosen", () => {
    expect(minutes("1442", "seconds")).toBeCloseTo(24.033, 3);
    expect(minutes("1.5", "hours")).toBe(90);
    expect(minutes("1:12", "hours")).toBe(72);
  });
});

const number = (cell: string, mark: "point" | "comma" | null = null) => {
  const reading = readNumber(cell, mark);
  return reading.kind === "value" ? reading.value : reading.kind;
};

describe("numbers", () => {
  test.each([
    ["1600000", 1_600_000],
    ["1,800,000", 1_800_000],
    ["1.800.000", 1_800_000],
    ["1 800 000", 1_800_000],
    ["1\u202f800\u202f000", 1_800_000],
    ["1'800'000", 1_800_000],
    ["$1.2M", 1_200_000],
    ["€ 3,5k", 3_500],
    ["2.5e6", 2_500_000],
    ["1,234.5", 1_234.5],
    ["1.234,5", 1_234.5],
    ["-12", -12],
    ["(12)", -12],
    ["99 %", 99],
    ["0.125", 0.125],
    ["0,125", 0.125],
    [".5", 0.5],
    ["1.800", "ambiguous-mark"],
    ["1,800", "ambiguous-mark"],
    ["1,80,000", "unreadable"],
    ["12 apples", "unreadable"],
    ["12 15", "unreadable"],
    ["1.5 200", "unreadable"],
    ["12. 15", "unreadable"],
    ["10²", "unreadable"],
    ["3e6k", "unreadable"],
    ["N/A", "missing"],
  ])("%s is %s", (cell, expected) => {
    expect(number(cell)).toBe(expected);
  });

  test("the chosen mark decides what the digits leave open", () => {
    expect(number("1.800", "point")).toBe(1.8);
    expect(number("1.800", "comma")).toBe(1_800);
    expect(number("1,800", "point")).toBe(1_800);
    expect(number("1.800.000", "point")).toBe("unreadable");
  });

  test("any number as JavaScript or a locale writes it reads back", () => {
    const numbers = fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((n) => Number(n.toFixed(2)) + 0);
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom(["en", "point"] as const, ["de", "comma"] as const),
        (n, [locale, mark]) => {
          const cell = n.toLocaleString(locale, { maximumFractionDigits: 2 });
          expect(number(cell, mark)).toBeCloseTo(n, 2);
        },
      ),
    );
  });
});

describe("words", () => {
  test.each(["", " ", "?", "NULL", "N/A", "-", "unk", "None", "NaN"])(
    "%j means nothing is recorded",
    (cell) => {
      expect(isMissing(cell)).toBe(true);
    },
  );

  test.each(["0", "false", "no", "nothing happened", "unknown"])("%j is a value", (cell) => {
    expect(isMissing(cell)).toBe(false);
  });

  test("yes and no have many words, and other words are refused", () => {
    expect(readBoolean("TRUE")).toEqual({ kind: "value", value: true });
    expect(readBoolean("0")).toEqual({ kind: "value", value: false });
    expect(readBoolean("unknown")).toEqual({ kind: "missing" });
    expect(readBoolean("maybe").kind).toBe("unreadable");
  });

  test("zones are names or offsets", () => {
    expect(["Europe/Berlin", "UTC", "+05:45", "GMT-3"].map(isZone)).toEqual([true, true, true, true]);
    expect(["Mars/Olympus", "+99:00", "5"].map(isZone)).toEqual([false, false, false]);
  });
});

describe("a column settles what its cells say", () => {
  function instants(cells: string[]) {
    const collector = collectInstants();
    cells.forEach((cell, index) => void collector.add(cell, index + 2));
    return collector.result();
  }

  test("a day above twelve settles the order and is named", () => {
    expect(instants(["3/4/2025 10:00", "29/2/2016 01:16", "1/2/2020 10:00"]).order).toEqual({
      state: "settled",
      order: "dmy",
      value: "29/2/2016 01:16",
      line: 3,
    });
  });

  test("dates that fit both orders leave it open", () => {
    expect(instants(["3/4/2025 10:00", "5/5/2025"]).order).toMatchObject({
      state: "open",
      orders: ["dmy", "mdy"],
    });
  });

  test("dates that exclude each other are contradictory", () => {
    expect(instants(["29/2/2016", "2/29/2016"]).order).toEqual({
      state: "contradictory",
      examples: ["29/2/2016", "2/29/2016"],
    });
  });

  test("zones, bare dates and what cannot be read are counted", () => {
    const cells = [
      "2024-01-01T10:00:00Z",
      "2024-01-01 10:00",
      "2024-01-01",
      "Aug 30, 2024 - 13:30 PDT",
      "",
      "soon",
    ];
    expect(instants(cells)).toMatchObject({
      filled: 5,
      readable: 4,
      unreadable: 1,
      withZone: 1,
      withoutZone: 2,
      dateOnly: 1,
      zoneWords: new Map([["PDT", 1]]),
      order: { state: "none" },
    });
  });

  test("one number with an unmistakable mark settles the others", () => {
    const collector = collectMarks();
    ["12", "1.800", "12.5"].forEach((cell, index) => void collector.add(cell, index + 2));
    expect(collector.result()).toEqual({ state: "settled", mark: "point", value: "12.5", line: 4 });
  });
});
