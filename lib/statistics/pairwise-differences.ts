import { select } from "./select.ts";

/** Two ascending samples, and by that all differences x − y, which are never written out. */
export type Samples = { x: Float64Array; y: Float64Array };

/** How many differences are at most a limit, the largest of those, and the smallest of the others. */
type Census = { count: number; below: number; above: number };

/** The wanted difference is above `low` and at most `high`, as far up as `lowCount` and `highCount` of all are. */
type Bracket = { low: number; high: number; lowCount: number; highCount: number };

type Wanted = { samples: Samples; rank: number };

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The place of a number among all that a double can hold; both zeros have place 0. */
function placeOf(value: number): bigint {
  double[0] = Math.abs(value);
  return value < 0 ? -bits[0]! : bits[0]!;
}

function numberAt(place: bigint): number {
  bits[0] = place < 0n ? -place : place;
  return place < 0n ? -double[0]! : double[0]!;
}

function nextBelow(value: number): number {
  return numberAt(placeOf(value) - 1n);
}

/** The number with as many others below it as above it, between two: also where their scales differ widely. */
function middleOf(low: number, high: number): number {
  return numberAt((placeOf(low) + placeOf(high)) / 2n);
}

/** Adds instead of branching: which sample comes next is a coin toss that no processor can predict. */
function countUpTo({ x, y }: Samples, limit: number): number {
  let count = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    const isAbove = +(x[i]! - y[j]! > limit);
    count += (1 - isAbove) * (y.length - j);
    i += 1 - isAbove;
    j += isAbove;
  }
  return count;
}

function censusAt({ x, y }: Samples, limit: number): Census {
  const census = { count: 0, below: -Infinity, above: Infinity };
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    const difference = x[i]! - y[j]!;
    if (difference > limit) {
      census.above = Math.min(census.above, difference);
      j++;
    } else {
      census.below = Math.max(census.below, difference);
      census.count += y.length - j;
      i++;
    }
  }
  return census;
}

/** Differences spread evenly over both samples; the golden ratio keeps their pattern out of step. */
function sampleOf({ x, y }: Samples, size: number): Float64Array {
  const golden = 0.618033988749895;
  const sample = new Float64Array(size);
  for (let index = 0; index < size; index++) {
    const i = Math.floor((x.length * (index + 0.5)) / size);
    const j = Math.floor(y.length * ((index * golden) % 1));
    sample[index] = x[i]! - y[j]!;
  }
  return sample.sort();
}

function narrow({ samples, rank }: Wanted, { bracket, value }: { bracket: Bracket; value: number }): Bracket {
  if (value <= bracket.low || value >= bracket.high) return bracket;
  const count = countUpTo(samples, value);
  return rank < count
    ? { ...bracket, high: value, highCount: count }
    : { ...bracket, low: value, lowCount: count };
}

/** Narrows to a value that is a difference, or to one side of it, so that many equal ones cannot stay. */
function narrowToValue(wanted: Wanted, { bracket, value }: { bracket: Bracket; value: number }): Bracket {
  const upTo = narrow(wanted, { bracket, value });
  return narrow(wanted, { bracket: upTo, value: nextBelow(value) });
}

/** Around what a sample says, with room for its error: rarely wrong, and then only slower. */
function startingBracket(wanted: Wanted, size: number): Bracket {
  const { x, y } = wanted.samples;
  const total = x.length * y.length;
  const sample = sampleOf(wanted.samples, size);
  const place = Math.floor((sample.length * wanted.rank) / total);
  const margin = Math.ceil(Math.sqrt(sample.length) / 2);
  const from = sample[Math.max(0, place - margin)]!;
  const to = sample[Math.min(sample.length - 1, place + margin)]!;
  const all = {
    low: nextBelow(x[0]! - y[y.length - 1]!),
    high: x[x.length - 1]! - y[0]!,
    lowCount: 0,
    highCount: total,
  };
  const above = narrow(wanted, { bracket: all, value: nextBelow(from) });
  return narrow(wanted, { bracket: above, value: to });
}

/** Where the wanted rank should lie if differences were even, moved a little to one side or the other. */
function aim(
  { low, high, lowCount, highCount }: Bracket,
  { rank, side }: { rank: number; side: 1 | -1 },
): number {
  const share = (rank + 0.5 - lowCount) / (highCount - lowCount) + side * 0.02;
  const value = low + (high - low) * Math.max(0.01, Math.min(0.99, share));
  return value > low && value < high ? value : nextBelow(high);
}

/** One step closer: a guess first, and if that left most of the differences in, a value that is one. */
function closer(wanted: Wanted, { bracket, side }: { bracket: Bracket; side: 1 | -1 }): Bracket {
  const before = bracket.highCount - bracket.lowCount;
  const guessed = narrow(wanted, { bracket, value: aim(bracket, { rank: wanted.rank, side }) });
  if (guessed.highCount - guessed.lowCount < before / 2) return guessed;
  const { count, below, above } = censusAt(wanted.samples, middleOf(guessed.low, guessed.high));
  return narrowToValue(wanted, { bracket: guessed, value: wanted.rank < count ? below : above });
}

/** The wanted difference among those of a bracket, which are written out. */
function selectWithin({ samples: { x, y }, rank }: Wanted, bracket: Bracket): number {
  const within = new Float64Array(bracket.highCount - bracket.lowCount);
  let count = 0;
  let first = 0;
  for (const left of x) {
    while (first < y.length && left - y[first]! > bracket.high) first++;
    for (let j = first; j < y.length && left - y[j]! > bracket.low; j++) within[count++] = left - y[j]!;
  }
  const place = rank - bracket.lowCount;
  select(within, { left: 0, right: within.length - 1, rank: place });
  return within[place]!;
}

/**
 * The difference of a rank (from 0) among all in ascending order. Guesses values, counts what lies below
 * them, and when few are left writes those out: each guess costs O(m + n), memory is O(m + n). Neither
 * sample may be empty. After Johnson and Mizoguchi (1978), "Selecting the Kth element in X + Y".
 */
export function differenceAtRank(samples: Samples, rank: number): number {
  const { x, y } = samples;
  const few = Math.max(500, x.length + y.length);
  const wanted = { samples, rank };
  const total = x.length * y.length;
  if (total <= few)
    return selectWithin(wanted, { low: -Infinity, high: Infinity, lowCount: 0, highCount: total });
  let bracket = startingBracket(wanted, Math.min(4096, few));
  for (let side: 1 | -1 = 1; bracket.highCount - bracket.lowCount > few; side = side === 1 ? -1 : 1) {
    if (nextBelow(bracket.high) <= bracket.low) return bracket.high;
    bracket = closer(wanted, { bracket, side });
  }
  return selectWithin(wanted, bracket);
}

/** The median of all differences. Neither sample may be empty. */
export function medianDifference(samples: Samples): number {
  const total = samples.x.length * samples.y.length;
  const half = Math.floor(total / 2);
  const upper = differenceAtRank(samples, half);
  if (total % 2 === 1) return upper;
  const { count, below } = censusAt(samples, nextBelow(upper));
  return count < half ? upper : (below + upper) / 2;
}
