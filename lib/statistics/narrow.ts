/** Bins by a double's first 14 bits: sign, exponent and two bits of fraction. */
const BINS = 16_384;
const SHIFT = 18;
const ZERO = BINS >> 1;

/** Of the two 32-bit halves of a double, the one with the sign comes second on nearly every machine. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * The few among many finite values that can stand at the given ranks (ascending) once sorted, and the ranks that
 * these have among the few: values are counted by their leading bits, and only bins that hold a rank are kept.
 * Two passes and no copy of the rest, so several times faster than reordering them.
 */
export function narrow(
  values: Float64Array,
  ranks: readonly number[],
): { values: Float64Array; ranks: number[] } {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const counts = new Uint32Array(BINS);
  for (let i = UPPER; i < halves.length; i += 2) counts[(halves[i]! >> SHIFT) + ZERO]! += 1;
  const { wanted, size, placed } = binsHolding(ranks, counts);
  const few = new Float64Array(size + 1);
  let kept = 0;
  for (let i = 0; i < values.length; i += 1) {
    // Written always and kept only when wanted: a branch would be foreseen wrongly too often.
    few[kept] = values[i]!;
    kept += wanted[(halves[2 * i + UPPER]! >> SHIFT) + ZERO]!;
  }
  return { values: few.subarray(0, size), ranks: placed };
}

function binsHolding(ranks: readonly number[], counts: Uint32Array) {
  const wanted = new Uint8Array(BINS);
  const placed: number[] = [];
  let [size, before] = [0, 0];
  for (let place = 0; placed.length < ranks.length; place += 1) {
    // The bits of negative numbers rise as the numbers fall.
    const bin = place < ZERO ? ZERO - 1 - place : place;
    const after = before + counts[bin]!;
    const kept = size;
    while (placed.length < ranks.length && ranks[placed.length]! < after) {
      if (wanted[bin] === 0) size += counts[bin]!;
      wanted[bin] = 1;
      placed.push(kept + ranks[placed.length]! - before);
    }
    before = after;
  }
  return { wanted, size, placed };
}
