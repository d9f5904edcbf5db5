import { createRandom, type Random } from "./random.ts";

/** Ways in which incidents come without anything having been done about them. */
export const SERIES = [
  "level",
  "clustered",
  "drifting",
  "random walk",
  "seasonal",
  "trending",
  "falling",
] as const;
export type Series = (typeof SERIES)[number];

/** So many days at a mean of so many incidents a week; the same for the same seed. */
export type Simulated = { days: number; perWeek: number; seed: number };

/** Incidents that come together: a geometric number with this mean. */
const CLUSTER = 1.5;
/** A rate that drifts around its mean: the deviation of its logarithm, and its correlation from day to day. */
const DRIFT = { deviation: 0.42, correlation: 0.985 };
/** The deviation of a day's step of the logarithm. */
const STEP = 0.024;
/** How far the logarithm swings in a year. */
const SEASON = 0.37;
/** How far the logarithm rises or falls in two years. */
const SLOPE = 0.9;

type Paths = Record<Series, (random: Random) => (day: number) => number>;

const flat = () => () => 1;

/** A path that is asked day by day. */
function walking(from: number, step: (value: number) => number, scale = 1): () => number {
  let value = from;
  return () => {
    const rate = Math.exp(value) * scale;
    value = step(value);
    return rate;
  };
}

const sloping = (slope: number) => (day: number) => Math.exp(slope * (day / 730 - 0.5));

/** The rate of each day over its mean, day by day from the first. */
const paths: Paths = {
  level: flat,
  clustered: flat,
  drifting: (random) => {
    const { deviation, correlation } = DRIFT;
    const step = deviation * Math.sqrt(1 - correlation ** 2);
    return walking(
      random.normal(0, deviation),
      (value) => correlation * value + random.normal(0, step),
      Math.exp(-(deviation ** 2) / 2),
    );
  },
  "random walk": (random) => walking(0, (value) => value + random.normal(0, STEP)),
  seasonal: (random) => {
    const phase = random.next();
    return (day) => Math.exp(SEASON * Math.sin(2 * Math.PI * (day / 365 + phase)));
  },
  trending: (random) => sloping(random.chance(0.5) ? SLOPE : -SLOPE),
  falling: () => sloping(-SLOPE),
};

function clusterSize(random: Random): number {
  let size = 1;
  while (random.chance(1 - 1 / CLUSTER)) size++;
  return size;
}

/** Incidents a day of a history in which nothing was done. */
export function simulatedDays(series: Series, { days, perWeek, seed }: Simulated): Float64Array {
  const random = createRandom(seed);
  const rateOn = paths[series](random);
  const counts = new Float64Array(days);
  for (let day = 0; day < days; day++) {
    const mean = (perWeek / 7) * rateOn(day);
    if (series !== "clustered") counts[day] = random.poisson(mean);
    else
      for (let left = random.poisson(mean / CLUSTER); left > 0; left--) counts[day]! += clusterSize(random);
  }
  return counts;
}

/** The same days, but that of all incidents from a day on, and before another, only this share came. */
export function thinnedFrom(
  days: Float64Array,
  { at, to = Infinity, share, seed }: { at: number; to?: number; share: number; seed: number },
): Float64Array {
  const random = createRandom(seed);
  return days.map((count, day) => {
    if (day < at || day >= to || Number.isNaN(count)) return count;
    let left = 0;
    for (let incident = 0; incident < count; incident++) if (random.chance(share)) left++;
    return left;
  });
}
