import { requireCount, requirePart } from "./checks.ts";
import { type Risks, relativeRisk } from "./relative-risk.ts";

/**
 * Members of two groups and those of them with the event; `unknown`: members with the event whose group
 * nobody knows; `bound`: the ratio in question, such as 1.
 */
export type Question = Risks & { unknown: number; bound: number };

/**
 * `mislabelled`: known members with the event that would have to belong to the other group; `unknown`:
 * unknown ones that would all have to belong to one group. Null: not even all of them would do.
 * `toward` is the group, 0 or 1, that would gain; null when the ratio is the bound itself.
 */
export type TippingPoint = {
  ratio: number;
  toward: 0 | 1 | null;
  mislabelled: number | null;
  unknown: number | null;
};

/** The smallest whole number up to `most` that satisfies what, once satisfied, stays so; else null. */
function smallest(most: number, satisfies: (count: number) => boolean): number | null {
  if (most < 0 || !satisfies(most)) return null;
  let from = 0;
  let to = most;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (satisfies(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The ratio after `gained` members with the event joined group `toward` and `lost` left the other. */
function ratioAfter(
  { events, totals }: Risks,
  move: { toward: 0 | 1; gained: number; lost: number },
): number {
  const change = move.toward === 0 ? [move.gained, -move.lost] : [-move.lost, move.gained];
  return relativeRisk({
    events: [events[0] + change[0]!, events[1] + change[1]!],
    totals: [totals[0] + change[0]!, totals[1] + change[1]!],
  }).estimate;
}

/**
 * How wrong labels would have to be for a relative risk (first group over second) to reach a bound from
 * the side where it is: the smallest number of labels that must move, among known and among unknown ones.
 * A label belongs to a member that had the event, so the member changes group together with its event.
 * All figures are NaN or null when the ratio is undefined (an empty group, or no event in either).
 * Throws RangeError unless 0 ≤ events ≤ totals, unknown is whole from 0 and the bound above zero.
 */
export function tippingPoint({ events, totals, unknown, bound }: Question): TippingPoint {
  const risks = { events, totals };
  requirePart(events[0], totals[0], "Events");
  requirePart(events[1], totals[1], "Events");
  requireCount(unknown, "Unknown labels");
  if (!(bound > 0 && bound < Infinity)) {
    throw new RangeError(`The bound must be finite and above zero, not ${bound}.`);
  }
  const ratio = relativeRisk(risks).estimate;
  if (Number.isNaN(ratio)) return { ratio, toward: null, mislabelled: null, unknown: null };
  if (ratio === bound) return { ratio, toward: null, mislabelled: 0, unknown: 0 };
  const toward = ratio < bound ? 0 : 1;
  const other = toward === 0 ? 1 : 0;
  const reaches = (value: number) => (toward === 0 ? value >= bound : value <= bound);
  // The group that loses must keep a member, or there would be no ratio left.
  const movable = Math.min(events[other], totals[other] - 1);
  return {
    ratio,
    toward,
    mislabelled: smallest(movable, (count) =>
      reaches(ratioAfter(risks, { toward, gained: count, lost: count })),
    ),
    unknown: smallest(unknown, (count) => reaches(ratioAfter(risks, { toward, gained: count, lost: 0 }))),
  };
}
