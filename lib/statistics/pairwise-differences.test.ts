import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceAtRank, medianDifference } from "./pairwise-differences.ts";
import { quantileSorted } from "./quantile.ts";
import { createRandom } from "./random.ts";

const shapes: Record<string, (random: ReturnType<typeof createRandom>) => number> = {
  skewed: (random) => random.lognormal(50, 2),
  "small steps": (random) => Math.round(random.lognormal(50, 2)),
  tied: (random) => random.poisson(2),
  "mostly zero": (random) => (random.chance(0.7) ? 0 : random.lognormal(50, 2)),
  patterned: (random) => random.integer(0, 3) * 8,
  "of every scale": (random) => 10 ** random.integer(-300, 300),
};

test.for(Object.keys(shapes))("every rank of all differences is found: %s", (shape) => {
  const random = createRandom(8);
  const sample = (length: number) => Float64Array.from({ length }, () => shapes[shape]!(random)).sort();
  const samples = { x: sample(64), y: sample(96) };
  const all = Float64Array.from(
    [...samples.x].flatMap((left) => [...samples.y].map((right) => left - right)),
  ).sort();
  for (let rank = 0; rank < all.length; rank += 7) {
    expect(differenceAtRank(samples, rank) === all[rank]).toBe(true);
  }
  expect(differenceAtRank(samples, all.length - 1) === all.at(-1)).toBe(true);
});

test("samples of very unequal size are no obstacle", () => {
  const random = createRandom(8);
  const many = Float64Array.from({ length: 3000 }, () => random.normal()).sort();
  const few = Float64Array.of(-2, 5);
  const all = Float64Array.from([...many].flatMap((left) => [left - 5, left + 2])).sort();
  for (const rank of [0, 1, 2999, 3000, 5999]) {
    expect(differenceAtRank({ x: many, y: few }, rank)).toBe(all[rank]);
    expect(-differenceAtRank({ x: few, y: many }, 5999 - rank)).toBe(all[rank]);
  }
});

test("the median is the middle of all differences, or the mean of the two in the middle", () => {
  const sample = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sample, sample, (left, right) => {
      const samples = { x: Float64Array.from(left).sort(), y: Float64Array.from(right).sort() };
      const all = left.flatMap((x) => right.map((y) => x - y)).sort((a, b) => a - b);
      expect(medianDifference(samples) === quantileSorted(all, 0.5)).toBe(true);
    }),
  );
});
