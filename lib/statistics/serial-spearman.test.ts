import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "./random.ts";
import { serialSpearman } from "./serial-spearman.ts";
import { spearman } from "./spearman.ts";
import { shareOf } from "./testing.ts";

const walk = (random: Random, n: number, keep: number, step: number) => {
  let value = random.normal(0, 1);
  return Array.from({ length: n }, () => (value = keep * value + random.normal(0, step)));
};

const series: Record<string, (random: Random, n: number) => number[]> = {
  level: (random, n) => walk(random, n, 0, 1),
  autocorrelated: (random, n) => walk(random, n, 0.8, 0.6),
  walking: (random, n) => walk(random, n, 1, 1),
  trending(random, n) {
    const slope = random.normal(0, 2);
    return Array.from({ length: n }, (_, i) => (slope * i) / n + random.normal(0, 1));
  },
  seasonal(random, n) {
    const phase = random.next() * 2 * Math.PI;
    return Array.from(
      { length: n },
      (_, i) => Math.sin((i * 2 * Math.PI) / 52 + phase) + random.normal(0, 0.7),
    );
  },
  shifted(random, n) {
    const [at, by] = [random.integer(5, n - 5), random.normal(0, 1.5)];
    return Array.from({ length: n }, (_, i) => (i > at ? by : 0) + random.normal(0, 1));
  },
};

describe("two series that nothing connects", () => {
  test.each(Object.entries(series))("%s: are seldom found to go together", (_, make) => {
    for (const n of [26, 104]) {
      const found = shareOf(300, (trial) => {
        const random = createRandom(trial + 1);
        return serialSpearman(make(random, n), make(random, n)).p < 0.05;
      });
      expect(found, `${n} places`).toBeLessThanOrEqual(0.1);
    }
  });
});

test("series that go together are found, and rho is Spearman's", () => {
  const found = shareOf(200, (trial) => {
    const random = createRandom(trial + 1);
    const x = series.autocorrelated!(random, 52);
    const y = x.map((value) => value + random.normal(0, 0.5));
    expect(serialSpearman(x, y).rho).toBe(spearman(x, y).rho);
    return serialSpearman(x, y).p < 0.05;
  });
  expect(found).toBeGreaterThan(0.8);
});

test("its p is never smaller than Spearman's, and is missing where that is", () => {
  const random = createRandom(4);
  for (let n = 3; n < 40; n++) {
    const [x, y] = [walk(random, n, 0.5, 1), walk(random, n, 0.5, 1)];
    expect(serialSpearman(x, y).p).toBeGreaterThanOrEqual(spearman(x, y).p);
  }
  expect(serialSpearman([1, 1, 1], [1, 2, 3]).p).toBeNaN();
  expect(() => serialSpearman([1], [1, 2])).toThrow(RangeError);
});
