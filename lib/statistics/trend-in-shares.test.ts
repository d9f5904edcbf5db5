import { describe, expect, test } from "vitest";
import { verdictsReference } from "./testing-verdicts.ts";
import { trendInShares } from "./trend-in-shares.ts";

describe("trendInShares", () => {
  test("agrees with R's prop.trend.test", () => {
    for (const { slope, chiSquare, p, ...groups } of verdictsReference.trends) {
      const answer = trendInShares(groups);
      expect(answer.slope).toBeCloseTo(slope, 11);
      expect(answer.chiSquare).toBeCloseTo(chiSquare, 10);
      expect(answer.p).toBeCloseTo(p, 11);
    }
  });

  test("the places of groups are their scores where none is given, and an empty group says nothing", () => {
    const [events, totals] = [
      [3, 0, 9],
      [50, 0, 60],
    ];
    expect(trendInShares({ events, totals })).toEqual(
      trendInShares({ events: [3, 9], totals: [50, 60], scores: [1, 3] }),
    );
  });

  test("without variation there is no trend to test", () => {
    expect(trendInShares({ events: [0, 0], totals: [5, 5] }).p).toBeNaN();
    expect(trendInShares({ events: [1, 2], totals: [5, 5], scores: [2, 2] }).p).toBeNaN();
  });

  test("more events than members, and lists of unequal length, are refused", () => {
    expect(() => trendInShares({ events: [6], totals: [5] })).toThrow(RangeError);
    expect(() => trendInShares({ events: [1, 1], totals: [5] })).toThrow(RangeError);
    expect(() => trendInShares({ events: [1], totals: [5], scores: [Infinity] })).toThrow(RangeError);
  });
});
