import { DailySums } from "./daily-sums.ts";
import { TAIL } from "./distributions.ts";
import { type Comparison, EarlierSplits, FEWEST_SPLITS, hasEnoughHistory } from "./earlier-splits.ts";
import { placeboP, residualP } from "./placebo-rank.ts";
import { quantiles } from "./quantile.ts";
import { WindowLogs } from "./window-logs.ts";

/** Why there is no verdict. */
export type PlaceboDecline =
  /** The days after have not all passed, or those before begin ahead of the first. */
  | "window-incomplete"
  /** A day of either window is not recorded. */
  | "not-recorded"
  /** Too little history before it to know how far such figures wander by themselves. */
  | "little-history";

/** Three ranks among the earlier comparisons, and how many these are. */
export type Ranks = {
  /** The largest of the three below. */
  p: number;
  /** p₁: the rank of |ln ratio| as it is. */
  placeboP: number;
  /** p₂: after regression to the mean by the count before. */
  adjustedP: number;
  /** p₃: the same with both counts against the running mean. */
  runningP: number;
  earlierSplits: number;
  /** Among how many earlier comparisons the largest of the three is a rank. */
  rankedAmong: number;
};

/** A verdict claims something below this. */
export const CLAIMED_BELOW = 0.05;

/** The placebo rule over one history and one window, for any number of days. See `placebo`. */
export class PlaceboRule {
  readonly sums: DailySums;
  private readonly window: number;
  private readonly logs: WindowLogs;
  private readonly earlier: EarlierSplits;

  constructor(days: ArrayLike<number>, { window, others }: Pick<Comparison, "window" | "others">) {
    this.sums = new DailySums(days);
    this.window = window;
    this.logs = new WindowLogs(this.sums, window);
    this.earlier = new EarlierSplits(this.sums, { window, others });
  }

  /** Why the windows around a day cannot be compared; null where they can. */
  declineAt(at: number): PlaceboDecline | null {
    const { sums, window } = this;
    if (at - window < 0 || at + window > sums.length) return "window-incomplete";
    if (!sums.isRecorded(at - window, at + window)) return "not-recorded";
    if (!hasEnoughHistory({ at, window })) return "little-history";
    return this.splitsBefore(at).length < FEWEST_SPLITS ? "little-history" : null;
  }

  splitsBefore(at: number): Int32Array {
    return this.earlier.before(at);
  }

  logRatio(at: number): number {
    return this.logs.ratio(at);
  }

  logRatios(days: Int32Array): Float64Array {
    return this.logs.ratios(days);
  }

  /** Only for a day that is not declined. */
  ranksAt(at: number): Ranks {
    const splits = this.splitsBefore(at);
    let late = splits.length;
    while (late > 0 && splits[late - 1]! < 2 * this.window) late--;
    const placebo = placeboP(this.logs.ratios(splits), this.logs.ratio(at));
    const adjusted = residualP(this.logs.points(splits), this.logs.point(at));
    const running = residualP(
      this.logs.pointsFromMean(splits.subarray(0, late)),
      this.logs.pointFromMean(at),
    );
    const p = Math.max(placebo, adjusted, running);
    return {
      p,
      placeboP: placebo,
      adjustedP: adjusted,
      runningP: running,
      earlierSplits: splits.length,
      rankedAmong: p === placebo || p === adjusted ? splits.length : late,
    };
  }

  /** Between which ratios 95 of 100 earlier comparisons lie. */
  wanderBefore(at: number): { low: number; high: number } {
    const ratios = this.logRatios(this.splitsBefore(at));
    const [low, high] = quantiles(ratios, [TAIL, 1 - TAIL]).map(Math.exp) as [number, number];
    return { low, high };
  }

  /** The rule asked on days on which nothing is known to have happened, each with what lay before it alone. */
  callsOn(days: ArrayLike<number>): { called: number; of: number } {
    let [called, of] = [0, 0];
    for (let index = 0; index < days.length; index++) {
      if (this.declineAt(days[index]!) !== null) continue;
      of++;
      if (this.ranksAt(days[index]!).p < CLAIMED_BELOW) called++;
    }
    return { called, of };
  }
}
