/** Refuses anything but a whole number from 0 that a double holds exactly. */
export function requireCount(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number, zero or more, not ${value}.`);
  }
}

/** Refuses events that exceed the members they are counted among. */
export function requirePart(part: number, whole: number, name: string): void {
  requireCount(part, name);
  requireCount(whole, `The total of ${name.toLowerCase()}`);
  if (part > whole) throw new RangeError(`${name} (${part}) cannot exceed their total (${whole}).`);
}

/** The same of effective numbers, which need not be whole. */
export function requireEffectivePart(part: number, whole: number, name: string): void {
  if (!(part >= 0 && part <= whole && whole < Infinity))
    throw new RangeError(`${name} must be a part of a whole from zero up, not ${part} of ${whole}.`);
}

/** Whether these are plain numbers already, none of them NaN or infinite, so that no copy is needed. */
export function allRecorded(values: ArrayLike<number>): values is Float64Array {
  if (!(values instanceof Float64Array)) return false;
  // Zero times a number is zero; NaN and infinities leave NaN behind.
  let rest = 0;
  for (let index = 0; index < values.length; index++) rest += 0 * values[index]!;
  return rest === 0;
}

/** A copy of the recorded values: NaN is left out, infinite values are refused. */
export function recordedValues(values: ArrayLike<number>, name: string): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    if (value - value !== 0) throw new RangeError(`${name} must be finite, not ${value}.`);
    copy[count++] = value;
  }
  return copy.subarray(0, count);
}

/** As `recordedValues`, for amounts and durations, which cannot be below zero. */
export function recordedAmounts(values: ArrayLike<number>, name: string): Float64Array<ArrayBuffer> {
  const recorded = recordedValues(values, name);
  for (let index = 0; index < recorded.length; index++) {
    if (recorded[index]! < 0) throw new RangeError(`${name} must be zero or more, not ${recorded[index]}.`);
  }
  return recorded;
}

/** Refuses two samples that should be paired but differ in length. */
export function requireSameLength(x: ArrayLike<unknown>, y: ArrayLike<unknown>, names: string): void {
  if (x.length !== y.length) {
    throw new RangeError(`${names} must have the same length, not ${x.length} and ${y.length}.`);
  }
}
