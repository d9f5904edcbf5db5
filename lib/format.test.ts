import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatBucket,
  formatChange,
  formatCount,
  formatEstimate,
  formatExact,
  formatInstant,
  formatMinutes,
  formatMoney,
  formatOffset,
  formatP,
  formatPeriod,
  formatPlural,
  formatPoints,
  formatQuantity,
  formatRecorded,
  formatShare,
  formatShareInterval,
  formatShort,
  formatTick,
  formatValue,
  formatZone,
  severityLabel,
  type Unit,
} from "./format.ts";

/** No-break spaces read as spaces in what these tests expect. */
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

describe("counts", () => {
  test("are grouped by thousands", () => {
    expect(formatCount(1234)).toBe("1,234");
    expect(formatCount(-1234)).toBe("−1,234");
  });

  test("above 9,999 shorten to three digits", () => {
    expect(plain(formatShort(9_999))).toBe("9,999");
    expect(plain(formatShort(119_800))).toBe("120 k");
    expect(plain(formatShort(6_312_408))).toBe("6.3 M");
    expect(plain(formatShort(999_960))).toBe("1 M");
    expect(plain(formatShort(2_000_000_000))).toBe("2 bn");
  });

  test("stay exact in tables", () => {
    expect(formatExact(6_312_408, "count")).toBe("6,312,408");
    expect(formatExact(6_312_408, "money:USD")).toBe("$6,312,408");
  });
});

describe("what was not recorded", () => {
  const units: Unit[] = ["count", "minutes", "hours", "days", "share", "ratio", "money:USD"];

  test("is said in words in every unit and never holds a digit", () => {
    for (const unit of units) {
      for (const missing of [null, undefined, Number.NaN]) {
        expect(formatValue(missing, unit)).toBe("no data");
        expect(formatExact(missing, unit, "not recorded")).toBe("not recorded");
      }
    }
    expect(formatInstant(null, "UTC")).toBe("not recorded");
    expect(formatInstant("yesterday-ish", "UTC")).toBe("not recorded");
    expect(formatShareInterval(null, { low: 0, high: 1 })).toBe("no data");
    expect(formatEstimate({ estimate: null, low: null, high: null })).toBe("no data");
  });

  test("differs from a recorded zero in every unit", () => {
    for (const unit of units) expect(formatValue(0, unit)).toMatch(/0/);
  });
});

describe("durations", () => {
  test("read as people say them", () => {
    expect(plain(formatMinutes(0))).toBe("0 min");
    expect(plain(formatMinutes(0.4))).toBe("< 1 min");
    expect(plain(formatMinutes(47))).toBe("47 min");
    expect(plain(formatMinutes(59.7))).toBe("1 h");
    expect(plain(formatMinutes(200))).toBe("3 h 20 min");
    expect(plain(formatMinutes(13 * 60))).toBe("13 h");
    expect(plain(formatMinutes(52 * 60))).toBe("2 d 4 h");
    expect(plain(formatMinutes(-5))).toBe("−5 min");
  });

  test("never show sixty minutes or twenty-four hours beside a larger unit", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (minutes) => {
        expect(plain(formatMinutes(minutes))).not.toMatch(/\b60 min|\b24 h/);
      }),
    );
  });
});

describe("shares", () => {
  test("carry their interval", () => {
    expect(formatShareInterval(0.312, { low: 0.241, high: 0.389 })).toBe("31% (24–39)");
    expect(formatShareInterval(0.042, { low: 0.011, high: 0.093 })).toBe("4.2% (1.1–9.3)");
    expect(formatShareInterval(0.1402, { low: 0.1373, high: 0.1431 })).toBe("14.0% (13.7–14.3)");
    expect(formatShareInterval(0.258, { low: 0.2545, high: 0.2616 })).toBe("25.8% (25.4–26.2)");
    expect(formatShareInterval(0, { low: 0, high: 0.0031 })).toBe("0% (0–0.3)");
    expect(formatShareInterval(0.5, { low: null, high: null })).toBe("50%");
  });

  test("are 0% and 100% only when they are", () => {
    expect(formatShare(0)).toBe("0%");
    expect(formatShare(1)).toBe("100%");
    expect(plain(formatShare(0.0001))).toBe("< 0.1%");
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
        expect(["0%", "100%"]).not.toContain(formatShare(share));
      }),
    );
  });

  test("are compared in percentage points", () => {
    expect(plain(formatPoints(0.34, 0.31))).toBe("+3 pt");
    expect(plain(formatPoints(0.1, 0.3))).toBe("−20 pt");
    expect(formatPoints(null, 0.3)).toBeNull();
  });
});

