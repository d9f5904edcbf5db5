/**
 * Sums over whole days in constant time. `days` are counts or amounts a day, zero or more, from the first
 * day of coverage on; a NaN is a day that is not recorded. `to` is the day after the last one meant.
 * Throws RangeError when a day is negative or infinite.
 */
export class DailySums {
  readonly length: number;
  private readonly sums: Float64Array;
  private readonly known: Uint32Array;

  constructor(days: ArrayLike<number>) {
    this.length = days.length;
    this.sums = new Float64Array(days.length + 1);
    this.known = new Uint32Array(days.length + 1);
    for (let day = 0; day < days.length; day++) {
      const value = days[day]!;
      if (value < 0 || value === Infinity) throw new RangeError(`A day must be zero or more, not ${value}.`);
      const isKnown = !Number.isNaN(value);
      this.sums[day + 1] = this.sums[day]! + (isKnown ? value : 0);
      this.known[day + 1] = this.known[day]! + (isKnown ? 1 : 0);
    }
  }

  /** The sum of the recorded days. */
  sum(from: number, to: number): number {
    return this.sums[to]! - this.sums[from]!;
  }

  /** How many of the days are recorded. */
  recorded(from: number, to: number): number {
    return this.known[to]! - this.known[from]!;
  }

  isRecorded(from: number, to: number): boolean {
    return this.recorded(from, to) === to - from;
  }
}
