/** Numbers that look random and are the same for the same seed; for nothing that somebody must not guess. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next: () => number;
  /** A whole number from `low` to `high`, both included. */
  integer: (low: number, high: number) => number;
  /** True with a probability from 0 to 1. */
  chance: (probability: number) => boolean;
  normal: (mean?: number, deviation?: number) => number;
  /** The median of the values, and the standard deviation of their natural logarithm. */
  lognormal: (median: number, logDeviation: number) => number;
  exponential: (mean: number) => number;
  /** Takes time in proportion to the mean. */
  poisson: (mean: number) => number;
  pick: <T>(items: readonly T[]) => T;
  /** `weights` in any unit, one for each item. */
  pickWeighted: <T>(items: readonly T[], weights: readonly number[]) => T;
  /** A new array in random order. */
  shuffle: <T>(items: readonly T[]) => T[];
};

/** Chris Doty-Humphrey's sfc32, warmed up so that near seeds part ways. */
function sfc32(seed: number): () => number {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** Knuth's product of uniforms, in portions small enough that the product does not vanish. */
function poissonFrom(next: () => number, mean: number): number {
  if (!(mean >= 0 && mean < Infinity)) throw new RangeError(`A mean must be zero or more, not ${mean}.`);
  let count = 0;
  for (let left = mean; left > 0; left -= 500) {
    const limit = Math.exp(-Math.min(left, 500));
    for (let product = next(); product > limit; product *= next()) count++;
  }
  return count;
}

function shuffleFrom<T>(next: () => number, items: readonly T[]): T[] {
  const shuffled = [...items];
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  return shuffled;
}

function pickFrom<T>(
  next: () => number,
  { items, weights }: { items: readonly T[]; weights: readonly number[] },
): T {
  let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let index = 0; index < items.length; index++) {
    left -= weights[index] ?? 0;
    if (left < 0) return items[index]!;
  }
  // Rounding may leave a crumb after the last weight.
  return items[weights.findLastIndex((weight) => weight > 0)]!;
}

function requireSome(items: readonly unknown[], weights?: readonly number[]): void {
  if (items.length === 0) throw new RangeError("There must be something to pick from.");
  if (!weights) return;
  if (weights.length !== items.length) throw new RangeError("There must be one weight for each item.");
  if (
    weights.some((weight) => !(weight >= 0 && weight < Infinity)) ||
    !weights.some((weight) => weight > 0)
  ) {
    throw new RangeError("Weights must be zero or more, and one above zero.");
  }
}

/**
 * A generator that gives the same sequence for the same seed, a whole number from 0.
 * Throws RangeError when the seed is not one, a Poisson mean is negative, or there is nothing to pick from.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed must be a whole number, zero or more, not ${seed}.`);
  }
  const next = sfc32(seed);
  // 1 − next() is never 0, so its logarithm is finite.
  const normal = (mean = 0, deviation = 1) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    lognormal: (median, logDeviation) => median * Math.exp(normal(0, logDeviation)),
    exponential: (mean) => -mean * Math.log(1 - next()),
    poisson: (mean) => poissonFrom(next, mean),
    pick: (items) => {
      requireSome(items);
      return items[Math.floor(next() * items.length)]!;
    },
    pickWeighted: (items, weights) => {
      requireSome(items, weights);
      return pickFrom(next, { items, weights });
    },
    shuffle: (items) => shuffleFrom(next, items),
  };
}
