import { requireSameLength } from "./checks.ts";
import { studentTwoSidedP } from "./distributions.ts";
import { type Column, columnOf, midranks } from "./midranks.ts";

/** `rho` from −1 to 1, its two-sided p, and how many pairs were recorded on both sides. */
export type Spearman = { rho: number; p: number; n: number };

/** Pearson's coefficient of two columns of ranks, NaN at the same places, whose mean is known. */
function correlationOf(x: Float64Array, y: Float64Array, n: number): number {
  const mean = (n + 1) / 2;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < x.length; index++) {
    const dx = x[index]! - mean;
    if (Number.isNaN(dx)) continue;
    const dy = y[index]! - mean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

function correlate(x: Column, y: Column): Spearman {
  const left = midranks(x, y.values);
  const right = midranks(y, x.values);
  let n = 0;
  for (const rank of left) if (!Number.isNaN(rank)) n++;
  const rho = correlationOf(left, right, n);
  if (n < 3 || Number.isNaN(rho)) return { rho, p: Number.NaN, n };
  return { rho, p: studentTwoSidedP(rho / Math.sqrt((1 - rho * rho) / (n - 2)), n - 2), n };
}

/**
 * Spearman's rank correlation with midranks for ties and the t approximation, as R's
 * `cor.test(method = "spearman", exact = FALSE)`. Pairs with a NaN are left out. `rho` is NaN with fewer
 * than two pairs or a constant side, `p` also with exactly two pairs.
 * Throws RangeError when lengths differ or a value is infinite.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Spearman {
  requireSameLength(x, y, "The two measures");
  return correlate(columnOf(x), columnOf(y));
}

/**
 * `spearman` of every measure (row) with every other (column), each pair over the places where both are
 * recorded. Each measure is sorted once, so this is much faster than asking pair by pair.
 */
export function spearmanMatrix(measures: readonly ArrayLike<number>[]): Spearman[][] {
  for (const measure of measures) requireSameLength(measures[0]!, measure, "The measures");
  const columns = measures.map(columnOf);
  const matrix: Spearman[][] = columns.map(() => []);
  columns.forEach((x, row) => {
    for (let column = 0; column <= row; column++) {
      const answer = correlate(x, columns[column]!);
      matrix[row]![column] = answer;
      matrix[column]![row] = answer;
    }
  });
  return matrix;
}
