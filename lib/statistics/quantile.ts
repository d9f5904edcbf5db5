import { recordedValues } from "./checks.ts";
import { selectAll } from "./select.ts";

function requireProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile's share must lie between 0 and 1, not ${p}.`);
}

/** The two neighbours that a type 7 quantile lies between, and how far from the first. */
function placeOf(count: number, p: number): { lower: number; upper: number; fraction: number } {
  const place = (count - 1) * p;
  const lower = Math.floor(place);
  return { lower, upper: Math.min(lower + 1, count - 1), fraction: place - lower };
}

function interpolate(values: ArrayLike<number>, p: number): number {
  if (values.length === 0) return Number.NaN;
  const { lower, upper, fraction } = placeOf(values.length, p);
  const low = values[lower]!;
  return fraction === 0 ? low : low + fraction * (values[upper]! - low);
}

/**
 * The type 7 quantile (R's default) of values already in ascending order and free of NaN; p from 0 to 1.
 * NaN when there are none. Throws RangeError when p lies outside 0 to 1.
 * Source: Hyndman and Fan (1996), "Sample quantiles in statistical packages".
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  requireProbability(p);
  return interpolate(sorted, p);
}

/**
 * Type 7 quantiles of values in any order, one for each p, in the unit of the values. NaN values are
 * left out; with none left every answer is NaN. Selects instead of sorting, on a copy, in linear time.
 * Throws RangeError when a p lies outside 0 to 1 or a value is infinite.
 */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  ps.forEach(requireProbability);
  const recorded = recordedValues(values, "Values");
  if (recorded.length === 0) return ps.map(() => Number.NaN);
  const places = ps.map((p) => placeOf(recorded.length, p));
  const ranks = new Set(places.flatMap(({ lower, upper }) => [lower, upper]));
  selectAll(
    recorded,
    [...ranks].sort((a, b) => a - b),
  );
  return ps.map((p) => interpolate(recorded, p));
}

/** One type 7 quantile; see `quantiles`. */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0]!;
}
