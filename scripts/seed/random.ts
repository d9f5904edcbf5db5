/** A seeded source of chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Lognormal, by its median and the standard deviation of its logarithm. */
  lognormal(median: number, sigma: number): number;
  poisson(mean: number): number;
  pick<T>(values: readonly T[]): T;
  /** One of `values`, as often as its weight says. */
  weighted<T>(values: readonly T[], weights: readonly number[]): T;
  /** `count` different values, or all of them when there are fewer. */
  sample<T>(values: readonly T[], count: number): T[];
  /** A source of its own for one part, so that a draw more in one part does not move the others. */
  fork(name: string): Random;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let place = 0; place < text.length; place++) {
    value = Math.imul(value ^ text.charCodeAt(place), 16777619);
  }
  return value >>> 0;
}

/** mulberry32: small, fast, and good enough for a story. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function seededRandom(seed: number): Random {
  const next = uniform(hash(`seed ${seed}`));
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    normal,
    chance: (probability) => next() < probability,
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson: (mean) => poisson(mean, next, normal),
    pick: (values) => values[integer(0, values.length - 1)]!,
    weighted: (values, weights) => values[weightedPlace(weights, next)]!,
    sample: (values, count) => sample(values, count, integer),
    fork: (name) => seededRandom(hash(`${seed} ${name}`)),
  };
}

function poisson(mean: number, next: () => number, normal: () => number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count++;
  return count;
}

function weightedPlace(weights: readonly number[], next: () => number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = next() * total;
  for (let place = 0; place < weights.length; place++) {
    left -= weights[place]!;
    if (left < 0) return place;
  }
  return weights.length - 1;
}

function sample<T>(values: readonly T[], count: number, integer: (low: number, high: number) => number): T[] {
  const left = [...values];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0) {
    const place = integer(0, left.length - 1);
    taken.push(left[place]!);
    left[place] = left[left.length - 1]!;
    left.pop();
  }
  return taken;
}
