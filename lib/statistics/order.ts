const BYTES = 8;

/** Copies of the values as pairs of words that ascend as the values do; adding 0 makes −0 a 0. */
function ascendingWords(values: Float64Array): Uint32Array<ArrayBuffer> {
  const copy = new Float64Array(values.length);
  for (let index = 0; index < copy.length; index++) copy[index] = values[index]! + 0;
  // The high word of a double is the second one on every machine that runs this.
  const words = new Uint32Array(copy.buffer);
  for (let high = 1; high < words.length; high += 2) {
    const isNegative = words[high]! >= 0x80000000;
    words[high] = isNegative ? ~words[high]! : words[high]! ^ 0x80000000;
    if (isNegative) words[high - 1] = ~words[high - 1]!;
  }
  return words;
}

/** Where each value of a byte begins once sorted by it; null when all have the same, so nothing moves. */
function startsOf(words: Uint32Array, { word, shift }: { word: number; shift: number }): Uint32Array | null {
  const starts = new Uint32Array(257);
  for (let at = word; at < words.length; at += 2) starts[((words[at]! >>> shift) & 255) + 1]!++;
  const same = ((words[word] ?? 0) >>> shift) & 255;
  if (starts[same + 1]! * 2 === words.length) return null;
  for (let value = 1; value < 257; value++) starts[value]! += starts[value - 1]!;
  return starts;
}

function placesOf(length: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(length);
  for (let place = 0; place < length; place++) places[place] = place;
  return places;
}

/**
 * The places of the values in ascending order, equal ones in the order given. No NaN allowed. Sorts byte
 * by byte, several times faster than sorting places with a comparison.
 */
export function ascendingOrder(values: Float64Array): Uint32Array<ArrayBuffer> {
  const words = ascendingWords(values);
  let order = placesOf(values.length);
  let next = new Uint32Array(values.length);
  for (let byte = 0; byte < BYTES; byte++) {
    const word = byte >> 2;
    const shift = (byte & 3) * 8;
    const starts = startsOf(words, { word, shift });
    if (!starts) continue;
    for (let index = 0; index < order.length; index++) {
      const place = order[index]!;
      next[starts[(words[2 * place + word]! >>> shift) & 255]!++] = place;
    }
    [order, next] = [next, order];
  }
  return order;
}
