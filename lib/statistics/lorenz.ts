import { recordedAmounts } from "./checks.ts";
import { sortAmounts } from "./sort-amounts.ts";
import { curveThinner } from "./thin.ts";

/** `items`: the share of all values, smallest first; `total`: the share of the sum that they hold. */
type LorenzPoint = { items: number; total: number };

/** How many values, the largest, and which share of the sum they hold. */
type Held = { items: number; share: number };

/** `gini` from 0 (all equal) to nearly 1 (one holds all); `total` in the unit of the values. */
export type Lorenz = {
  n: number;
  total: number;
  gini: number;
  points: LorenzPoint[];
  worst: { single: Held; onePercent: Held; fivePercent: Held; tenPercent: Held };
};

/** The share of the sum held by the largest `items` of ascending values. */
function heldByLargest(sorted: Float64Array, { items, total }: { items: number; total: number }): Held {
  let sum = 0;
  for (let index = sorted.length - 1; index >= sorted.length - items; index--) sum += sorted[index]!;
  return { items, share: sum / total };
}

function curveOf(sorted: Float64Array, total: number): LorenzPoint[] {
  if (!(total > 0)) return [];
  const points: LorenzPoint[] = [{ items: 0, total: 0 }];
  const isFar = curveThinner();
  isFar(0, 0);
  let sum = 0;
  for (let index = 0; index < sorted.length - 1; index++) {
    sum += sorted[index]!;
    const point = { items: (index + 1) / sorted.length, total: sum / total };
    if (isFar(point.items, point.total)) points.push(point);
  }
  points.push({ items: 1, total: 1 });
  return points;
}

/** Gini's coefficient of ascending values, not corrected for small samples. */
function giniOf(sorted: Float64Array, total: number): number {
  const n = sorted.length;
  let sum = 0;
  for (let index = 0; index < n; index++) sum += (2 * index + 1 - n) * sorted[index]!;
  return sum / (n * total);
}

/**
 * How concentrated amounts are: Lorenz curve (at most 200 points, (0, 0) to (1, 1)), Gini coefficient, and
 * the shares of the sum held by the largest 1%, 5%, 10% (rounded up to whole items) and the single largest.
 * NaN values are left out. With none left, or all zero, nothing is shared: no points, gini and shares NaN.
 * Throws RangeError when a value is negative or infinite.
 * Source: Lorenz (1905), "Methods of measuring the concentration of wealth"; Gini (1912).
 */
export function lorenz(values: ArrayLike<number>): Lorenz {
  const sorted = sortAmounts(recordedAmounts(values, "Values"));
  const n = sorted.length;
  let total = 0;
  for (const value of sorted) total += value;
  const percent = (percentage: number) =>
    heldByLargest(sorted, { items: Math.ceil((n * percentage) / 100), total });
  return {
    n,
    total,
    gini: giniOf(sorted, total),
    points: curveOf(sorted, total),
    worst: {
      single: heldByLargest(sorted, { items: Math.min(1, n), total }),
      onePercent: percent(1),
      fivePercent: percent(5),
      tenPercent: percent(10),
    },
  };
}
