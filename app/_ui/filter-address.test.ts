import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  activeFilters,
  address,
  filterWords,
  shiftDay,
  valuesOf,
  withoutFilters,
  withoutValue,
  withPreset,
  withRange,
  withValues,
  withWord,
} from "./filter-address.ts";

const params = (text: string) => new URLSearchParams(text);

describe("the address", () => {
  test("keeps commas readable and says nothing where nothing is chosen", () => {
    expect(address("/trends", withValues(params(""), "severity", ["1", "2"]))).toBe("/trends?severity=1,2");
    expect(address("/", withValues(params("severity=1"), "severity", []))).toBe("/");
  });

  test("forgets the place in a list when the filter changes", () => {
    const next = withWord(params("cursor=abc&page=3&sort=start"), "q", "cart");
    expect(address("/incidents", next)).toBe("/incidents?sort=start&q=cart");
  });

  test("holds either a preset or a range, never both", () => {
    const ranged = withRange(params("period=90d&tier=1"), "2026-03-02", "2026-03-08");
    expect(address("/", ranged)).toBe("/?tier=1&from=2026-03-02&to=2026-03-09");
    expect(address("/", withPreset(ranged, "7d"))).toBe("/?tier=1&period=7d");
  });
});

test("a range ends on the day after the last one, across months and leap years", () => {
  expect(shiftDay("2026-03-31", 1)).toBe("2026-04-01");
  expect(shiftDay("2028-02-28", 1)).toBe("2028-02-29");
  expect(shiftDay("2026-01-01", -1)).toBe("2025-12-31");
});

describe("values", () => {
  test("chosen one by one come back the same, in order, and go one by one", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...filterWords.map(({ word }) => word)),
        (values, word) => {
          const next = params(address("", withValues(params("period=90d"), word, values)).slice(1));
          expect(valuesOf(next, word)).toEqual(values);
          const fewer = withoutValue(next, word, values[0] as string);
          expect(valuesOf(fewer, word)).toEqual(values.slice(1));
          expect(fewer.get("period")).toBe("90d");
        },
      ),
    );
  });

  test("are named by their choice, and by themselves where the choice is gone", () => {
    const active = activeFilters(params("severity=1&system=old-cart&q=timeout&period=7d"), {
      severity: [{ value: "1", label: "Sev-1" }],
      system: [],
    });
    expect(active.map(({ label, valueLabel }) => `${label}: ${valueLabel}`)).toEqual([
      "Severity: Sev-1",
      "System: old-cart",
      "Text: timeout",
    ]);
  });

  test("all go at once, and the period stays", () => {
    expect(withoutFilters(params("severity=1&q=x&ai=none&period=7d&compare=none")).toString()).toBe(
      "period=7d&compare=none",
    );
  });
});
