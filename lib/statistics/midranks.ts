import { recordedValues } from "./checks.ts";
import { ascendingOrder } from "./order.ts";

/** Values, NaN where not recorded, and the places of the recorded ones in ascending order. */
export type Column = { values: Float64Array; order: Uint32Array };

/** Sorts once what may be ranked many times. Throws RangeError when a value is infinite. */
export function columnOf(given: ArrayLike<number>): Column {
  const values = Float64Array.from(given);
  const recorded = recordedValues(values, "Values");
  const places = new Uint32Array(recorded.length);
  for (let place = 0, count = 0; place < values.length; place++) {
    if (!Number.isNaN(values[place])) places[count++] = place;
  }
  const order = ascendingOrder(recorded);
  for (let index = 0; index < order.length; index++) order[index] = places[order[index]!]!;
  return { values, order };
}

/** The places of an order that are recorded in another column as well. */
function placesIn(order: Uint32Array, other: Float64Array): Uint32Array {
  const places = new Uint32Array(order.length);
  let count = 0;
  for (let index = 0; index < order.length; index++) {
    if (!Number.isNaN(other[order[index]!])) places[count++] = order[index]!;
  }
  return places.subarray(0, count);
}

/**
 * The rank, from 1 in ascending order, of each value whose place is recorded in `other` as well; equal
 * values share the mean of their ranks; NaN for the rest.
 */
export function midranks({ values, order }: Column, other: Float64Array = values): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  const places = placesIn(order, other);
  for (let from = 0; from < places.length; ) {
    const value = values[places[from]!]!;
    let to = from + 1;
    while (to < places.length && values[places[to]!]! === value) to++;
    const rank = (from + 1 + to) / 2;
    for (let index = from; index < to; index++) ranks[places[index]!] = rank;
    from = to;
  }
  return ranks;
}
