import { requireCount } from "./checks.ts";
import { DailySums } from "./daily-sums.ts";
import {
  EarlierSplits,
  FEWEST_SPLITS,
  LONGEST_WINDOW,
  SHORTEST_WINDOW,
  windowWithHistory,
} from "./earlier-splits.ts";
import { placeboP, residuals } from "./placebo-rank.ts";
import { WindowLogs } from "./window-logs.ts";

/** An intervention that began on day `at` and has been watched for `elapsed` days. */
export type Look = { at: number; elapsed: number; others?: readonly number[]; longest?: number };

export type LookVerdict = {
  declined: null;
  p: number;
  earlierSplits: number;
  /** The longest window compared so far. */
  windowDays: number;
  /** The window whose ratio stood out most: what is called, is called of it. */
  loudestDays: number;
};

export type LookDecline = "little-history" | "not-recorded" | "too-early";

/** What every window adds: the statistic at each split and at the day itself, in units of its own wandering. */
type Scaled = { placebos: Float64Array; own: number };

function scaled({ placebos, own }: Scaled): Scaled {
  const size = Math.hypot(...placebos) / Math.sqrt(placebos.length) || 1;
  return { placebos: placebos.map((value) => Math.abs(value) / size), own: Math.abs(own) / size };
}

type Asked = { at: number; splits: Int32Array };

function ratiosOf(logs: WindowLogs, { at, splits }: Asked): Scaled {
  return { placebos: logs.ratios(splits), own: logs.ratio(at) };
}

function residualsOf(logs: WindowLogs, { at, splits }: Asked): Scaled {
  return residuals(logs.points(splits), logs.point(at));
}

/** The rank of the running maximum among the placebos' whole paths; windows not elapsed yet have no own value. */
function pathP(windows: readonly Scaled[]): { p: number; loudest: number } {
  const paths = new Float64Array(windows[0]!.placebos.length);
  let [own, loudest] = [0, 0];
  for (const [place, window] of windows.entries()) {
    for (let index = 0; index < paths.length; index++)
      paths[index] = Math.max(paths[index]!, window.placebos[index]!);
    if (window.own > own) [own, loudest] = [window.own, place];
  }
  return { p: placeboP(paths, own), loudest };
}

/** 14, 21, … days. */
function windowsUpTo(days: number): number[] {
  const windows: number[] = [];
  for (let window = SHORTEST_WINDOW; window <= days; window += 7) windows.push(window);
  return windows;
}

/**
 * The verdict on something that is still under way, which may be read every week: |ln ratio| and the distance from
 * the line of regression to the mean, for windows of 14, 21, … days up to 90, each in units of its root mean square
 * over the earlier splits. The p is the rank of the largest so far among the largest over all windows of each split,
 * so that looking often is paid for; the larger of the two counts. False at any look in 2 to 8%; where a rate has only ever
 * fallen, to two fifths in two years, in 13%. With too little history for 90 days the path ends where `windowWithHistory` says.
 * `days` as for `placebo`; `elapsed` whole days from `at` on. Declined before 14 days, and as `placebo` is.
 * Throws RangeError when a day is negative or infinite, `at` or `elapsed` is not whole, or days do not reach so far.
 * Source: the maximum over looks as in Westfall and Young (1993), "Resampling-based multiple testing".
 */
export function placeboLook(
  days: ArrayLike<number>,
  { at, elapsed, others = [], longest = LONGEST_WINDOW }: Look,
): LookVerdict | { declined: LookDecline } {
  requireCount(elapsed, "Elapsed days");
  const window = windowWithHistory({ at, window: longest });
  if (at + elapsed > days.length) throw new RangeError(`Only ${days.length} days are given.`);
  if (window === null) return { declined: "little-history" };
  const sums = new DailySums(days);
  const splits = new EarlierSplits(sums, { window, others }).before(at);
  if (splits.length < FEWEST_SPLITS) return { declined: "little-history" };
  const windowDays = windowsUpTo(Math.min(elapsed, window)).at(-1);
  if (windowDays === undefined) return { declined: "too-early" };
  if (!sums.isRecorded(at - windowDays, at + windowDays)) return { declined: "not-recorded" };
  const logs = windowsUpTo(window).map((each) => new WindowLogs(sums, each));
  const so = (statisticOf: typeof ratiosOf) =>
    pathP(
      logs.map((each) => {
        const of = statisticOf(each, { at, splits });
        return scaled({ ...of, own: each.window <= windowDays ? of.own : Number.NaN });
      }),
    );
  const ratios = so(ratiosOf);
  return {
    declined: null,
    p: Math.max(ratios.p, so(residualsOf).p),
    earlierSplits: splits.length,
    windowDays,
    loudestDays: SHORTEST_WINDOW + 7 * ratios.loudest,
  };
}
