/** Bins of equal width on a logarithmic axis: bin `index` holds values from its edge up to that of the next. */

/** The lower edge of a bin, with so many bins to a factor of ten; bin 0 begins at 1. */
export function logBinEdge(index: number, perDecade: number): number {
  return 10 ** (index / perDecade);
}

/**
 * The bin of a value above 0. Edges count as computed, not as rounded, so a value on an edge belongs to the bin
 * above it. Throws RangeError for a value that has no place on the axis.
 */
export function logBinOf(value: number, perDecade: number): number {
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new RangeError(`A value on a logarithmic axis must be above zero and finite, not ${value}.`);
  }
  const guess = Math.floor(Math.log10(value) * perDecade);
  if (value < logBinEdge(guess, perDecade)) return guess - 1;
  return value >= logBinEdge(guess + 1, perDecade) ? guess + 1 : guess;
}
