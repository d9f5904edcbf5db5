import type { Calls } from "./calibration.ts";
import { quietTimes } from "./gaps.ts";
import { levelsOf } from "./levels.ts";
import { lossCurve } from "./loss-curve.ts";
import { createRandom } from "./random.ts";
import { type Series, simulatedDays, thinnedFrom } from "./simulated-days.ts";
import { standOut } from "./stand-out.ts";

/** What charts of weeks say of histories in which nothing happened, and of one halving. */
export type ChartCalibration = {
  /** Given a change of level. */
  changed: Calls;
  /** Told to wander. */
  wandering: Calls;
  /** With a week that stands out. */
  marked: Calls;
  /** A halving in the middle that was found, of those the ones dated within two weeks, and those told to wander. */
  found: Calls;
  dated: Calls;
  foundWandering: Calls;
};

const share = (holds: readonly boolean[]): Calls => ({
  called: holds.filter(Boolean).length,
  of: holds.length,
});

const runsOf = <T>(runs: number, of: (run: number) => T): T[] =>
  Array.from({ length: runs }, (_, run) => of(run));

function weeksOf(days: Float64Array): number[] {
  return Array.from({ length: days.length / 7 }, (_, week) =>
    days.subarray(week * 7, week * 7 + 7).reduce((sum, day) => sum + day, 0),
  );
}

/** `levelsOf` and `standOut` over simulated weeks. */
export function calibrateChart(
  series: Series,
  { perWeek, weeks, runs, seed = 1 }: { perWeek: number; weeks: number; runs: number; seed?: number },
): ChartCalibration {
  const half = Math.floor(weeks / 2);
  const charts = runsOf(runs, (run) => {
    const days = simulatedDays(series, { days: weeks * 7, perWeek, seed: seed * 10_000 + run });
    const quiet = weeksOf(days);
    const levels = levelsOf(quiet);
    const halved = levelsOf(weeksOf(thinnedFrom(days, { at: half * 7, share: 0.5, seed: run })));
    return { levels, outside: standOut(quiet, levels).outside, halved };
  });
  const found = charts.filter(({ halved }) => halved.changes.length > 0);
  return {
    changed: share(charts.map(({ levels }) => levels.changes.length > 0)),
    wandering: share(charts.map(({ levels }) => levels.words === "wanders")),
    marked: share(charts.map(({ outside }) => outside.length > 0)),
    found: { called: found.length, of: runs },
    dated: share(found.map(({ halved }) => halved.changes.some((change) => Math.abs(change - half) <= 2))),
    foundWandering: share(found.map(({ halved }) => halved.words === "wanders")),
  };
}

/**
 * `levelsOf` and `standOut` over the same counts in random orders, in none of which anything happened when it did:
 * how often they are given a change of level, and a bucket that stands out. Counts of buckets of equal length.
 */
export function calibrateShuffled(
  counts: readonly number[],
  { runs, seed = 1 }: { runs: number; seed?: number },
): Pick<ChartCalibration, "changed" | "marked"> {
  const random = createRandom(seed);
  const charts = runsOf(runs, () => {
    const shuffled = random.shuffle(counts);
    const levels = levelsOf(shuffled);
    return { levels, outside: standOut(shuffled, levels).outside };
  });
  return {
    changed: share(charts.map(({ levels }) => levels.changes.length > 0)),
    marked: share(charts.map(({ outside }) => outside.length > 0)),
  };
}

/** `quietTimes` over the starts of simulated histories, at a random time of their day or, as whole days, at none. */
export function calibrateGaps(
  series: Series,
  of: { perWeek: number; days: number; runs: number; wholeDays?: boolean; seed?: number },
): Calls {
  const { perWeek, days, runs, wholeDays = false, seed = 1 } = of;
  return share(
    runsOf(runs, (run) => {
      const { next } = createRandom(run);
      const counts = simulatedDays(series, { days, perWeek, seed: seed * 10_000 + run });
      const times = Array.from(counts, (count, day) =>
        Array.from({ length: count }, () => day + (wholeDays ? 0 : next())),
      ).flat();
      const answer = quietTimes(times, days);
      return answer.declined === null && answer.marked.length > 0;
    }),
  );
}

/** How often a quarter is worse than the worst before it, and how often it stays below each quantile of the curve. */
export type LossCalibration = { declined: Calls; worse: Calls; quantiles: { share: number; below: Calls }[] };

const LOSS_SHARES = [0.5, 0.8, 0.9, 0.95];

/** Enough to place a quantile of one history; what is asked is how often those of many hold. */
const CALIBRATION_DRAWS = 4000;

/**
 * `lossCurve` over simulated losses of three in ten incidents of a history: lognormal, the heavier their tail the larger
 * the deviation of their logarithm.
 */
export function calibrateLosses(
  series: Series,
  of: { perWeek: number; quarters: number; runs: number; deviation?: number; seed?: number },
): LossCalibration {
  const { perWeek, quarters, runs, deviation = 2, seed = 1 } = of;
  const next = runsOf(runs, (run) => {
    const random = createRandom(seed * 10_000 + run);
    const counts = simulatedDays(series, { days: (quarters + 1) * 91, perWeek, seed: seed * 10_000 + run });
    let recordedLosses = 0;
    const daily = counts.map((count) => {
      let sum = 0;
      for (let incident = 0; incident < count; incident++) {
        if (!random.chance(0.3)) continue;
        recordedLosses++;
        sum += random.lognormal(400, deviation);
      }
      return sum;
    });
    const coming = daily.subarray(quarters * 91).reduce((sum, day) => sum + day, 0);
    const { worst, curve, drift } = lossCurve(daily.subarray(0, quarters * 91), {
      recordedLosses,
      shares: LOSS_SHARES,
      draws: CALIBRATION_DRAWS,
    });
    return {
      worse: drift === null ? coming > worst : null,
      below:
        curve.declined === null && drift === null
          ? curve.quantiles.map(({ value }) => coming <= value)
          : null,
    };
  });
  return {
    worse: share(next.flatMap(({ worse }) => (worse === null ? [] : [worse]))),
    declined: share(next.map(({ worse }) => worse === null)),
    quantiles: LOSS_SHARES.map((of, i) => ({
      share: of,
      below: share(next.flatMap(({ below }) => (below === null ? [] : [below[i]!]))),
    })),
  };
}
