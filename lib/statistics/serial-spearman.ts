import { requireSameLength } from "./checks.ts";
import { studentTwoSidedP } from "./distributions.ts";
import { columnOf, rankDeviations } from "./midranks.ts";
import { type Spearman, spearman } from "./spearman.ts";

/** Ranks of a series as deviations from their mean. */
function ranksOf(values: ArrayLike<number>): Float64Array {
  const column = columnOf(values);
  const { byCode } = rankDeviations(column);
  return Float64Array.from(column.codes, (code) => byCode[code]!);
}

/** What is left of a series without its straight line. */
function withoutLine(series: Float64Array): Float64Array {
  const middle = (series.length - 1) / 2;
  let [along, squares] = [0, 0];
  for (let i = 0; i < series.length; i++) {
    along += (i - middle) * series[i]!;
    squares += (i - middle) ** 2;
  }
  return series.map((value, i) => value - (along / squares) * (i - middle));
}

/** Σ x(i) y(i + lag); as on a ring where `round`. */
function products(x: Float64Array, y: Float64Array, of: { lag: number; round?: boolean }): number {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < (of.round ? n : n - of.lag); i++) sum += x[i]! * y[(i + of.lag) % n]!;
  return sum;
}

/**
 * p of a correlation of two series by the number of independent pairs that would tell as much: fewer, the more each goes
 * on as it was. Source: Pyper and Peterman (1998), "Comparison of methods to account for autocorrelation".
 */
function fewerPairsP(x: Float64Array, y: Float64Array, fitted: number): number {
  const n = x.length;
  const [own, other] = [products(x, x, { lag: 0 }), products(y, y, { lag: 0 })];
  const rho = products(x, y, { lag: 0 }) / Math.sqrt(own * other);
  let spread = 1;
  for (let lag = 1; lag <= n / 2; lag++)
    spread += 2 * (1 - lag / n) * (products(x, x, { lag }) / own) * (products(y, y, { lag }) / other);
  const pairs = Math.max(3, Math.min(n, n / Math.max(spread, 1e-9)) - fitted);
  return studentTwoSidedP(rho * Math.sqrt((pairs - 2) / (1 - rho * rho)), pairs - 2);
}

/** The rank of a correlation among those of the one series with the other one moved on along a ring. */
function movedP(x: Float64Array, y: Float64Array): number {
  const found = Math.abs(products(x, y, { lag: 0 }));
  let asLarge = 1;
  for (let lag = 1; lag < x.length; lag++)
    if (Math.abs(products(x, y, { lag, round: true })) >= found * (1 - 1e-12)) asLarge++;
  return asLarge / x.length;
}

/**
 * Spearman's rank correlation of two series in order of time, none of it missing, with a p that holds where each goes on
 * as it was: the largest of `spearman`'s, of one with fewer independent pairs (of the ranks, and of what is left of them
 * without their straight lines), and of its rank among the same series moved against one another. Where nothing connects
 * the series it is under 0.05 in 2 to 8% (level, autocorrelated, walking, trending, seasonal, shifted; 26 to 104 places),
 * where `spearman`'s is in 4 to 76%. NaN as there.
 * Throws RangeError when lengths differ, or a value is infinite.
 */
export function serialSpearman(x: ArrayLike<number>, y: ArrayLike<number>): Spearman {
  requireSameLength(x, y, "The two series");
  const found = spearman(x, y);
  if (Number.isNaN(found.p) || Math.abs(found.rho) === 1) return found;
  const [left, right] = [ranksOf(x), ranksOf(y)];
  const ps = [
    fewerPairsP(left, right, 0),
    fewerPairsP(withoutLine(left), withoutLine(right), 1),
    movedP(left, right),
  ];
  // A series that is nothing but a line has nothing left without it.
  return { ...found, p: Math.max(found.p, ...ps.filter((p) => !Number.isNaN(p))) };
}
