import { hasEnoughHistory } from "./earlier-splits.ts";
import { placeboLook } from "./placebo-looks.ts";
import { CLAIMED_BELOW, PlaceboRule } from "./placebo-rule.ts";
import { rateRatio } from "./rate-ratio.ts";
import { type Series, simulatedDays, thinnedFrom } from "./simulated-days.ts";

/** Of so many that were asked, so many were called. */
export type Calls = { called: number; of: number };

/** How often something is claimed. The first four: of interventions that never happened. */
export type Calibration = {
  /** Begun on a day that has nothing to do with what came before. */
  anyDay: Calls;
  /** Begun right after the worst window, as people do. */
  afterWorst: Calls;
  /** Read every week for 90 days: called at any look. */
  looks: Calls;
  /** By the exact ratio of two Poisson rates, for comparison. */
  exact: Calls;
  /** Of those that left one half, and seven tenths, of all incidents. */
  halved: Calls;
  lowered: Calls;
};

type Part = keyof Calibration;

const none = (): Calls => ({ called: 0, of: 0 });

function tally(): Calibration & { add(part: Part, called: boolean): void } {
  const calls = {
    anyDay: none(),
    afterWorst: none(),
    looks: none(),
    exact: none(),
    halved: none(),
    lowered: none(),
  };
  const add = (part: Part, called: boolean) => {
    calls[part].of++;
    if (called) calls[part].called++;
  };
  return { ...calls, add };
}

/** The first day after the fullest window of those that end on the days given; the earliest of several. */
function afterWorst(
  rule: PlaceboRule,
  { days, window }: { days: readonly number[]; window: number },
): number {
  const before = (day: number) => rule.sums.sum(day - window, day);
  return days.reduce((worst, day) => (before(day) > before(worst) ? day : worst));
}

const isCalled = (days: Float64Array, { at, window }: { at: number; window: number }) =>
  new PlaceboRule(days, { window }).ranksAt(at).p < CLAIMED_BELOW;

function isExactlyCalled({ sums }: PlaceboRule, { at, window }: { at: number; window: number }): boolean {
  const events = [sums.sum(at, at + window), sums.sum(at - window, at)] as const;
  return rateRatio({ events, exposure: [window, window] }).p < CLAIMED_BELOW;
}

/** As later looks never take anything back, the last one tells of all. */
function isCalledAtAnyLook(days: Float64Array, at: number): boolean {
  const last = placeboLook(days, { at, elapsed: 90 });
  return last.declined === null && last.p < CLAIMED_BELOW;
}

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, index) => from + index * step);

const LONGEST = 90;

/**
 * How often the rule of `placebo`, the weekly looks, and an exact test claim something about simulated histories of
 * `history` days in which nothing happened, and how often a true change is found. The same for the same seeds.
 */
export function calibrateSeries(
  series: Series,
  of: { perWeek: number; window: number; runs: number; history?: number; seed?: number },
): Calibration {
  const { perWeek, window, runs, history = 730, seed = 1 } = of;
  const { add, ...calls } = tally();
  const asked = { at: history, window };
  const days = range(0, history).filter((at) => hasEnoughHistory({ at, window }));
  for (let run = 0; run < runs; run++) {
    const counts = simulatedDays(series, { days: history + LONGEST, perWeek, seed: seed * 10_000 + run });
    const rule = new PlaceboRule(counts, { window });
    add("anyDay", rule.ranksAt(history).p < CLAIMED_BELOW);
    add("afterWorst", rule.ranksAt(afterWorst(rule, { days, window })).p < CLAIMED_BELOW);
    add("looks", isCalledAtAnyLook(counts, history));
    add("exact", isExactlyCalled(rule, asked));
    add("halved", isCalled(thinnedFrom(counts, { at: history, share: 0.5, seed: run }), asked));
    add("lowered", isCalled(thinnedFrom(counts, { at: history, share: 0.7, seed: run }), asked));
  }
  return calls;
}

/**
 * The same over a history that was recorded, asked on every seventh day with enough before and `window` days after;
 * "the worst" are the windows fuller than all that overlap them. What was truly done in that time counts as nothing
 * done, so a claim may be right. `days` as for `placebo`; of more than `most` days that could be asked as many, evenly
 * spread; none within a window of one of `others`, the first days of what is known to have been done.
 */
export function calibrateHistory(
  days: Float64Array,
  { window, most = Infinity, others = [] }: { window: number; most?: number; others?: readonly number[] },
): Calibration {
  const { add, ...calls } = tally();
  const rule = new PlaceboRule(days, { window });
  const isClear = (at: number) => others.every((other) => Math.abs(at - other) >= window);
  const askable = range(0, days.length - window).filter((at) => rule.declineAt(at) === null && isClear(at));
  for (const at of askable) {
    const around = range(Math.max(window, at - window), Math.min(days.length, at + window)).filter((day) =>
      rule.sums.isRecorded(day - window, day),
    );
    if (afterWorst(rule, { days: around, window }) === at)
      add("afterWorst", rule.ranksAt(at).p < CLAIMED_BELOW);
  }
  const every = Math.max(7, Math.ceil(askable.length / most));
  for (const at of askable.filter((_, index) => index % every === 0)) {
    add("anyDay", rule.ranksAt(at).p < CLAIMED_BELOW);
    add("exact", isExactlyCalled(rule, { at, window }));
    if (at + LONGEST <= days.length) add("looks", isCalledAtAnyLook(days, at));
    // What comes after the window is not looked at.
    const thinned = (share: number) => thinnedFrom(days, { at, to: at + window, share, seed: at });
    add("halved", isCalled(thinned(0.5), { at, window }));
    add("lowered", isCalled(thinned(0.7), { at, window }));
  }
  return calls;
}
