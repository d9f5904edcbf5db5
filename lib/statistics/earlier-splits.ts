import { requireCount } from "./checks.ts";
import type { DailySums } from "./daily-sums.ts";

/** Fewer comparisons than this leave too few ranks below 5% for a page of several verdicts. */
export const FEWEST_SPLITS = 57;

/** A comparison of the `window` days from `at` on with as many before; days are counted from the first one covered. */
export type Comparison = {
  /** The first day after. */
  at: number;
  /** Days on either side. */
  window: number;
  /** First days of other recorded interventions of the same reach. */
  others?: readonly number[];
};

export const LONGEST_WINDOW = 90;
export const SHORTEST_WINDOW = 14;

/** Refuses a comparison whose days are no whole days. */
export function requireComparison({ at, window }: Comparison): void {
  requireCount(at, "A first day");
  requireCount(window, "A window");
  if (window === 0) throw new RangeError("A window must have a day.");
}

/** Whether enough days lie before a comparison to rank it among: at − 2w ≥ 19·⌊w/4⌋. */
export function hasEnoughHistory({ at, window }: Comparison): boolean {
  return at - 2 * window >= 19 * Math.floor(window / 4);
}

/**
 * The longest window, in days, that a comparison at `at` can have: the one asked for; where there is too little
 * history for it, the longest below with enough, of 14 to 90 days. Null where none has.
 */
export function windowWithHistory({ at, window }: Comparison): number | null {
  requireComparison({ at, window });
  if (hasEnoughHistory({ at, window })) return window;
  for (let days = Math.min(window, LONGEST_WINDOW); days >= SHORTEST_WINDOW; days--)
    if (hasEnoughHistory({ at, window: days })) return days;
  return null;
}

/** Splits lie a twelfth of a window apart: a coarser step makes the p too coarse. */
function stepOf(window: number): number {
  return Math.max(1, Math.floor(window / 12));
}

/**
 * The days at which the same comparison can be made in the history before one. Left out are those whose windows hold
 * a day that is not recorded, and those that straddle another intervention, unless fewer than 57 would be left: by
 * date alone, never by outcome.
 */
export class EarlierSplits {
  private readonly window: number;
  /** For each day: 0 where a day around it is not recorded, 1 where another intervention is straddled, else 2. */
  private readonly kinds: Uint8Array;

  constructor(sums: DailySums, { window, others = [] }: Pick<Comparison, "window" | "others">) {
    this.window = window;
    this.kinds = new Uint8Array(sums.length + 1);
    for (let day = window; day + window <= sums.length; day++)
      if (sums.isRecorded(day - window, day + window)) this.kinds[day] = 2;
    for (const other of others)
      for (
        let day = Math.max(0, other - window + 1);
        day < Math.min(this.kinds.length, other + window);
        day++
      )
        this.kinds[day] = Math.min(1, this.kinds[day]!);
  }

  /** For a comparison at `at`, latest first: at − w, then every `stepOf(w)` days back to w. */
  before(at: number): Int32Array {
    const clear = this.ofKind(at, 2);
    return clear.length < FEWEST_SPLITS ? this.ofKind(at, 1) : clear;
  }

  private ofKind(at: number, least: number): Int32Array {
    const { window, kinds } = this;
    const step = stepOf(window);
    const days = new Int32Array(Math.max(0, Math.floor((at - 2 * window) / step) + 1));
    let count = 0;
    for (let day = at - window; day >= window; day -= step) if (kinds[day]! >= least) days[count++] = day;
    return days.subarray(0, count);
  }
}
