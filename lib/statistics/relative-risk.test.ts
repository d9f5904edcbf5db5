import { describe, expect, test } from "vitest";
import { relativeRiskCases } from "./reference.ts";
import { relativeRisk } from "./relative-risk.ts";
import { expectSameEstimate } from "./testing.ts";

describe("relativeRisk", () => {
  test("agrees with R", () => {
    for (const { events, totals, ...expected } of relativeRiskCases) {
      expectSameEstimate(relativeRisk({ events, totals }), expected);
    }
  });

  test("no event in one group leaves the ratio without an interval", () => {
    const nothing = { low: Number.NaN, high: Number.NaN };
    expect(relativeRisk({ events: [0, 5], totals: [20, 20] })).toEqual({ estimate: 0, ...nothing });
    expect(relativeRisk({ events: [5, 0], totals: [20, 20] })).toEqual({ estimate: Infinity, ...nothing });
  });

  test("no event in either group, or an empty group, has no ratio", () => {
    const nothing = { estimate: Number.NaN, low: Number.NaN, high: Number.NaN };
    expect(relativeRisk({ events: [0, 0], totals: [20, 20] })).toEqual(nothing);
    expect(relativeRisk({ events: [0, 3], totals: [0, 20] })).toEqual(nothing);
    expect(relativeRisk({ events: [0, 0], totals: [0, 0] })).toEqual(nothing);
  });

  test("more events than members are refused", () => {
    expect(() => relativeRisk({ events: [5, 1], totals: [4, 10] })).toThrow(/cannot exceed/);
  });
});
