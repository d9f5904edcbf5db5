import { DailySums } from "./daily-sums.ts";
import { createRandom } from "./random.ts";

/** Bad days come in weeks: blocks of this length keep what is in them together. */
const BLOCK = 7;

/** `draws` sums of so many `days`. */
export type Drawn = { days: number; draws: number; seed: number };

/** Daily amounts as on a ring, whose last day is followed by the first: every day is in as many blocks. */
export function ringSums(daily: ArrayLike<number>, block = BLOCK): Float64Array {
  const sums = new DailySums(daily);
  const n = daily.length;
  if (sums.recorded(0, n) !== n) throw new RangeError("Every day must be recorded.");
  if (n < block) throw new RangeError(`There must be ${block} days, not ${n}.`);
  return Float64Array.from(daily, (_, day) =>
    day + block <= n ? sums.sum(day, day + block) : sums.sum(day, n) + sums.sum(0, day + block - n),
  );
}

/**
 * Sums that so many days could have come to: weeks of the days given, drawn with replacement from a ring and put
 * together, the last one cut to length. The same for the same seed.
 * Throws RangeError with fewer than seven days, or one not recorded, negative or infinite.
 * Source: Politis and Romano (1992), "A circular block-resampling procedure for stationary data".
 */
export function blockSums(daily: ArrayLike<number>, { days, draws, seed }: Drawn): Float64Array {
  const whole = Math.floor(days / BLOCK);
  const rest = days - whole * BLOCK;
  const [weeks, cut] = [ringSums(daily), rest > 0 ? ringSums(daily, rest) : null];
  const { next } = createRandom(seed);
  const draw = (sums: Float64Array) => sums[Math.floor(next() * sums.length)]!;
  const drawn = new Float64Array(draws);
  for (let index = 0; index < draws; index++) {
    let sum = cut ? draw(cut) : 0;
    for (let week = 0; week < whole; week++) sum += draw(weeks);
    drawn[index] = sum;
  }
  return drawn;
}
