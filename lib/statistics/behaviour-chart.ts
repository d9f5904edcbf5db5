import { recordedAmounts } from "./checks.ts";

/** Fewer points than this give limits that are mostly chance. */
export const FEWEST_POINTS = 8;

/** Turns a mean moving range into three standard deviations: 3 / 1.128. */
const LIMIT_FACTOR = 2.66;

export const SIGNAL_RULES = ["outside-limits", "eight-on-one-side", "three-of-four-near-limit"] as const;
export type SignalRule = (typeof SIGNAL_RULES)[number];

/** A signal and the places, in the values given, of the points that make it. */
type Signal = { rule: SignalRule; side: "above" | "below"; indices: number[] };

/** Centre and natural limits in the unit of the values, and the signals in order of their first point. */
export type BehaviourChart = {
  centre: number;
  low: number;
  high: number;
  meanMovingRange: number;
  n: number;
  signals: Signal[];
};

/** Measured from the first value, so that equal values have exactly their own value as mean. */
function meanOf(values: Float64Array): number {
  const origin = values[0]!;
  let sum = 0;
  for (const value of values) sum += value - origin;
  return origin + sum / values.length;
}

/** The mean step between neighbours; a step over a gap is not one. NaN when no two are neighbours. */
function meanMovingRangeOf(values: ArrayLike<number>): number {
  let sum = 0;
  let steps = 0;
  for (let index = 1; index < values.length; index++) {
    const range = Math.abs(values[index]! - values[index - 1]!);
    if (Number.isNaN(range)) continue;
    sum += range;
    steps++;
  }
  return sum / steps;
}

/** What holds for one side of the chart; distances are from the centre towards that side. */
type Side = { side: Signal["side"]; distances: number[]; limit: number };

function outside({ side, distances, limit }: Side): Signal[] {
  return distances.flatMap((distance, index) =>
    distance > limit ? [{ rule: "outside-limits" as const, side, indices: [index] }] : [],
  );
}

/** Unbroken runs; a point on the centre, or a gap, ends one. A run longer than eight is one signal. */
function eightOnOneSide({ side, distances }: Side): Signal[] {
  const signals: Signal[] = [];
  let run: number[] = [];
  [...distances, Number.NaN].forEach((distance, index) => {
    if (distance > 0) {
      run.push(index);
      return;
    }
    if (run.length >= 8) signals.push({ rule: "eight-on-one-side", side, indices: run });
    run = [];
  });
  return signals;
}

/** Windows of four with three near points; windows that share near points are one signal. */
function threeOfFour({ side, distances, limit }: Side): Signal[] {
  const signals: Signal[] = [];
  for (let from = 0; from + 4 <= distances.length; from++) {
    const window = [from, from + 1, from + 2, from + 3];
    if (window.some((index) => Number.isNaN(distances[index]))) continue;
    const near = window.filter((index) => distances[index]! > limit / 2);
    if (near.length < 3) continue;
    const last = signals.at(-1);
    if (last?.indices.some((index) => near.includes(index))) {
      last.indices = [...new Set([...last.indices, ...near])];
    } else signals.push({ rule: "three-of-four-near-limit", side, indices: near });
  }
  return signals;
}

/**
 * A chart of individuals and moving range (XmR) over consecutive counts, amounts or durations: centre =
 * mean, limits = centre ± 2.66 × mean moving range, the lower one not below zero. Signals: a point outside
 * the limits; eight or more in a row on one side of the centre; three of four in a row nearer the same
 * limit than the centre. A lower limit cut at zero is none: no point can be outside it or near it.
 * Chance alone raises a signal on about one chart in eight over 26 steady counts with a mean of 20, on one
 * in five with a mean of 3, and on more than two in five with a mean below 1.
 * NaN is a gap, which no range and no run crosses. Null with fewer than 8 points, or no two neighbours.
 * Throws RangeError when a value is negative or infinite. Source: Wheeler, "Understanding Variation".
 */
export function behaviourChart(values: ArrayLike<number>): BehaviourChart | null {
  const recorded = recordedAmounts(values, "Values");
  const meanMovingRange = meanMovingRangeOf(values);
  if (recorded.length < FEWEST_POINTS || Number.isNaN(meanMovingRange)) return null;
  const centre = meanOf(recorded);
  const reach = LIMIT_FACTOR * meanMovingRange;
  const distances = Array.from(values, (value) => value - centre);
  const sides: Side[] = [
    { side: "above", distances, limit: reach },
    {
      side: "below",
      distances: distances.map((distance) => -distance),
      limit: centre < reach ? Infinity : reach,
    },
  ];
  const signals = sides.flatMap((side) => [...outside(side), ...eightOnOneSide(side), ...threeOfFour(side)]);
  signals.sort((a, b) => a.indices[0]! - b.indices[0]!);
  return {
    centre,
    low: Math.max(0, centre - reach),
    high: centre + reach,
    meanMovingRange,
    n: recorded.length,
    signals,
  };
}
