import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { levelsOf, neighbourDispersion } from "./levels.ts";
import { verdictsReference } from "./testing-verdicts.ts";

describe("levelsOf", () => {
  test.each(verdictsReference.levels)(
    "agrees with R, which tries every set of changes: $name",
    ({ counts, ...expected }) => {
      const { dispersion, changes, levels } = levelsOf(counts);
      expect(dispersion).toBeCloseTo(expected.dispersion, 11);
      expect(changes).toEqual(expected.changes);
      expect(levels.map(({ mean }) => Number(mean.toFixed(9)))).toEqual(
        expected.means.map((mean) => Number(mean.toFixed(9))),
      );
    },
  );

  test("levels part the series, none shorter than six unless it is all", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 60 }), (counts) => {
        const { changes, levels } = levelsOf(counts);
        expect(levels[0]!.from).toBe(0);
        expect(levels.at(-1)!.to).toBe(counts.length);
        expect(levels.slice(1).map(({ from }) => from)).toEqual(changes);
        if (levels.length > 1) for (const { from, to } of levels) expect(to - from).toBeGreaterThanOrEqual(6);
      }),
    );
  });

  test("a further level is taken from 2.4 ln n of deviance on", () => {
    const step = (before: number, after: number) =>
      Array.from({ length: 40 }, (_, index) => (index < 20 ? before : after));
    // Gains of 2.415 ln 40 and of 2.381 ln 40.
    expect(levelsOf(step(16, 20)).changes).toEqual([20]);
    expect(levelsOf(step(26, 31)).changes).toEqual([]);
  });

  test("a change of level does not widen the dispersion", () => {
    const steps = Array.from({ length: 80 }, (_, index) => (index < 40 ? 10 : 40));
    expect(neighbourDispersion(steps)).toBe(1);
  });

  test("one or two changes are dated, three in 78 buckets wander, three in 200 are dated", () => {
    const stretch = (lengths: number[]) =>
      lengths.flatMap((length, place) => new Array<number>(length).fill(place % 2 === 0 ? 10 : 40));
    expect(levelsOf(stretch([60])).words).toBe("none");
    expect(levelsOf(stretch([20, 20, 20])).words).toBe("dated");
    expect(levelsOf(stretch([20, 20, 20, 18])).words).toBe("wanders");
    expect(levelsOf(stretch([50, 50, 50, 50])).words).toBe("dated");
  });

  test("buckets of unlike length are held to their rate: months at one rate are one level without dispersion", () => {
    const days = Array.from({ length: 60 }, (_, month) =>
      new Date(Date.UTC(2021, month + 1, 0)).getUTCDate(),
    );
    const even = days.map((length) => length * 100);
    expect(levelsOf(even, { exposures: days })).toEqual({
      dispersion: 1,
      changes: [],
      levels: [{ from: 0, to: 60, mean: 100 }],
      words: "none",
    });
    // Taken for equally long they are overdispersed.
    expect(levelsOf(even).dispersion).toBeGreaterThan(1.2);
    const doubled = days.map((length, month) => length * (month < 30 ? 100 : 200));
    expect(levelsOf(doubled, { exposures: days })).toMatchObject({ changes: [30] });
  });

  test("exposures that are all alike change nothing but the unit of the means", () => {
    for (const { counts } of verdictsReference.levels) {
      const [plain, sevenths] = [levelsOf(counts), levelsOf(counts, { exposures: counts.map(() => 7) })];
      expect(sevenths.changes).toEqual(plain.changes);
      expect(sevenths.dispersion).toBeCloseTo(plain.dispersion, 10);
      sevenths.levels.forEach(({ mean }, level) => {
        expect(mean * 7).toBeCloseTo(plain.levels[level]!.mean, 9);
      });
    }
  });

  test("within how many buckets three changes wander can be said", () => {
    const swings = [100, 100, 100, 100].flatMap((length, place) =>
      new Array<number>(length).fill(place % 2 === 0 ? 10 : 40),
    );
    expect(levelsOf(swings).words).toBe("dated");
    expect(levelsOf(swings, { within: 546 }).words).toBe("wanders");
  });

  test("exposures that are none, or not as many, are refused", () => {
    expect(() => levelsOf([1, 2], { exposures: [1] })).toThrow(RangeError);
    for (const exposure of [0, -1, Number.NaN, Infinity])
      expect(() => levelsOf([1, 2], { exposures: [1, exposure] })).toThrow(RangeError);
  });

  test("no buckets have no levels, and counts that are none are refused", () => {
    expect(levelsOf([])).toEqual({ dispersion: 1, changes: [], levels: [], words: "none" });
    expect(() => levelsOf([1, 0.5])).toThrow(RangeError);
    expect(() => levelsOf([1, Number.NaN])).toThrow(RangeError);
  });
});
