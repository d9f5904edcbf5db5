import { recordedValues, requireSameLength } from "./checks.ts";
import { studentTwoSidedP } from "./distributions.ts";
import { midranks } from "./midranks.ts";

/** `rho` from −1 to 1, its two-sided p, and how many pairs were recorded on both sides. */
export type Spearman = { rho: number; p: number; n: number };

/** Both columns without the pairs that lack either value. */
function recordedPairs(x: ArrayLike<number>, y: ArrayLike<number>): [Float64Array, Float64Array] {
  const left = new Float64Array(x.length);
  const right = new Float64Array(x.length);
  for (let index = 0; index < x.length; index++) {
    const complete = !Number.isNaN(x[index]) && !Number.isNaN(y[index]);
    left[index] = complete ? x[index]! : Number.NaN;
    right[index] = complete ? y[index]! : Number.NaN;
  }
  return [recordedValues(left, "Values"), recordedValues(right, "Values")];
}

/** Pearson's coefficient of two columns of ranks, whose mean is known. */
function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (x.length + 1) / 2;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < x.length; index++) {
    const dx = x[index]! - mean;
    const dy = y[index]! - mean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/**
 * Spearman's rank correlation with midranks for ties and the t approximation, as R's
 * `cor.test(method = "spearman", exact = FALSE)`. Pairs with a NaN are left out. `rho` is NaN with fewer
 * than two pairs or a constant side, `p` also with exactly two pairs.
 * Throws RangeError when lengths differ or a value is infinite.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Spearman {
  requireSameLength(x, y, "The two measures");
  const [left, right] = recordedPairs(x, y);
  const n = left.length;
  const rho = correlation(midranks(left), midranks(right));
  if (n < 3 || Number.isNaN(rho)) return { rho, p: Number.NaN, n };
  return { rho, p: studentTwoSidedP(rho / Math.sqrt((1 - rho * rho) / (n - 2)), n - 2), n };
}
