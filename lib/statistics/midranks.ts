/** For each sorted value, the mean of the ranks (from 1) that it and its equals occupy. */
function midranksOfSorted(sorted: Float64Array): Float64Array {
  const ranks = new Float64Array(sorted.length);
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    ranks.fill((from + 1 + to) / 2, from, to);
    from = to;
  }
  return ranks;
}

/** The place of a value that is present in an ascending array. */
function placeIn(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length - 1;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Ranks from 1 in ascending order; equal values share the mean of their ranks. No NaN allowed.
 * Sorting plain numbers and looking each up is faster than sorting positions with a comparison.
 */
export function midranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const ranks = midranksOfSorted(sorted);
  return values.map((value) => ranks[placeIn(sorted, value)]!);
}
