import { requirePart, requireSameLength } from "./checks.ts";
import { chiSquareUpperP } from "./distributions.ts";

/** Ordered groups: events among totals, and the place of each group on the scale. */
export type OrderedShares = {
  events: readonly number[];
  totals: readonly number[];
  scores?: readonly number[];
};

/** `slope` is the change of the share per unit of the score. */
export type ShareTrend = { slope: number; chiSquare: number; p: number };

/**
 * The Cochran–Armitage test for a trend of shares over ordered groups (a dose), as R's `prop.trend.test`: whether the
 * share of events rises or falls with the score (1, 2, … where none is given), two-sided. An empty group says
 * nothing. NaN where the scores or the outcome do not vary. Throws RangeError unless 0 ≤ events ≤ totals, all
 * whole, the lists are equally long, and scores are finite.
 * Source: Cochran (1954); Armitage (1955), "Tests for linear trends in proportions and frequencies".
 */
export function trendInShares({
  events,
  totals,
  scores = totals.map((_, place) => place + 1),
}: OrderedShares): ShareTrend {
  requireSameLength(events, totals, "Events and totals");
  requireSameLength(scores, totals, "Scores and totals");
  events.forEach((count, group) => {
    requirePart(count, totals[group]!, "Events");
  });
  if (!scores.every(Number.isFinite)) throw new RangeError("Scores must be finite.");
  const over = (value: (group: number) => number) => totals.reduce((sum, _, group) => sum + value(group), 0);
  const members = over((group) => totals[group]!);
  const share = over((group) => events[group]!) / members;
  const centre = over((group) => totals[group]! * scores[group]!) / members;
  const spread = over((group) => totals[group]! * (scores[group]! - centre) ** 2);
  const together = over((group) => (events[group]! - totals[group]! * share) * (scores[group]! - centre));
  const chiSquare = together ** 2 / (spread * share * (1 - share));
  return { slope: together / spread, chiSquare, p: chiSquareUpperP(chiSquare, 1) };
}
