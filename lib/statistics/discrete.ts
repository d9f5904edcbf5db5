/** A stretch of whole numbers starting at `from`, with a weight (unnormalised probability) for each. */
type Weights = { from: number; weights: Float64Array };

/** Weights below the first add nothing to a sum; below the second they cannot be told from zero. */
const ADDS_NOTHING = 1e-25;
const VANISHES = 1e-300;

/** A distribution over the whole numbers low..high; `ratio(i)` is P(i + 1) / P(i) and falls as i grows. */
export type LogConcave = { low: number; high: number; ratio: (i: number) => number };

/** The mode: the first number whose successor is less likely, found by bisection. */
function modeOf({ low, high, ratio }: LogConcave): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (ratio(middle) < 1) to = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * Weights around the mode (whose weight is 1), built outwards by multiplication until they fall below
 * `negligible`. The cost grows with the spread, not with the width of the support; no factorials needed.
 */
export function weightsAroundMode(distribution: LogConcave, negligible = ADDS_NOTHING): Weights {
  const { low, high, ratio } = distribution;
  const mode = modeOf(distribution);
  const below: number[] = [];
  for (let i = mode - 1, weight = 1; i >= low; i--) {
    weight /= ratio(i);
    if (weight < negligible) break;
    below.push(weight);
  }
  const above: number[] = [];
  for (let i = mode, weight = 1; i < high; i++) {
    weight *= ratio(i);
    if (weight < negligible) break;
    above.push(weight);
  }
  const weights = new Float64Array(below.length + 1 + above.length);
  weights.set(below.reverse());
  weights[below.length] = 1;
  weights.set(above, below.length + 1);
  return { from: mode - below.length, weights };
}

/** Draws from such a distribution by its cumulated weights: a search for each draw, however wide it is. */
export function drawerOf(distribution: LogConcave): (uniform: number) => number {
  const { from, weights } = weightsAroundMode(distribution);
  let total = 0;
  const cumulated = weights.map((weight) => {
    total += weight;
    return total;
  });
  return (uniform) => {
    const place = uniform * total;
    let [low, high] = [0, cumulated.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle]! <= place) low = middle + 1;
      else high = middle;
    }
    return from + low;
  };
}

/** R's guard against equal probabilities that differ by rounding. */
const TIE = 1 + 1e-7;

/**
 * The exact two-sided p of an observed number: the probability of everything at most as likely as it,
 * as R's fisher.test and binom.test define it. 0 when the number is further out than a double can tell.
 */
export function exactTwoSidedP(distribution: LogConcave, observed: number): number {
  const { from, weights } = weightsAroundMode(distribution, VANISHES);
  const limit = (weights[observed - from] ?? 0) * TIE;
  let total = 0;
  let extreme = 0;
  for (const weight of weights) {
    total += weight;
    if (weight <= limit) extreme += weight;
  }
  return Math.min(1, extreme / total);
}
