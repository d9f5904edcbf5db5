/** Above this length a sample narrows the search first. */
const SAMPLED = 600;

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i]!;
  values[i] = values[j]!;
  values[j] = kept;
}

/** Splits left..right around the value at `rank`; returns where that value came to stand. */
function partition(values: Float64Array, { left, right, rank }: Search): number {
  const pivot = values[rank]!;
  let i = left;
  let j = right;
  swap(values, left, rank);
  if (values[right]! > pivot) swap(values, left, right);
  while (i < j) {
    swap(values, i++, j--);
    while (values[i]! < pivot) i++;
    while (values[j]! > pivot) j--;
  }
  if (values[left] === pivot) swap(values, left, j);
  else swap(values, ++j, right);
  return j;
}

type Search = { left: number; right: number; rank: number };

/** The stretch that holds the wanted value with high probability, from the sample size of the source. */
function narrowed({ left, right, rank }: Search): Search {
  const n = right - left + 1;
  const place = rank - left + 1;
  const size = 0.5 * Math.exp((2 * Math.log(n)) / 3);
  const margin = 0.5 * Math.sqrt((Math.log(n) * size * (n - size)) / n) * Math.sign(place - n / 2);
  return {
    left: Math.max(left, Math.floor(rank - (place * size) / n + margin)),
    right: Math.min(right, Math.floor(rank + ((n - place) * size) / n + margin)),
    rank,
  };
}

/**
 * Reorders left..right (both included) so that `rank` holds what it would hold if sorted, with nothing
 * larger before it and nothing smaller after it. Linear time; no NaN allowed.
 * Source: Floyd and Rivest (1975), "Algorithm 489: the algorithm SELECT".
 */
export function select(values: Float64Array, search: Search): void {
  let { left, right } = search;
  const { rank } = search;
  while (right > left) {
    if (right - left > SAMPLED) select(values, narrowed({ left, right, rank }));
    const split = partition(values, { left, right, rank });
    if (split <= rank) left = split + 1;
    if (rank <= split) right = split - 1;
  }
}

/** As `select`, for several ranks in ascending order: each split halves the work of those that remain. */
export function selectAll(values: Float64Array, ranks: readonly number[]): void {
  const within = (some: readonly number[], left: number, right: number): void => {
    if (some.length === 0) return;
    const middle = some.length >> 1;
    const rank = some[middle]!;
    select(values, { left, right, rank });
    within(some.slice(0, middle), left, rank - 1);
    within(some.slice(middle + 1), rank + 1, right);
  };
  within(ranks, 0, values.length - 1);
}
