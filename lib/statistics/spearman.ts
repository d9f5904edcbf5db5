import { requireSameLength } from "./checks.ts";
import { studentTwoSidedP } from "./distributions.ts";
import { type Column, columnOf, type Deviations, pairsOf, rankDeviations } from "./midranks.ts";

/** `rho` from −1 to 1, its two-sided p, and how many pairs were recorded on both sides. */
export type Spearman = { rho: number; p: number; n: number };

/** A column, and its ranks among all that it has recorded. */
type Ranked = { column: Column; own: Deviations };

function rankedOf(values: ArrayLike<number>): Ranked {
  const column = columnOf(values);
  return { column, own: rankDeviations(column) };
}

/** Where the pairs are all that a column has recorded, its ranks among them are its own. */
function deviationsAmong({ column, own }: Ranked, other: Ranked, pairs: number): Deviations {
  return pairs === column.recorded ? own : rankDeviations(column, other.column);
}

/** Σ of the products over the places that both have recorded: elsewhere one of the deviations is 0. */
function productSum(
  x: { codes: Uint32Array; of: Deviations },
  y: { codes: Uint32Array; of: Deviations },
): number {
  const [left, right] = [x.of.byCode, y.of.byCode];
  let sum = 0;
  for (let place = 0; place < x.codes.length; place++)
    sum += left[x.codes[place]!]! * right[y.codes[place]!]!;
  return sum;
}

function correlate(x: Ranked, y: Ranked): Spearman {
  const n = pairsOf(x.column, y.column);
  const [left, right] = [deviationsAmong(x, y, n), deviationsAmong(y, x, n)];
  const products = productSum({ codes: x.column.codes, of: left }, { codes: y.column.codes, of: right });
  const rho = Math.max(-1, Math.min(1, products / Math.sqrt(left.squares * right.squares)));
  if (n < 3 || Number.isNaN(rho)) return { rho, p: Number.NaN, n };
  return { rho, p: studentTwoSidedP(rho / Math.sqrt((1 - rho * rho) / (n - 2)), n - 2), n };
}

/**
 * Spearman's rank correlation with midranks for ties and the t approximation, as R's
 * `cor.test(method = "spearman", exact = FALSE)`. Pairs with a NaN are left out. `rho` is NaN with fewer
 * than two pairs or a constant side, `p` also with exactly two pairs.
 * Throws RangeError when lengths differ or a value is infinite.
 * Source: Spearman (1904), "The proof and measurement of association between two things".
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Spearman {
  requireSameLength(x, y, "The two measures");
  return correlate(rankedOf(x), rankedOf(y));
}

/**
 * `spearman` of every measure (row) with every other (column), each pair over the places where both are
 * recorded. Each measure is sorted once, so this is much faster than asking pair by pair.
 */
export function spearmanMatrix(measures: readonly ArrayLike<number>[]): Spearman[][] {
  for (const measure of measures) requireSameLength(measures[0]!, measure, "The measures");
  const columns = measures.map(rankedOf);
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
