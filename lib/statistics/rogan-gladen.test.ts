import { describe, expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { correctedShare } from "./rogan-gladen.ts";
import { shareOf } from "./testing.ts";
import { verdictsReference } from "./testing-verdicts.ts";

const part = ([part, of]: readonly [number, number]) => ({ part, of });

describe("correctedShare", () => {
  test("agrees with Lang and Reiczigel's limits in R", () => {
    for (const { labelled, sensitivity, specificity, ...expected } of verdictsReference.corrected) {
      const answer = correctedShare({
        labelled: part(labelled),
        sensitivity: part(sensitivity),
        specificity: part(specificity),
      });
      if (answer.declined !== null) throw new Error(answer.declined);
      expect(answer.estimate).toBeCloseTo(expected.estimate, 11);
      expect(answer.low).toBeCloseTo(expected.low, 11);
      expect(answer.high).toBeCloseTo(expected.high, 11);
    }
  });

  test("labels that are little better than a guess, or were not checked, correct nothing", () => {
    const labelled = { part: 50, of: 100 };
    const of = (se: number, sp: number) =>
      correctedShare({ labelled, sensitivity: { part: se, of: 40 }, specificity: { part: sp, of: 40 } });
    expect(of(24, 23)).toEqual({ declined: "poor-labels", sensitivity: 0.6, specificity: 0.575 });
    expect(of(24, 24).declined).toBeNull();
    expect(
      correctedShare({ labelled, sensitivity: { part: 0, of: 0 }, specificity: { part: 9, of: 9 } }).declined,
    ).toBe("not-checked");
  });

  test("parts beyond their whole are refused", () => {
    const whole = { part: 9, of: 9 };
    expect(() =>
      correctedShare({ labelled: { part: 3, of: 2 }, sensitivity: whole, specificity: whole }),
    ).toThrow(RangeError);
    expect(() =>
      correctedShare({ labelled: { part: 0, of: 0 }, sensitivity: whole, specificity: whole }),
    ).toThrow(RangeError);
  });

  test("the interval holds the true share 95 times in 100", () => {
    const share = shareOf(2000, (trial) => {
      const random = createRandom(trial);
      const count = (of: number, chance: number) =>
        Array.from({ length: of }, () => random.chance(chance)).filter(Boolean).length;
      const answer = correctedShare({
        labelled: { part: count(400, 0.3 * 0.8 + 0.7 * 0.1), of: 400 },
        sensitivity: { part: count(40, 0.8), of: 40 },
        specificity: { part: count(40, 0.9), of: 40 },
      });
      return answer.declined === null && answer.low <= 0.3 && 0.3 <= answer.high;
    });
    expect(share).toBeGreaterThan(0.935);
    expect(share).toBeLessThan(0.98);
  });
});
