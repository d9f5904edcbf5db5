import { describe, expect, test } from "vitest";
import { type LabelStratum, labelAccuracy, shareBehindLabels } from "./label-accuracy.ts";
import { createRandom, type Random } from "./random.ts";
import { correctedShare } from "./rogan-gladen.ts";
import { shareOf } from "./testing.ts";
import { labelCases } from "./testing-labels.ts";

const stratum = ([
  labelled,
  unlabelled,
  hits,
  misses,
  falseAlarms,
  quiet,
]: readonly number[]): LabelStratum => ({
  labelled: labelled!,
  unlabelled: unlabelled!,
  hits: hits!,
  misses: misses!,
  falseAlarms: falseAlarms!,
  quiet: quiet!,
});

const zeroes = { hits: 0, misses: 0, falseAlarms: 0, quiet: 0 };

describe("shareBehindLabels", () => {
  test("agrees with R, whichever way the sample was drawn", () => {
    for (const { strata, sensitivity, specificity, share } of labelCases) {
      const { accuracy, ...answer } = shareBehindLabels(strata.map(stratum));
      if (answer.declined !== null) throw new Error(answer.declined);
      for (const [own, [part, of, low, high]] of [
        [accuracy.sensitivity, sensitivity],
        [accuracy.specificity, specificity],
      ] as const) {
        expect(own.part).toBeCloseTo(part, 9);
        expect(own.of).toBeCloseTo(of, 9);
        expect(own.low).toBeCloseTo(low, 9);
        expect(own.high).toBeCloseTo(high, 9);
      }
      expect([answer.estimate, answer.low, answer.high].map((value) => value.toFixed(10))).toEqual(
        share.map((value) => value.toFixed(10)),
      );
    }
  });

  test("is that of the counts themselves where the sample is a simple one, however it is parted afterwards", () => {
    const one = stratum([310, 690, 22, 4, 2, 52]);
    const { accuracy, ...answer } = shareBehindLabels([one]);
    expect(answer).toEqual(
      correctedShare({
        labelled: { part: 310, of: 1000 },
        sensitivity: { part: accuracy.sensitivity.part, of: 26 },
        specificity: { part: accuracy.specificity.part, of: 54 },
      }),
    );
    expect(accuracy.sensitivity.part).toBeCloseTo(22, 9);
  });

  test("is the weighted sum of what was found in strata by label", () => {
    const answer = shareBehindLabels([
      { ...zeroes, labelled: 4000, unlabelled: 0, hits: 27, falseAlarms: 3 },
      { ...zeroes, labelled: 0, unlabelled: 10_000, misses: 2, quiet: 28 },
    ]);
    expect(answer.declined === null && answer.estimate).toBeCloseTo(
      (4000 * 0.9 + (10_000 * 2) / 30) / 14_000,
      12,
    );
  });

  test("is declined where one checked member outweighs all labelled ones", () => {
    const of = (labelled: number) =>
      shareBehindLabels([
        { ...zeroes, labelled, unlabelled: 0, hits: 29, falseAlarms: 1 },
        { ...zeroes, labelled: 0, unlabelled: 3000, quiet: 30 },
      ]).declined;
    expect([of(99), of(100)]).toEqual(["too-coarse", null]);
  });

  test("is declined where labels are poor, and where none of a kind was found", () => {
    const of = (hits: number, quiet: number) =>
      shareBehindLabels([stratum([50, 50, hits, 10 - hits, 10 - quiet, quiet])]).declined;
    expect([of(6, 5), of(6, 6)]).toEqual(["poor-labels", null]);
    const sure = labelAccuracy([stratum([5, 5, 0, 0, 0, 5])]);
    expect(sure.sensitivity).toMatchObject({ part: 0, of: 0, estimate: Number.NaN });
    expect(shareBehindLabels([stratum([5, 5, 0, 0, 0, 5])]).declined).toBe("not-checked");
  });

  test("strata that nobody can have checked so are refused", () => {
    expect(() => labelAccuracy([stratum([2, 0, 3, 0, 0, 0])])).toThrow(RangeError);
    expect(() => labelAccuracy([stratum([2, 0, 0, 0, 0, 0])])).toThrow(RangeError);
    expect(() => labelAccuracy([stratum([2, 0, 0.5, 0, 0, 0])])).toThrow(RangeError);
    expect(labelAccuracy([stratum([0, 0, 0, 0, 0, 0]), stratum([2, 1, 1, 0, 0, 1])]).sensitivity.of).toBe(1);
  });

  describe("over worlds whose labels err at a known rate", () => {
    const members = 6000;
    const worlds = [
      { share: 0.3, se: 0.8, sp: 0.95 },
      { share: 0.3, se: 0.4, sp: 0.99 },
      { share: 0.1, se: 0.9, sp: 0.9 },
      { share: 0.6, se: 0.6, sp: 0.9 },
      { share: 0.05, se: 0.7, sp: 0.99 },
    ];

    /** So many of a kind among so many that are drawn without putting back. */
    const drawn = (random: Random, { of, kind, size }: { of: number; kind: number; size: number }) => {
      let found = 0;
      for (let taken = 0; taken < size; taken += 1)
        if (random.chance((kind - found) / (of - taken))) found += 1;
      return found;
    };

    test.each(worlds)("the interval holds the true share of %o", ({ share, se, sp }) => {
      const covered = shareOf(1500, (trial) => {
        const random = createRandom(trial);
        const count = (of: number, chance: number) =>
          Array.from({ length: of }, () => random.chance(chance)).filter(Boolean).length;
        const truly = count(members, share);
        const [hits, falseAlarms] = [count(truly, se), count(members - truly, 1 - sp)];
        const labelled = hits + falseAlarms;
        const found = drawn(random, { of: labelled, kind: hits, size: 40 });
        const missed = drawn(random, { of: members - labelled, kind: truly - hits, size: 40 });
        const answer = shareBehindLabels([
          { ...zeroes, labelled, unlabelled: 0, hits: found, falseAlarms: 40 - found },
          { ...zeroes, labelled: 0, unlabelled: members - labelled, misses: missed, quiet: 40 - missed },
        ]);
        if (answer.declined !== null) return false;
        return answer.low <= truly / members && truly / members <= answer.high;
      });
      expect(covered).toBeGreaterThan(0.94);
    });

    test("a simple sample of eighty holds it 95 times in 100", () => {
      const covered = shareOf(1500, (trial) => {
        const random = createRandom(trial);
        const checked = { ...zeroes };
        const counted = { labelled: 0, unlabelled: 0 };
        for (let member = 0; member < 2000; member += 1) {
          const truly = random.chance(0.3);
          const labelled = random.chance(truly ? 0.8 : 0.05);
          counted[labelled ? "labelled" : "unlabelled"] += 1;
          // In no order, so the first are as random as any.
          if (member >= 80) continue;
          checked[truly ? (labelled ? "hits" : "misses") : labelled ? "falseAlarms" : "quiet"] += 1;
        }
        const answer = shareBehindLabels([{ ...counted, ...checked }]);
        return answer.declined === null && answer.low <= 0.3 && 0.3 <= answer.high;
      });
      expect(covered).toBeGreaterThan(0.935);
      expect(covered).toBeLessThan(0.98);
    });
  });
});
