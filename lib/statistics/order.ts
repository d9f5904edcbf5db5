/** What is sorted: the places of values, and the two words of each that ascend as the values do. */
type Keys = {
  places: Uint32Array<ArrayBuffer>;
  low: Uint32Array<ArrayBuffer>;
  high: Uint32Array<ArrayBuffer>;
};

/** A pass sorts by so many bits of a word: as many streams as a processor's nearest memory can keep open. */
const BITS = 11;
const SHIFTS = [0, BITS, 2 * BITS];

function roomFor(count: number): Keys {
  return { places: new Uint32Array(count), low: new Uint32Array(count), high: new Uint32Array(count) };
}

/** Adding 0 makes −0 a 0. NaN is written over by what comes next. */
function keysOf(values: ArrayLike<number>): Keys {
  const recorded = new Float64Array(values.length + 1);
  const places = new Uint32Array(values.length + 1);
  let count = 0;
  for (let place = 0; place < values.length; place++) {
    const value = values[place]! + 0;
    recorded[count] = value;
    places[count] = place;
    count += +!Number.isNaN(value);
  }
  const keys = { ...roomFor(count), places: places.subarray(0, count) };
  // The high word of a double is the second one on every machine that runs this.
  const words = new Uint32Array(recorded.buffer);
  for (let index = 0; index < count; index++) {
    const high = words[2 * index + 1]!;
    const isNegative = -(high >>> 31);
    keys.low[index] = words[2 * index]! ^ isNegative;
    keys.high[index] = high ^ (isNegative | 0x80000000);
  }
  return keys;
}

/** Where each value of a digit begins once sorted by it; null when all have the same, so nothing moves. */
function startsOf(words: Uint32Array, shift: number): Uint32Array | null {
  const size = 1 << BITS;
  const starts = new Uint32Array(size + 1);
  for (let index = 0; index < words.length; index++) starts[((words[index]! >>> shift) & (size - 1)) + 1]!++;
  const same = ((words[0] ?? 0) >>> shift) & (size - 1);
  if (starts[same + 1] === words.length) return null;
  for (let value = 1; value <= size; value++) starts[value]! += starts[value - 1]!;
  return starts;
}

/** Moves all keys to where a digit puts them, those with the same digit in the order they had. */
function moveAll(of: { from: Keys; to: Keys; by: Uint32Array; shift: number; starts: Uint32Array }): void {
  const { from, to, by, shift, starts } = of;
  const mask = (1 << BITS) - 1;
  for (let index = 0; index < by.length; index++) {
    const place = starts[(by[index]! >>> shift) & mask]!++;
    to.places[place] = from.places[index]!;
    to.low[place] = from.low[index]!;
    to.high[place] = from.high[index]!;
  }
}

/**
 * The places of the values in ascending order, equal ones in the order given; NaN is left out. Sorts digit by
 * digit, several times faster than sorting places with a comparison.
 */
export function ascendingOrder(values: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  let keys = keysOf(values);
  let spare = roomFor(keys.places.length);
  for (const word of ["low", "high"] as const) {
    for (const shift of SHIFTS) {
      const starts = startsOf(keys[word], shift);
      if (starts === null) continue;
      moveAll({ from: keys, to: spare, by: keys[word], shift, starts });
      [keys, spare] = [spare, keys];
    }
  }
  return keys.places;
}
