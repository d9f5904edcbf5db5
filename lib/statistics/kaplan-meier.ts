import { recordedAmounts } from "./checks.ts";
import { Z_95 } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";
import { eventQuantiles } from "./event-quantiles.ts";
import { sortAmounts } from "./sort-amounts.ts";
import { curveThinner } from "./thin.ts";

/** One duration for each subject: `ended` by the event, or `censored`, since it goes on or was lost sight of. */
export type Follow = { ended: ArrayLike<number>; censored: ArrayLike<number> };

/** From `time` on, `survival` of the subjects are without the event; `atRisk` were until then. */
type SurvivalPoint = Estimate & { time: number; atRisk: number };

/** When a share of the subjects has had the event: NaN for what is not reached. */
type EventQuantile = Estimate & { share: number };

/** `points` hold until the next one; `median` and `quantiles` are in the unit of the durations. */
export type KaplanMeier = SurvivalCurve & { median: Estimate; quantiles: EventQuantile[] };

/** The curve alone. */
export type SurvivalCurve = { n: number; events: number; points: SurvivalPoint[] };

/** The 95% interval on log(−log survival), which stays between 0 and 1. */
function intervalOf({ survival, greenwood }: Step): { low: number; high: number } {
  if (survival === 1) return { low: 1, high: 1 };
  if (survival === 0) return { low: Number.NaN, high: Number.NaN };
  const log = Math.log(survival);
  const spread = Math.exp((Z_95 * Math.sqrt(greenwood)) / -log);
  return { low: survival ** spread, high: survival ** (1 / spread) };
}

/** The curve falls to `survival` at `time`; `greenwood` is the sum that its variance rests on. */
type Step = { time: number; survival: number; greenwood: number; atRisk: number };

/** Visits every duration at which an event happened, with one and the same object. */
function eachStep(
  { ended, censored }: { ended: Float64Array; censored: Float64Array },
  visit: (step: Step) => void,
) {
  const step: Step = { time: 0, survival: 1, greenwood: 0, atRisk: 0 };
  let left = 0;
  for (let from = 0; from < ended.length; ) {
    const time = ended[from]!;
    let to = from;
    while (to < ended.length && ended[to] === time) to++;
    while (left < censored.length && censored[left]! < time) left++;
    const events = to - from;
    const atRisk = ended.length - from + censored.length - left;
    step.time = time;
    step.atRisk = atRisk;
    step.survival = events === atRisk ? 0 : step.survival * (1 - events / atRisk);
    step.greenwood += events / (atRisk * (atRisk - events));
    visit(step);
    from = to;
  }
}

/**
 * The Kaplan–Meier estimate of how long it lasts until an event, with subjects that have not had it yet
 * counted for as long as they were watched, as R's `survfit(conf.type = "log-log")`: survival with
 * Greenwood's 95% interval on the log-log scale, and the median, and quantiles for `shares` of the subjects,
 * with their own. Starts at (0, 1); at most 200 points. NaN durations are left out. A quantile (or its ends)
 * not reached is NaN, as is the interval where survival is 0. Throws RangeError when a duration is negative or
 * infinite, or a share does not lie between 0 and 1.
 * Source: Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations".
 */
export function kaplanMeier(follow: Follow, shares: readonly number[] = []): KaplanMeier {
  const ordered = inOrder(follow);
  const [median, ...others] = eventQuantiles(ordered, [0.5, ...shares]) as [Estimate, ...Estimate[]];
  const quantiles = others.map((found, index) => ({ share: shares[index]!, ...found }));
  return { ...curveOf(ordered), median, quantiles };
}

/** The same without quantiles, for who has them already. */
export function survivalCurve(follow: Follow): SurvivalCurve {
  return curveOf(inOrder(follow));
}

function inOrder({ ended, censored }: Follow): { ended: Float64Array; censored: Float64Array } {
  return {
    ended: sortAmounts(recordedAmounts(ended, "Durations")),
    censored: sortAmounts(recordedAmounts(censored, "Durations")),
  };
}

function curveOf({ ended, censored }: ReturnType<typeof inOrder>): SurvivalCurve {
  const n = ended.length + censored.length;
  const longest = ended.at(-1) ?? 0;
  const points: SurvivalPoint[] = n === 0 ? [] : [{ time: 0, estimate: 1, low: 1, high: 1, atRisk: n }];
  const isFar = curveThinner();
  isFar(0, 1);
  eachStep({ ended, censored }, (step) => {
    const { time, survival, atRisk } = step;
    if (time === longest || isFar(time / longest, survival))
      points.push({ time, estimate: survival, ...intervalOf(step), atRisk });
  });
  return { n, events: ended.length, points };
}
