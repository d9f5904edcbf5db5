import { select } from "./select.ts";

/** Two ascending samples, and by that all differences x − y, which are never written out. */
export type Samples = { x: Float64Array; y: Float64Array };

/**
 * The differences still in question: for each x those with y from `from` up to, not including, `to`.
 * Along a row differences fall; `total` counts them all.
 */
type Stretches = { from: Int32Array; to: Int32Array; total: number };

/** A stretch for each x on either side of a value; what lies between is the value itself. */
type Split = { above: Stretches; below: Stretches };

/** Spreads the sampled places within their steps, so that no pattern in the data can meet them all. */
const GOLDEN = 0.618033988749895;

function splitAt({ x, y }: Samples, { stretches, value }: { stretches: Stretches; value: number }): Split {
  const { from, to } = stretches;
  const aboveTo = new Int32Array(x.length);
  const belowFrom = new Int32Array(x.length);
  let above = 0;
  let below = 0;
  let notAbove = 0;
  let less = 0;
  for (let i = 0; i < x.length; i++) {
    const left = x[i]!;
    const start = from[i]!;
    const end = to[i]!;
    while (notAbove < y.length && left - y[notAbove]! > value) notAbove++;
    if (less < notAbove) less = notAbove;
    while (less < y.length && left - y[less]! === value) less++;
    const split = Math.max(start, Math.min(notAbove, end));
    const rest = Math.max(start, Math.min(less, end));
    aboveTo[i] = split;
    belowFrom[i] = rest;
    above += split - start;
    below += end - rest;
  }
  return { above: { from, to: aboveTo, total: above }, below: { from: belowFrom, to, total: below } };
}

/** Every difference in question, or as many of them as asked for, evenly spread. */
function takeFrom({ x, y }: Samples, { from, to, total }: Stretches, size = total): Float64Array {
  const taken = new Float64Array(size);
  const step = total / size;
  let count = 0;
  let passed = 0;
  let place = 0;
  for (let i = 0; i < x.length && count < size; i++) {
    const width = to[i]! - from[i]!;
    while (count < size && place < passed + width) {
      taken[count++] = x[i]! - y[from[i]! + Math.floor(place - passed)]!;
      place = size === total ? count : step * (count + ((count * GOLDEN) % 1));
    }
    passed += width;
  }
  return taken;
}

/** A value a little to one side of the wanted rank, so that the next split leaves little on the other. */
function pivotOf(sample: Float64Array, { share, side }: { share: number; side: 1 | -1 }): number {
  const margin = 2.5 * Math.sqrt(sample.length * share * (1 - share)) + 1;
  const rank = Math.round(sample.length * share + side * margin);
  const place = Math.max(0, Math.min(sample.length - 1, rank));
  select(sample, { left: 0, right: sample.length - 1, rank: place });
  return sample[place]!;
}

/**
 * The difference of a rank (from 0) among all in ascending order. Splits what is in question at values
 * taken from a sample of it until the rest can be written out: time and memory O(m + n) a round, and few
 * rounds. Neither sample may be empty. Source: Johnson and Mizoguchi (1978), "Selecting the Kth element
 * in X + Y and X1 + … + Xm", with the sampled bounds of Floyd and Rivest's SELECT.
 */
export function differenceAtRank(samples: Samples, rank: number): number {
  const { x, y } = samples;
  const few = Math.max(500, x.length + y.length);
  const size = Math.ceil(few / 8);
  let side: 1 | -1 = 1;
  let stretches: Stretches = {
    from: new Int32Array(x.length),
    to: new Int32Array(x.length).fill(y.length),
    total: x.length * y.length,
  };
  let left = rank;
  while (stretches.total > few) {
    const { total } = stretches;
    const value = pivotOf(takeFrom(samples, stretches, size), { share: (left + 0.5) / total, side });
    const { above, below } = splitAt(samples, { stretches, value });
    if (left >= below.total && left < total - above.total) return value;
    stretches = left < below.total ? below : above;
    if (stretches === above) left -= total - above.total;
    side = side === 1 ? -1 : 1;
  }
  const rest = takeFrom(samples, stretches);
  select(rest, { left: 0, right: rest.length - 1, rank: left });
  return rest[left]!;
}

/** The largest difference below a value that is one of them, and how many there are below it. */
export function differencesBelow({ x, y }: Samples, value: number): { count: number; largest: number } {
  let count = 0;
  let largest = -Infinity;
  let less = 0;
  for (const left of x) {
    while (less < y.length && left - y[less]! >= value) less++;
    if (less === y.length) break;
    count += y.length - less;
    largest = Math.max(largest, left - y[less]!);
  }
  return { count, largest };
}
