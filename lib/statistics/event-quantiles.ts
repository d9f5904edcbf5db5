import { Z_95 } from "./distributions.ts";
import type { Estimate } from "./estimate.ts";
import { orderStatistics } from "./quantile.ts";

/** Durations of subjects, without NaN. */
type Followed = { ended: Float64Array; censored: ArrayLike<number> };

/**
 * The curve before the first end of a stretch without censoring: there everything follows from a count of ends. After
 * `bounded` of them bounds can still be said: with the last end of all they cannot.
 */
type Stretch = {
  survival: number;
  greenwood: number;
  atRisk: number;
  before: number;
  ends: number;
  bounded: number;
};

/** Rounding may leave a survival a hair above or below the level asked for. */
const HAIR = 1e-12;

/** How many ends come after the censored duration before and up to each, which is in ascending order; then the rest. */
function endsUpTo(ended: Float64Array, censored: Float64Array): Uint32Array {
  if (censored.length === 0) return Uint32Array.of(ended.length);
  const counts = new Uint32Array(censored.length + 1);
  const placeOf = placer(censored);
  for (let i = 0; i < ended.length; i += 1) counts[placeOf(ended[i]!)]! += 1;
  return counts;
}

/** So many cells for each censored duration: then hardly any holds two. */
const CELLS = 4;

/** Within a cell so many are looked through; with more they are searched. */
const FEW = 16;

/**
 * Finds how many of these, in ascending order and at least one, are below a value. The stretch up to the last is divided
 * into cells, and it is known of each how many lie before it, so that a million values are placed in some milliseconds.
 */
function placer(censored: Float64Array): (value: number) => number {
  const last = censored.at(-1)!;
  const cells = CELLS * censored.length;
  const scale = cells / last;
  const before = new Uint32Array(cells + 2);
  for (let i = 0; i < censored.length; i += 1) before[((censored[i]! * scale) | 0) + 1]! += 1;
  for (let cell = 1; cell < before.length; cell += 1) before[cell]! += before[cell - 1]!;
  return (value) => {
    if (value > last) return censored.length;
    const cell = (value * scale) | 0;
    let [low, high] = [before[cell]!, before[cell + 1]!];
    while (high - low > FEW) {
      const middle = (low + high) >> 1;
      if (censored[middle]! < value) low = middle + 1;
      else high = middle;
    }
    while (low < high && censored[low]! < value) low += 1;
    return low;
  };
}

/** The first of so many for which it holds, and so for all after it; how many there are where it holds for none. */
function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, Math.max(0, count)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const countUpTo = (ordered: Float64Array, limit: number) =>
  firstWhere(ordered.length, (at) => ordered[at]! > limit);

/** How many end together as the last ones. */
function endsAtLast(ended: Float64Array): number {
  let [last, count] = [Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < ended.length; i += 1) {
    if (ended[i]! > last) [last, count] = [ended[i]!, 0];
    count += Number(ended[i]! === last);
  }
  return count;
}

/** Exact up to `limit`: what was censored later is not looked at. */
function stretchesOf({ ended, censored }: Followed, limit: number): Stretch[] {
  const watched = new Float64Array(censored).sort();
  const counts = endsUpTo(ended, watched.subarray(0, countUpTo(watched, limit)));
  const stretches: Stretch[] = [];
  let [survival, greenwood, before] = [1, 0, 0];
  let atRisk = ended.length + watched.length;
  for (const ends of counts) {
    if (ends > 0) {
      const bounded = ends === atRisk ? ends - endsAtLast(ended) : ends;
      stretches.push({ survival, greenwood, atRisk, before, ends, bounded });
      survival *= 1 - ends / atRisk;
      greenwood += ends / (atRisk * (atRisk - ends));
      before += ends;
    }
    atRisk -= ends + 1;
  }
  return stretches;
}

/** Whether the curve, or a bound of it, is as low as asked for after so many ends of a stretch. */
type IsLow = (of: Stretch, ends: number) => boolean;

const survivalAfter = ({ survival, atRisk }: Stretch, ends: number) => survival * (1 - ends / atRisk);

/** One end of the 95% interval on log(−log survival), by the side of one that it lies on. */
function boundAfter(of: Stretch, ends: number, side: 1 | -1): number {
  const survival = survivalAfter(of, ends);
  if (ends > of.bounded) return Number.NaN;
  const greenwood = of.greenwood + ends / (of.atRisk * (of.atRisk - ends));
  return survival ** Math.exp((side * Z_95 * Math.sqrt(greenwood)) / -Math.log(survival));
}

