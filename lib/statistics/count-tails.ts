import { betaCdf, chiSquareCdf } from "./distributions.ts";

/** Counts with this mean and a variance of `dispersion` means: negative binomial; at 1 or below, Poisson. */
export type CountModel = { mean: number; dispersion: number };

/** P(X ≥ count), for a mean above zero and whole counts. */
export function upperTail(count: number, { mean, dispersion }: CountModel): number {
  if (count <= 0) return 1;
  if (dispersion <= 1) return chiSquareCdf(2 * mean, 2 * count);
  return betaCdf(1 - 1 / dispersion, { a: count, b: mean / (dispersion - 1) });
}

/** P(X ≤ count), for a mean above zero and whole counts. */
export function lowerTail(count: number, { mean, dispersion }: CountModel): number {
  if (count < 0) return 0;
  if (dispersion <= 1) return 1 - chiSquareCdf(2 * mean, 2 * (count + 1));
  return betaCdf(1 / dispersion, { a: mean / (dispersion - 1), b: count + 1 });
}

/** The probability of a count as far out as this on its side, doubled; at most 1. */
export function doubledTail(count: number, model: CountModel): number {
  return Math.min(1, 2 * Math.min(upperTail(count, model), lowerTail(count, model)));
}

/** The smallest whole number from 0 for which a condition, once true, stays true. */
function firstWhole(holds: (count: number) => boolean): number {
  let high = 1;
  while (!holds(high - 1)) high *= 2;
  let low = Math.floor(high / 2);
  for (high -= 1; low < high; ) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The least and the greatest count whose doubled tail on its side is not below `p`, above 0 and below 1.
 * Throws RangeError unless mean and `p` are such, and the dispersion is a number.
 */
export function usualCounts(model: CountModel, p: number): { low: number; high: number } {
  const { mean, dispersion } = model;
  if (!(mean > 0 && mean < Infinity && dispersion < Infinity && p > 0 && p < 1))
    throw new RangeError(`No counts are usual at mean ${mean}, dispersion ${dispersion} and p ${p}.`);
  return {
    low: firstWhole((count) => 2 * lowerTail(count, model) >= p),
    high: firstWhole((count) => 2 * upperTail(count + 1, model) < p),
  };
}
