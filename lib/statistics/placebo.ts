import { type Comparison, hasEnoughHistory, requireComparison } from "./earlier-splits.ts";
import { type PlaceboDecline, PlaceboRule, type Ranks } from "./placebo-rule.ts";

/** Both counts stand with or without a verdict; NaN where their days are not all there. */
type Counts = { windowDays: number; before: number; after: number };

export type PlaceboVerdict = Counts &
  Ranks & {
    declined: null;
    /** (after + ½) / (before + ½), and that ratio over the 97.5% and 2.5% quantiles of the earlier ones. */
    ratio: { estimate: number; low: number; high: number };
    /** Between these lay 95 of 100 earlier ratios. */
    wander: { low: number; high: number };
    /** Of so many earlier days on which this rule could have been asked, so many were called. */
    falseCalls: { called: number; of: number };
  };

export type PlaceboAnswer = PlaceboVerdict | (Counts & { declined: PlaceboDecline });

/** More earlier days than this add no digit to a rate of false calls. */
const MOST_TRIALS = 100;

function falseCallsBefore(rule: PlaceboRule, { at, window }: Comparison): { called: number; of: number } {
  const askable = rule.splitsBefore(at).filter((day) => hasEnoughHistory({ at: day, window }));
  const every = Math.ceil(askable.length / MOST_TRIALS);
  return rule.callsOn(askable.filter((_, index) => index % every === 0));
}

function countsOf({ sums }: PlaceboRule, { at, window }: Comparison): Counts {
  const count = (from: number, to: number) =>
    from >= 0 && to <= sums.length && sums.isRecorded(from, to) ? sums.sum(from, to) : Number.NaN;
  return { windowDays: window, before: count(at - window, at), after: count(at, at + window) };
}

/**
 * Whether the `window` days from `at` on differ from those before by more than this history does by itself: the
 * same comparison is made at every earlier day of a lattice, and the p is the rank among these, as they are,
 * adjusted for regression to the mean, and adjusted for the running mean; the largest of the three counts.
 * `days` are events a day from the first day covered (NaN: not recorded), `at` and `window` whole days.
 * Interventions that never happened are called in up to 8%, those begun after the worst window of a history in up to
 * 14%, be it level, clustered, drifting, seasonal or trending (`npm run calibrate`); where a rate has only ever fallen,
 * to two fifths in two years, in up to 8 and 24%, since its noise grows. Not called is not "without effect": see
 * `timeToTell`. Declined, with both counts, where there is nothing to rank among. No random draws.
 * Throws RangeError when a day is negative or infinite, or `at` or `window` is not whole.
 * Source: randomisation by date as in Abadie, Diamond and Hainmueller (2010), "Synthetic control methods", here in
 * time ("in-time placebo"); Barnett, van der Pols and Dobson (2005) for regression to the mean.
 */
export function placebo(days: ArrayLike<number>, comparison: Comparison): PlaceboAnswer {
  requireComparison(comparison);
  const { at } = comparison;
  const rule = new PlaceboRule(days, comparison);
  const counts = countsOf(rule, comparison);
  const declined = rule.declineAt(at);
  if (declined !== null) return { declined, ...counts };
  const estimate = Math.exp(rule.logRatio(at));
  const wander = rule.wanderBefore(at);
  return {
    declined,
    ...counts,
    ...rule.ranksAt(at),
    ratio: { estimate, low: estimate / wander.high, high: estimate / wander.low },
    wander,
    falseCalls: falseCallsBefore(rule, comparison),
  };
}
