import { describe, expect, test } from "vitest";
import { mantelHaenszelRisk } from "./mantel-haenszel.ts";
import { strataOf } from "./strata.ts";
import { expectSameEstimate, expectSameP } from "./testing.ts";
import { verdictsReference } from "./testing-verdicts.ts";

/** Members of one stratum: so many with this exposure, of whom so many failed. */
const members = (stratum: string, exposed: boolean, [failed, of]: [number, number]) =>
  Array.from({ length: of }, (_, index) => ({ stratum, exposed, failed: index < failed }));

function listsOf(all: { stratum: string; exposed: boolean; failed: boolean }[]) {
  return {
    stratum: all.map(({ stratum }) => stratum),
    exposed: all.map(({ exposed }) => exposed),
    failed: all.map(({ failed }) => failed),
  };
}

describe("mantelHaenszelRisk", () => {
  test("agrees with R's metafor", () => {
    for (const { tables, p, ...expected } of verdictsReference.risks) {
      const answer = mantelHaenszelRisk(tables);
      expectSameEstimate(answer, expected);
      expectSameP(answer.p, p);
    }
  });

  test("no event in one of the groups has a ratio without interval, none in either no answer", () => {
    expect(
      mantelHaenszelRisk([
        [
          [0, 9],
          [4, 5],
        ],
      ]),
    ).toMatchObject({ estimate: 0, low: Number.NaN });
    expect(
      mantelHaenszelRisk([
        [
          [0, 9],
          [0, 5],
        ],
      ]).estimate,
    ).toBeNaN();
    expect(() =>
      mantelHaenszelRisk([
        [
          [1, 2],
          [3, -1],
        ],
      ]),
    ).toThrow(RangeError);
  });
});

describe("strataOf", () => {
  test("a ratio that months make is none once they are strata", () => {
    const all = [
      ...members("2026-03", true, [10, 100]),
      ...members("2026-03", false, [90, 900]),
      ...members("2026-09", true, [18, 900]),
      ...members("2026-09", false, [2, 100]),
    ];
    const { tables, members: counted, failures } = strataOf(listsOf(all));
    expect([counted, failures]).toEqual([2000, [28, 92]]);
    expect(mantelHaenszelRisk(tables).estimate).toBeCloseTo(1, 12);
    const together = strataOf({ ...listsOf(all), stratum: all.map(() => "all") });
    expect(mantelHaenszelRisk(together.tables).estimate).toBeCloseTo(28 / 92, 12);
  });

  test("strata that say nothing are left out before anything is counted", () => {
    const all = [
      ...members("one group", true, [3, 50]),
      ...members("none failed", true, [0, 20]),
      ...members("none failed", false, [0, 30]),
      ...members("telling", true, [2, 10]),
      ...members("telling", false, [1, 12]),
    ];
    expect(strataOf(listsOf(all))).toEqual({
      tables: [
        [
          [2, 8],
          [1, 11],
        ],
      ],
      members: 22,
      failures: [2, 1],
    });
  });

  test("lists of unequal length are refused", () => {
    expect(() => strataOf({ stratum: [1], exposed: [], failed: [] })).toThrow(RangeError);
  });
});