describe("estimates", () => {
  test("carry their interval, infinite ones too", () => {
    expect(formatEstimate({ estimate: 1.1, low: 0.7, high: 1.7 })).toBe("1.1 (0.70–1.7)");
    expect(formatEstimate({ estimate: "Infinity", low: 2.3, high: "Infinity" })).toBe("∞ (2.3–∞)");
  });

  test("small p are bounded, not written as zero", () => {
    expect(formatP(0.0000001)).toBe("p < 0.001");
    expect(formatP(0.0321)).toBe("p = 0.032");
    expect(formatP(0.42, "q")).toBe("q = 0.42");
    expect(formatP(null)).toBe("p no data");
  });

  test("quantities keep the decimals that matter", () => {
    expect(formatQuantity(0.25)).toBe("0.25");
    expect(formatQuantity(12.34)).toBe("12.3");
    expect(plain(formatQuantity(0.001))).toBe("< 0.01");
    expect(formatQuantity(20)).toBe("20");
  });
});

describe("money", () => {
  test("has its symbol, or its code where it has none", () => {
    expect(plain(formatMoney(6_312_408, "USD"))).toBe("$6.3 M");
    expect(plain(formatMoney(1_234, "chf"))).toBe("CHF 1,234");
    expect(formatMoney(-20, "EUR")).toBe("−€20");
  });
});

describe("change against the period before", () => {
  test("is a percentage, or a factor from a trebling on", () => {
    expect(formatChange(112, 100)).toBe("+12%");
    expect(formatChange(92, 100)).toBe("−8%");
    expect(formatChange(340, 100)).toBe("×3.4");
    expect(formatChange(100, 100)).toBe("no change");
  });

  test("is not given where there is nothing to compare with", () => {
    expect(formatChange(5, 0)).toBeNull();
    expect(formatChange(5, null)).toBeNull();
    expect(formatChange(null, 5)).toBeNull();
  });
});

describe("instants", () => {
  const instant = "2026-03-05T20:20:00Z";

  test("are shown in the zone asked for, whatever the zone of the machine", () => {
    expect(formatInstant(instant, "UTC")).toBe("5 Mar 2026, 20:20");
    expect(formatInstant(instant, "Asia/Kathmandu")).toBe("6 Mar 2026, 02:05");
    expect(formatInstant(instant, "America/New_York", "date")).toBe("5 Mar 2026");
  });

  test("name the offset that held at that time", () => {
    expect(formatOffset("UTC", instant)).toBe("UTC");
    expect(formatOffset("Europe/Berlin", "2026-01-15T12:00:00Z")).toBe("UTC+01:00");
    expect(formatOffset("Europe/Berlin", "2026-07-15T12:00:00Z")).toBe("UTC+02:00");
    expect(formatZone("Asia/Kathmandu", instant)).toBe("Asia/Kathmandu, UTC+05:45");
    expect(formatZone("America/New_York", instant)).toBe("America/New York, UTC−05:00");
    expect(formatZone("UTC", instant)).toBe("UTC");
  });

  test("name a bucket by its first day in the zone", () => {
    const midnight = "2026-03-01T18:15:00Z"; // 2 March, 00:00 in Kathmandu
    expect(formatBucket(midnight, "day", "Asia/Kathmandu")).toBe("2 Mar 2026");
    expect(formatBucket(midnight, "week", "Asia/Kathmandu")).toBe("week of 2 Mar 2026");
    expect(formatBucket(midnight, "month", "Asia/Kathmandu")).toBe("March 2026");
    expect(formatTick(midnight, "day", "Asia/Kathmandu")).toBe("2 Mar");
    expect(formatTick(midnight, "month", "Asia/Kathmandu")).toBe("Mar ’26");
  });

  test("a period names its last day, not the day after", () => {
    expect(formatPeriod("2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z", "UTC")).toBe("2 Mar – 8 Mar 2026");
    expect(formatPeriod("2025-12-01T00:00:00Z", "2026-01-02T00:00:00Z", "UTC")).toBe(
      "1 Dec 2025 – 1 Jan 2026",
    );
    expect(formatPeriod("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "UTC")).toBe("2 Mar 2026");
  });
});

describe("words around figures", () => {
  test("agree with the number", () => {
    expect(formatPlural(1, "incident")).toBe("1 incident");
    expect(formatPlural(1234, "incident")).toBe("1,234 incidents");
    expect(formatRecorded(212, 1240)).toBe("212 of 1,240 recorded");
  });

  test("an unknown severity is named as such", () => {
    expect(severityLabel(1)).toBe("Sev-1");
    expect(severityLabel(null)).toBe("Sev unknown");
  });
});
