import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collectDurations } from "./duration-evidence.ts";
import { type DurationUnit, readDuration, unitInName } from "./durations.ts";
import { collectInstants, collectMarks } from "./evidence.ts";
import { type DecimalMark, readNumber } from "./numbers.ts";
import { isMissing, readBoolean } from "./words.ts";
import { isZone } from "./zones.ts";

const minutes = (cell: string, unit: DurationUnit | null = null, mark: DecimalMark | null = null) => {
  const reading = readDuration(cell, { unit, mark });
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
    ["90 Minuten", 90],
    ["1 Std. 20 Min.", 80],
    ["3 Tage 4 Std", 4_560],
    ["1 heure 5 minutes", 65],
    ["1 h 05", 65],
    ["1h30", 90],
    ["2 horas y 5 minutos", 125],
    ["2 ore e 5 minuti", 125],
    ["1時間30分", 90],
    ["1.5h", 90],
    ["1,5 h", 90],
    ["1d 2h 3m 4s", 1_563 + 4 / 60],
    ["2 weeks", 20_160],
    ["75:10:05", 4_510 + 5 / 60],
    ["1.02:03:04", 1_563 + 4 / 60],
    ["~2h", 120],
    ["ca. 2 Stunden", 120],
    ["about 2 hours", 120],
    ["environ 2 heures", 120],
    ["約2時間", 120],
    ["1,234 min", "ambiguous-mark"],
    ["1.234", "no-unit"],
    ["2-3 hours", "unreadable"],
    ["2 – 3 h", "unreadable"],
    ["2 bis 3 Stunden", "unreadable"],
    ["2 à 3 heures", "unreadable"],
    ["between 2 and 3 hours", "unreadable"],
    ["> 4h", "unreadable"],
    ["<1h", "unreadable"],
    ["4h+", "unreadable"],
    ["less than 5 minutes", "unreadable"],
    ["mehr als 2 Std.", "unreadable"],
    ["2時間以上", "unreadable"],
    ["P1M", "unreadable"],
    ["1 month", "unreadable"],
    ["1:75", "unreadable"],
    ["2 hours ago", "unreadable"],
  ])("%s is %s minutes", (cell, expected) => {
    expect(minutes(cell)).toBe(expected);
  });

  test("a plain number is in the unit chosen", () => {
    expect(minutes("1442", "seconds")).toBeCloseTo(24.033, 3);
    expect(minutes("1.5", "hours")).toBe(90);
    expect(minutes("1:12", "hours")).toBe(72);
    expect(minutes("0.0625", "days")).toBe(90);
    expect(minutes("1,234", "minutes")).toBe("ambiguous-mark");
    expect(minutes("1,234", "minutes", "point")).toBe(1_234);
    expect(minutes("1,234 min", null, "comma")).toBe(1.234);
  });

  test("a stated approximation says so", () => {
    expect(readDuration("~2h", { unit: null, mark: null })).toMatchObject({ about: true });
    expect(readDuration("2h", { unit: null, mark: null })).toMatchObject({ about: false });
  });

  /** How the parts of a length are written, each language with its own words. */
  const languages = [
    { d: "days", h: "hours", m: "minutes", s: "seconds", and: " and " },
    { d: " Tage", h: " Std.", m: " Min.", s: " Sek.", and: ", " },
    { d: " jours", h: " heures", m: " minutes", s: " secondes", and: " et " },
    { d: " días", h: " horas", m: " minutos", s: " segundos", and: " y " },
    { d: " dias", h: " horas", m: " minutos", s: " segundos", and: " e " },
    { d: " giorni", h: " ore", m: " minuti", s: " secondi", and: " e " },
    { d: "日", h: "時間", m: "分", s: "秒", and: "" },
    { d: "d", h: "h", m: "m", s: "s", and: " " },
  ];
  const lengths = fc.record({
    d: fc.integer({ min: 0, max: 400 }),
    h: fc.integer({ min: 0, max: 23 }),
    m: fc.integer({ min: 0, max: 59 }),
    s: fc.integer({ min: 0, max: 59 }),
  });

  test("any length comes back in every language, and as a clock", () => {
    fc.assert(
      fc.property(lengths, fc.constantFrom(...languages), ({ d, h, m, s }, words) => {
        const total = d * 1_440 + h * 60 + m + s / 60;
        const parts = [`${d}${words.d}`, `${h}${words.h}`, `${m}${words.m}`, `${s}${words.s}`];
        expect(minutes(parts.join(" "))).toBeCloseTo(total, 6);
        expect(minutes(parts.join(words.and))).toBeCloseTo(total, 6);
        const two = (n: number) => String(n).padStart(2, "0");
        expect(minutes(`${d * 24 + h}:${two(m)}:${two(s)}`)).toBeCloseTo(total, 6);
        expect(minutes(`P${d}DT${h}H${m}M${s}S`)).toBeCloseTo(total, 6);
        expect(minutes(`${d * 24 + h}:${two(m)}`, "hours")).toBeCloseTo(d * 1_440 + h * 60 + m, 6);
      }),
    );
  });

  test("no bound and no range is ever a length, in any language", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom(...languages),
        fc.constantFrom(
          ..."> |< |≥|<=|more than |less than |over |up to |mindestens |weniger als |plus de |moins de |más de |menos de |até |più di ".split(
            "|",
          ),
        ),
        (count, { h }, before) => {
          expect(minutes(`${before}${count} ${h.trim()}`)).toBe("unreadable");
          for (const between of ["-", " - ", "–", " to ", " bis ", " à ", " a "])
            expect(minutes(`${count}${between}${count + 1} ${h.trim()}`)).toBe("unreadable");
        },
      ),
    );
  });

  test.each([
    ["Duration (minutes)", "minutes"],
    ["Dauer in Minuten", "minutes"],
    ["Dauer (Std.)", "hours"],
    ["Durée (heures)", "hours"],
    ["Duración en horas", "hours"],
    ["durata_minuti", "minutes"],
    ["所要時間（分）", "minutes"],
    ["復旧 時間", "hours"],
    ["duration_s", "seconds"],
    ["TTR (h)", "hours"],
    ["Duration (hh:mm)", "hours"],
    ["time mm:ss", "minutes"],
    ["duration", null],
    ["incident's duration", null],
    ["hours and minutes", null],
  ])("a column called %s is in %s", (name, unit) => {
    expect(unitInName(name)).toBe(unit);
  });

  test.each([
    [["1:30", "45:10"], null],
    [["1:30", "75:10", "1:02:03"], null],
    [["1:30", "45:10", "1:02:03"], "1:02:03"],
    [["1:30", "0:07:12", "1:02:03"], null],
  ])("of %j a cell with hours decides: %s", (cells, decided) => {
    const collector = collectDurations();
    cells.forEach((cell, i) => {
      collector.add(cell, i + 2);
    });
    expect(collector.result().withHours).toBe(decided);
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
