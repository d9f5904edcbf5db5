import { recordedAmounts, requireSameLength } from "./checks.ts";
import { Z_95 } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";
import { curveThinner } from "./thin.ts";

/** One duration for each subject; `observed` says whether the event ended it (else: still going on). */
export type Follow = { durations: ArrayLike<number>; observed: ArrayLike<boolean> };

/** From `time` on, `survival` of the subjects are without the event; `atRisk` were until then. */
export type SurvivalPoint = Estimate & { time: number; atRisk: number };

/** `points` hold until the next one; `median` is in the unit of the durations. */
export type KaplanMeier = { n: number; events: number; median: Estimate; points: SurvivalPoint[] };

type Split = { ended: Float64Array; censored: Float64Array };

/** Durations of ended and of censored subjects, each ascending. */
function splitOf({ durations, observed }: Follow): Split {
  requireSameLength(durations, observed, "Durations and their endings");
  const of = (ending: boolean) => {
    const chosen = new Float64Array(durations.length).fill(Number.NaN);
    for (let index = 0; index < chosen.length; index++) {
      if (observed[index] === ending) chosen[index] = durations[index]!;
    }
    return chosen;
  };
  return {
    ended: recordedAmounts(of(true), "Durations").sort(),
    censored: recordedAmounts(of(false), "Durations").sort(),
  };
}

/** The 95% interval on log(−log survival), which stays between 0 and 1. */
function intervalOf(survival: number, greenwood: number): { low: number; high: number } {
  if (survival === 1) return { low: 1, high: 1 };
  if (survival === 0) return { low: Number.NaN, high: Number.NaN };
  const log = Math.log(survival);
  const spread = Math.exp((Z_95 * Math.sqrt(greenwood)) / -log);
  return { low: survival ** spread, high: survival ** (1 / spread) };
}

/** Every step of the curve: one point for each duration at which an event happened. */
function* stepsOf({ ended, censored }: Split): Generator<SurvivalPoint> {
  let survival = 1;
  let greenwood = 0;
  let left = 0;
  for (let from = 0; from < ended.length; ) {
    const time = ended[from]!;
    let to = from;
    while (to < ended.length && ended[to] === time) to++;
    while (left < censored.length && censored[left]! < time) left++;
    const events = to - from;
    const atRisk = ended.length - from + censored.length - left;
    survival = events === atRisk ? 0 : survival * (1 - events / atRisk);
    greenwood += events / (atRisk * (atRisk - events));
    yield { time, estimate: survival, ...intervalOf(survival, greenwood), atRisk };
    from = to;
  }
}

/** Rounding may leave a survival of one half a hair above or below it. */
const HAIR = 1e-12;

/** Finds when a falling curve crosses one half; the middle of the stretch if it runs along it. */
function halfFinder(): { see: (time: number, level: number) => void; found: () => number } {
  let reached = Number.NaN;
  let passed = Number.NaN;
  return {
    see(time, level) {
      if (Number.isNaN(reached) && level <= 0.5 + HAIR) reached = time;
      if (Number.isNaN(passed) && level < 0.5 - HAIR) passed = time;
    },
    found: () => (Number.isNaN(passed) ? reached : (reached + passed) / 2),
  };
}

/**
 * The Kaplan–Meier estimate of how long it lasts until an event, with subjects that have not had it yet
 * counted for as long as they were watched, as R's `survfit(conf.type = "log-log")`: survival with
 * Greenwood's 95% interval on the log-log scale, and the median with its own. Starts at (0, 1); at most
 * 200 points. NaN durations are left out. A median (or its ends) not reached is NaN, as is the interval
 * where survival is 0. Throws RangeError when lengths differ or a duration is negative or infinite.
 */
export function kaplanMeier(follow: Follow): KaplanMeier {
  const split = splitOf(follow);
  const n = split.ended.length + split.censored.length;
  const longest = split.ended.at(-1) ?? 0;
  const points: SurvivalPoint[] = n === 0 ? [] : [{ time: 0, estimate: 1, low: 1, high: 1, atRisk: n }];
  const isFar = curveThinner();
  isFar(0, 1);
  const median = { estimate: halfFinder(), low: halfFinder(), high: halfFinder() };
  for (const step of stepsOf(split)) {
    median.estimate.see(step.time, step.estimate);
    median.low.see(step.time, step.low);
    median.high.see(step.time, step.high);
    if (step.time === longest || isFar(step.time / longest, step.estimate)) points.push(step);
  }
  return {
    n,
    events: split.ended.length,
    median: { estimate: median.estimate.found(), low: median.low.found(), high: median.high.found() },
    points,
  };
}
