import { recordedValues } from "./checks.ts";
import { normalTwoSidedP, Z_95 } from "./distributions.ts";
import type { TestedEstimate } from "./estimate.ts";
import { differenceAtRank, medianDifference, type Samples } from "./pairwise-differences.ts";

/** `estimate` is the shift (first minus second, in the unit of the values); `n` how many were recorded. */
export type MannWhitney = TestedEstimate & { u: number; n: readonly [number, number] };

/** The 95% interval of the shift: the differences as many places from either end as the test would allow. */
function shiftInterval(samples: Samples): { low: number; high: number } {
  const m = samples.x.length;
  const n = samples.y.length;
  const place = Math.floor((m * n + 1) / 2 - Z_95 * Math.sqrt((m * n * (m + n + 1)) / 12));
  if (place < 1) return { low: -Infinity, high: Infinity };
  return { low: differenceAtRank(samples, place - 1), high: differenceAtRank(samples, m * n - place) };
}

/** The number of pairs in which x is larger, ties counted half. */
function largerPairs({ x, y }: Samples): number {
  let u = 0;
  let smaller = 0;
  let smallerOrEqual = 0;
  for (const value of x) {
    while (smaller < y.length && y[smaller]! < value) smaller++;
    while (smallerOrEqual < y.length && y[smallerOrEqual]! <= value) smallerOrEqual++;
    u += (smaller + smallerOrEqual) / 2;
  }
  return u;
}

/** Σ(t³ − t) over the groups of equal values in both samples together. */
function tieTerm({ x, y }: Samples): number {
  let term = 0;
  let i = 0;
  let j = 0;
  while (i < x.length || j < y.length) {
    const value = Math.min(x[i] ?? Infinity, y[j] ?? Infinity);
    const start = i + j;
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    const size = i + j - start;
    term += size ** 3 - size;
  }
  return term;
}

function pOf(samples: Samples, u: number): number {
  const m = samples.x.length;
  const n = samples.y.length;
  const total = m + n;
  const variance = ((m * n) / 12) * (total + 1 - tieTerm(samples) / (total * (total - 1)));
  const excess = u - (m * n) / 2;
  if (excess === 0) return 1;
  return Math.min(1, normalTwoSidedP((Math.abs(excess) - 0.5) / Math.sqrt(variance)));
}

/** `mannWhitney` of samples that are ascending and free of NaN already. */
export function mannWhitneySorted(samples: Samples): MannWhitney {
  const n = [samples.x.length, samples.y.length] as const;
  if (n[0] === 0 || n[1] === 0) {
    return { estimate: Number.NaN, low: Number.NaN, high: Number.NaN, p: Number.NaN, u: Number.NaN, n };
  }
  const u = largerPairs(samples);
  return { estimate: medianDifference(samples), ...shiftInterval(samples), p: pOf(samples, u), u, n };
}

/**
 * The Mann–Whitney test of two samples (normal approximation, ties, continuity correction, as R's
 * `wilcox.test(exact = FALSE)`), with the Hodges–Lehmann shift: the median of all differences x − y, and
 * Moses' 95% interval, unbounded when the samples are too small for one. NaN values are left out; with an
 * empty sample all is NaN; samples that are one and the same constant have shift 0 and p = 1.
 * Throws RangeError when a value is infinite.
 * Source: Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", chapter 4.
 */
export function mannWhitney(x: ArrayLike<number>, y: ArrayLike<number>): MannWhitney {
  return mannWhitneySorted({
    x: recordedValues(x, "Values").sort(),
    y: recordedValues(y, "Values").sort(),
  });
}
