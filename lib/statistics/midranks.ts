import { ascendingOrder } from "./order.ts";

/**
 * For each place a code from 1 that ascends as the values do, equal values sharing one; 0 where nothing is recorded.
 * `groups` is the highest code, `recorded` how many places have one.
 */
export type Column = { codes: Uint32Array; groups: number; recorded: number };

/** Sorts once what may be ranked many times. Throws RangeError when a value is infinite. */
export function columnOf(values: ArrayLike<number>): Column {
  const order = ascendingOrder(values);
  for (const end of [values[order[0]!], values[order.at(-1)!]])
    if (end !== undefined && !Number.isFinite(end))
      throw new RangeError(`Values must be finite, not ${end}.`);
  const codes = new Uint32Array(values.length);
  let groups = 0;
  let last = Number.NaN;
  for (let index = 0; index < order.length; index++) {
    const value = values[order[index]!]!;
    groups += +(value !== last);
    last = value;
    codes[order[index]!] = groups;
  }
  return { codes, groups, recorded: order.length };
}

/** How many places both columns have recorded. */
export function pairsOf({ codes: x }: Column, { codes: y }: Column): number {
  let pairs = 0;
  for (let place = 0; place < x.length; place++) pairs += +(x[place]! > 0) & +(y[place]! > 0);
  return pairs;
}

/** How far each code's rank lies from the mean rank, 0 for code 0, and the sum of squares over all places. */
export type Deviations = { byCode: Float64Array; squares: number };

/**
 * Ranks, from 1 in ascending order with the mean for equal values, among the places that `other` has recorded
 * as well, as deviations from their mean.
 */
export function rankDeviations(column: Column, other: Column = column): Deviations {
  const { codes, groups } = column;
  const sizes = new Uint32Array(groups + 1);
  for (let place = 0; place < codes.length; place++) sizes[codes[place]!]! += +(other.codes[place]! > 0);
  const mean = (pairsOf(column, other) + 1) / 2;
  const byCode = new Float64Array(groups + 1);
  let squares = 0;
  for (let code = 1, below = 0; code <= groups; code++) {
    const deviation = below + (sizes[code]! + 1) / 2 - mean;
    byCode[code] = deviation;
    squares += sizes[code]! * deviation * deviation;
    below += sizes[code]!;
  }
  return { byCode, squares };
}
