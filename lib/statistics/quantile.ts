import { allRecorded, recordedValues } from "./checks.ts";
import { narrow } from "./narrow.ts";
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

function between(low: number, high: number, fraction: number): number {
  return fraction === 0 ? low : low + fraction * (high - low);
}

/**
 * The type 7 quantile (R's default) of values already in ascending order and free of NaN; p from 0 to 1.
 * NaN when there are none. Throws RangeError when p lies outside 0 to 1.
 * Source: Hyndman and Fan (1996), "Sample quantiles in statistical packages".
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  requireProbability(p);
  if (sorted.length === 0) return Number.NaN;
  const { lower, upper, fraction } = placeOf(sorted.length, p);
  return between(sorted[lower]!, sorted[upper]!, fraction);
}

/** From this length on it pays to narrow the search before selecting. */
const MANY = 8000;

/** For each rank, from 0, the value that would stand there if all were sorted; no NaN. The values stay as they are. */
export function orderStatistics(values: Float64Array, asked: readonly number[]): Map<number, number> {
  const ranks = [...new Set(asked)].sort((a, b) => a - b);
  if (ranks.length === 0) return new Map();
  const few = values.length < MANY ? { values: values.slice(), ranks } : narrow(values, ranks);
  selectAll(few.values, few.ranks);
  return new Map(ranks.map((rank, i) => [rank, few.values[few.ranks[i]!]!]));
}

/**
 * Type 7 quantiles of values in any order, one for each p, in the unit of the values. NaN values are
 * left out; with none left every answer is NaN. Selects instead of sorting, in linear time.
 * Throws RangeError when a p lies outside 0 to 1 or a value is infinite.
 */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  ps.forEach(requireProbability);
  const recorded = allRecorded(values) ? values : recordedValues(values, "Values");
  if (recorded.length === 0) return ps.map(() => Number.NaN);
  const places = ps.map((p) => placeOf(recorded.length, p));
  const found = orderStatistics(
    recorded,
    places.flatMap(({ lower, upper }) => [lower, upper]),
  );
  return places.map(({ lower, upper, fraction }) => between(found.get(lower)!, found.get(upper)!, fraction));
}

/** One type 7 quantile; see `quantiles`. */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0]!;
}
