import type { DailySums } from "./daily-sums.ts";
import type { Point, Points } from "./placebo-rank.ts";

/**
 * What the placebo rule compares, for one window and every day t at once; all in logarithms, NaN where a day of
 * the window is missing or not recorded.
 */
export class WindowLogs {
  readonly window: number;
  /** ln(Σ c[t − w, t) + ½) for each day t. */
  private readonly until: Float64Array;
  private readonly sums: DailySums;

  constructor(sums: DailySums, window: number) {
    this.window = window;
    this.sums = sums;
    this.until = new Float64Array(sums.length + 1).fill(Number.NaN);
    for (let day = window; day <= sums.length; day++)
      if (sums.isRecorded(day - window, day)) this.until[day] = Math.log(sums.sum(day - window, day) + 0.5);
  }

  /** ln M(t): the mean of up to 4w days before t, as a sum of w days. Asked of splits alone, which are few. */
  private mean(day: number): number {
    const { sums, window } = this;
    if (day < window || !sums.isRecorded(day - window, day)) return Number.NaN;
    const from = Math.max(0, day - 4 * window);
    return Math.log(((sums.sum(from, day) + 0.5) * window) / sums.recorded(from, day));
  }

  /** ln((A + ½) / (B + ½)). */
  ratio(day: number): number {
    return this.until[day + this.window]! - this.until[day]!;
  }

  ratios(days: Int32Array): Float64Array {
    const ratios = new Float64Array(days.length);
    for (let index = 0; index < days.length; index++) ratios[index] = this.ratio(days[index]!);
    return ratios;
  }

  /** The logarithms before (x) and after (y) a day. */
  point(day: number): Point {
    return { x: this.until[day]!, y: this.until[day + this.window]! };
  }

  points(days: Int32Array): Points {
    const [x, y] = [new Float64Array(days.length), new Float64Array(days.length)];
    for (let index = 0; index < days.length; index++) {
      x[index] = this.until[days[index]!]!;
      y[index] = this.until[days[index]! + this.window]!;
    }
    return { x, y };
  }

  /** The same against the running mean of the day. */
  pointFromMean(day: number): Point {
    const mean = this.mean(day);
    return { x: this.until[day]! - mean, y: this.until[day + this.window]! - mean };
  }

  pointsFromMean(days: Int32Array): Points {
    const { x, y } = this.points(days);
    for (let index = 0; index < days.length; index++) {
      const mean = this.mean(days[index]!);
      x[index]! -= mean;
      y[index]! -= mean;
    }
    return { x, y };
  }
}
