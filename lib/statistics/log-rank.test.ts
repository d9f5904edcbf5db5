import { describe, expect, test } from "vitest";
import { kaplanMeier } from "./kaplan-meier.ts";
import { logRank } from "./log-rank.ts";
import { createRandom } from "./random.ts";
import { expectSameEstimate, shareOf } from "./testing.ts";
import { boundsOf, verdictsReference } from "./testing-verdicts.ts";

describe("quantiles of durations that are still going on", () => {
  test("agree with R's survival package", () => {
    for (const { quantiles, ...follow } of verdictsReference.km) {
      const answer = kaplanMeier(
        follow,
        quantiles.map(({ share }) => share),
      );
      quantiles.forEach((expected, index) => {
        expect(answer.quantiles[index]!.share).toBe(expected.share);
        expectSameEstimate(answer.quantiles[index]!, boundsOf(expected));
      });
    }
  });

  test("half that go on hold the median at its edge, and nine in ten are not reached", () => {
    const ended = Array.from({ length: 50 }, (_, index) => 20 + (index % 20));
    const censored = new Array<number>(50).fill(90_000);
    const { median, quantiles } = kaplanMeier({ ended, censored }, [0.9]);
    expect(median.estimate).toBe(39);
    expect(quantiles[0]!.estimate).toBeNaN();
  });

  test("a share of none or all is refused", () => {
    for (const share of [0, 1, Number.NaN])
      expect(() => kaplanMeier({ ended: [1], censored: [] }, [share])).toThrow(RangeError);
  });
});

describe("logRank", () => {
  test("agrees with R's survdiff", () => {
    const { first, second, ...expected } = verdictsReference.logRank;
    const answer = logRank(first, second);
    expect(answer.observed).toBe(expected.observed);
    expect(answer.expected).toBeCloseTo(expected.expected, 10);
    expect(answer.chiSquare).toBeCloseTo(expected.chiSquare, 10);
    expect(answer.p).toBeCloseTo(expected.p, 10);
    expect(logRank(second, first).p).toBeCloseTo(expected.p, 10);
  });

  test("nothing that ended tells nothing", () => {
    expect(logRank({ ended: [], censored: [3] }, { ended: [], censored: [5] }).p).toBeNaN();
  });

  test("groups that end alike are told apart in five of a hundred, whatever is censored", () => {
    const share = shareOf(1000, (trial) => {
      const random = createRandom(trial);
      const group = (size: number, watched: number) => {
        const ended: number[] = [];
        const censored: number[] = [];
        for (let index = 0; index < size; index++) {
          const duration = random.lognormal(40, 1);
          if (duration < watched) ended.push(duration);
          else censored.push(watched);
        }
        return { ended, censored };
      };
      return logRank(group(40, 50), group(50, 120)).p < 0.05;
    });
    expect(share).toBeGreaterThan(0.035);
    expect(share).toBeLessThan(0.065);
  });
});