/** The rank of the first end at which it is so; −1 where it never is. The curve and its bounds never rise. */
function firstEnd(stretches: readonly Stretch[], isLow: IsLow): number {
  const topOf = (stretch: Stretch) =>
    [stretch.ends, stretch.bounded].find((ends) => ends > 0 && isLow(stretch, ends));
  // In the last one alone a bound that was said before may not be said any more.
  const place = firstWhere(stretches.length - 1, (at) => topOf(stretches[at]!) !== undefined);
  const stretch = stretches[place];
  const top = stretch === undefined ? undefined : topOf(stretch);
  if (stretch === undefined || top === undefined) return -1;
  return stretch.before + firstWhere(top - 1, (before) => isLow(stretch, before + 1));
}

/** Where a curve comes to a level and where it leaves it: the middle is told where it runs along it. */
function crossing(
  stretches: readonly Stretch[],
  level: number,
  value: (of: Stretch, ends: number) => number,
) {
  return {
    reached: firstEnd(stretches, (of, ends) => value(of, ends) <= level + HAIR),
    passed: firstEnd(stretches, (of, ends) => value(of, ends) < level - HAIR),
  };
}

type Crossing = ReturnType<typeof crossing>;

function crossingsOf(stretches: readonly Stretch[], share: number) {
  const at = (value: (of: Stretch, ends: number) => number) => crossing(stretches, 1 - share, value);
  return {
    estimate: at(survivalAfter),
    low: at((of, ends) => boundAfter(of, ends, 1)),
    high: at((of, ends) => boundAfter(of, ends, -1)),
  };
}

/** From so many ends on it pays to look first at what was censored before a quantile can be reached. */
const MANY = 10_000;

/** The rank that no bound of a quantile lies beyond, hardly ever: then all is looked at. */
function farthestRank({ ended, censored }: Followed, shares: readonly number[]): number {
  const share = shares.reduce((most, one) => Math.max(most, one), 0);
  const all = ended.length + censored.length;
  return Math.ceil(share * all + 5 * Math.sqrt(all));
}

function allCrossings(followed: Followed, shares: readonly number[]) {
  const { ended, censored } = followed;
  const within = (limit: number) => {
    const stretches = stretchesOf(followed, limit);
    return shares.map((share) => crossingsOf(stretches, share));
  };
  const rank = farthestRank(followed, shares);
  if (ended.length < MANY || censored.length === 0 || rank >= ended.length)
    return within(Number.POSITIVE_INFINITY);
  const limit = orderStatistics(ended, [rank]).get(rank)!;
  const found = within(limit);
  const isWithin = ({ reached, passed }: Crossing) => reached >= 0 && passed >= 0 && passed <= rank;
  return found.every(({ estimate, low, high }) => [estimate, low, high].every(isWithin))
    ? found
    : within(Number.POSITIVE_INFINITY);
}

/**
 * When shares of the subjects have had the event, with their 95% intervals: the quantiles of `kaplanMeier`, without its
 * curve. Between two censored durations everything follows from a count of ends, so hardly ever has anything to be put
 * in order, and a million durations take some milliseconds. NaN for what is not reached, or cannot be
 * said. Throws RangeError when a share does not lie between 0 and 1.
 * Source: Kaplan and Meier (1958); Brookmeyer and Crowley (1982), on the log-log scale as R's `survfit`.
 */
export function eventQuantiles(of: Followed, shares: readonly number[]): Estimate[] {
  for (const share of shares)
    if (!(share > 0 && share < 1)) throw new RangeError(`A share must lie between 0 and 1, not ${share}.`);
  const found = allCrossings(of, shares);
  const ranks = found
    .flatMap(({ estimate, low, high }) => [estimate, low, high])
    .flatMap(({ reached, passed }) => [reached, passed])
    .filter((rank) => rank >= 0);
  const values = orderStatistics(of.ended, ranks);
  const timeAt = (rank: number) => (rank < 0 ? Number.NaN : values.get(rank)!);
  const timeOf = ({ reached, passed }: Crossing) =>
    passed < 0 ? timeAt(reached) : (timeAt(reached) + timeAt(passed)) / 2;
  return found.map(({ estimate, low, high }) => ({
    estimate: timeOf(estimate),
    low: timeOf(low),
    high: timeOf(high),
  }));
}
