import { describe, expect, test } from "vitest";
import { contingency } from "./contingency.ts";
import type { TwoByTwo } from "./estimate.ts";
import { fisher } from "./fisher.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { createRandom, type Random } from "./random.ts";
import { rateRatio } from "./rate-ratio.ts";
import { relativeRisk } from "./relative-risk.ts";
import { spearman } from "./spearman.ts";
import { shareOf } from "./testing.ts";

/** How often a test of chance alone calls something a finding at the 5% level. */
function falsePositives(pOf: (random: Random) => number): number {
  return shareOf(2000, (trial) => pOf(createRandom(trial)) < 0.05);
}

function expectFivePercent(share: number): void {
  expect(share).toBeGreaterThanOrEqual(0.04);
  expect(share).toBeLessThanOrEqual(0.06);
}

function successesOf(random: Random, { trials, share }: { trials: number; share: number }): number {
  return Math.round(trials * shareOf(trials, () => random.chance(share)));
}

/** Two groups with the same share of the outcome. */
function tableOf(
  random: Random,
  { first, second, share }: { first: number; second: number; share: number },
): TwoByTwo {
  const a = successesOf(random, { trials: first, share });
  const b = successesOf(random, { trials: second, share });
  return [
    [a, first - a],
    [b, second - b],
  ];
}

const draws = (count: number, next: () => number) => Float64Array.from({ length: count }, next);

describe("without any effect, five in a hundred are called findings", () => {
  test("by Mann–Whitney, on skewed durations", () => {
    const next = (random: Random) => () => random.lognormal(45, 1.4);
    expectFivePercent(
      falsePositives((random) => mannWhitney(draws(30, next(random)), draws(50, next(random))).p),
    );
  });

  test("by Mann–Whitney, on counts with many ties", () => {
    const next = (random: Random) => () => random.poisson(1.5);
    expectFivePercent(
      falsePositives((random) => mannWhitney(draws(60, next(random)), draws(40, next(random))).p),
    );
  });

  test("by Spearman, with and without ties", () => {
    expectFivePercent(
      falsePositives(
        (random) =>
          spearman(
            draws(40, random.next),
            draws(40, () => random.poisson(2)),
          ).p,
      ),
    );
  });

  test("by Mantel–Haenszel, over tiers with different shares", () => {
    const tiers = [
      { first: 80, second: 60, share: 0.1 },
      { first: 40, second: 120, share: 0.3 },
      { first: 100, second: 50, share: 0.5 },
    ];
    expectFivePercent(
      falsePositives((random) => mantelHaenszel(tiers.map((tier) => tableOf(random, tier))).p),
    );
  });

  test("by chi-square", () => {
    const counts = (random: Random) => {
      const table = [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ];
      for (let item = 0; item < 300; item++)
        table[random.integer(0, 2)]![random.pickWeighted([0, 1, 2], [5, 3, 2])]!++;
      return table;
    };
    expectFivePercent(falsePositives((random) => contingency(counts(random)).p));
  });

  test("by an interval of a relative risk that leaves out 1", () => {
    expectFivePercent(
      shareOf(2000, (trial) => {
        const [[a], [b]] = tableOf(createRandom(trial), { first: 300, second: 400, share: 0.15 });
        const { low, high } = relativeRisk({ events: [a, b], totals: [300, 400] });
        return low > 1 || high < 1;
      }),
    );
  });
});

describe("without any effect, exact tests call fewer findings", () => {
  test("Fisher", () => {
    const share = falsePositives(
      (random) => fisher(tableOf(random, { first: 40, second: 60, share: 0.2 })).p,
    );
    expect(share).toBeGreaterThan(0.01);
    expect(share).toBeLessThanOrEqual(0.055);
  });

  test("the ratio of rates", () => {
    const share = falsePositives(
      (random) => rateRatio({ events: [random.poisson(20), random.poisson(40)], exposure: [30, 60] }).p,
    );
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThanOrEqual(0.055);
  });
});
