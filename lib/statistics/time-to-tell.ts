import { DailySums } from "./daily-sums.ts";
import { normalCdf, normalQuantile, Z_95 } from "./distributions.ts";
import { EarlierSplits, FEWEST_SPLITS, hasEnoughHistory } from "./earlier-splits.ts";
import { CLAIMED_BELOW } from "./placebo-rule.ts";
import { WindowLogs } from "./window-logs.ts";

/** How often a true change would be called, `windowDays` after it. */
type Power = { windowDays: number; power: number; earlierSplits: number };

/** `windows` holds those with enough history; `daysNeeded` is the first with 80%, null where none has. */
export type TimeToTell = { windows: Power[]; daysNeeded: number | null };

/** A change of all events from day `at` on to `ratio` times as many. */
export type Change = { at: number; ratio: number; others?: readonly number[] };

const WINDOWS = [14, 21, 28, 35, 42, 60, 75, 90];

const ENOUGH_POWER = 0.8;

/** The size that |ln ratio| must exceed for a rank below 5%. */
function criticalOf(ratios: Float64Array): number {
  const sizes = ratios.map(Math.abs).sort();
  return sizes[sizes.length - (Math.ceil(CLAIMED_BELOW * (1 + sizes.length)) - 1)]!;
}

/** The mean over the splits of how often the changed ratio would exceed the critical size. */
function powerOver(logs: WindowLogs, { splits, ratio }: { splits: Int32Array; ratio: number }): number {
  const critical = criticalOf(logs.ratios(splits));
  let sum = 0;
  for (const day of splits) {
    const after = Math.exp(logs.point(day).y) - 0.5;
    // Where nothing came, nothing less can.
    if (after < 0.5) continue;
    const mean = logs.ratio(day) + Math.log((ratio * after + 0.5) / (after + 0.5));
    const deviation = Math.sqrt(Math.abs(1 - ratio) / (ratio * Math.max(after, 1)));
    sum += normalCdf((-critical - mean) / deviation) + normalCdf((mean - critical) / deviation);
  }
  return sum / splits.length;
}

/**
 * How long it takes until a change of the rate to `ratio` times could be told from the ups and downs of this very
 * history by `placebo`: the chance of it for windows of 14 to 90 days, and the first window with 80%. Each earlier
 * split is thought to hold the change: thinning its count after gives the mean and spread of its ln ratio, whose
 * chance to exceed the critical rank is normal. No random draws. Only windows with enough history are answered.
 * `days` as for `placebo`; `ratio` above 0, 1 excepted. Throws RangeError otherwise.
 */
export function timeToTell(days: ArrayLike<number>, { at, ratio, others = [] }: Change): TimeToTell {
  requireRatio(ratio);
  const sums = new DailySums(days);
  const windows: Power[] = [];
  for (const windowDays of WINDOWS) {
    if (!hasEnoughHistory({ at, window: windowDays })) continue;
    const splits = new EarlierSplits(sums, { window: windowDays, others }).before(at);
    if (splits.length < FEWEST_SPLITS) continue;
    const power = powerOver(new WindowLogs(sums, windowDays), { splits, ratio });
    windows.push({ windowDays, power, earlierSplits: splits.length });
  }
  return { windows, daysNeeded: windows.find(({ power }) => power >= ENOUGH_POWER)?.windowDays ?? null };
}

function requireRatio(ratio: number): void {
  if (!(ratio > 0 && ratio < Infinity) || ratio === 1) {
    throw new RangeError(`A change must be to a multiple above zero, not ${ratio}.`);
  }
}

/** The normal quantile of a chance of 80%. */
const Z_80 = normalQuantile(ENOUGH_POWER);

/**
 * How many days on either side a history that does nothing by itself would need for the same: 80% power at 5%
 * for counts with variance `dispersion` times their mean. A floor under `timeToTell`, for where there is no
 * history yet. `perDay` and `dispersion` above zero; else RangeError.
 * Source: the normal approximation for the logarithm of a ratio of two Poisson counts.
 */
export function steadyDaysToTell(of: { perDay: number; ratio: number; dispersion?: number }): number {
  const { perDay, ratio, dispersion = 1 } = of;
  requireRatio(ratio);
  if (!(perDay > 0 && dispersion > 0))
    throw new RangeError("Events a day and dispersion must be above zero.");
  return (dispersion * (Z_95 + Z_80) ** 2 * (1 / perDay + 1 / (perDay * ratio))) / Math.log(ratio) ** 2;
}
