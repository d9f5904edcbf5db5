import { doubledTail, usualCounts } from "./count-tails.ts";
import type { Levels } from "./levels.ts";

/** A bucket's p against the others of its level, and the counts that would not stand out in its place. */
type BucketCheck = { p: number; low: number; high: number };

/** `buckets` has one for each count; `outside` are the places of those that stand out. */
export type StandOut = { buckets: BucketCheck[]; outside: number[] };

/** The chance that a quiet chart has any. */
const JOINT = 0.1;

/** A shorter level says too little about what is usual on it. */
const SHORTEST = 10;

const UNCHECKED: BucketCheck = { p: 1, low: Number.NaN, high: Number.NaN };

type Bucket = { count: number; exposure: number };

/** One level's checks; equal buckets have equal ones. */
function checksOf(
  buckets: readonly Bucket[],
  { dispersion, limit }: { dispersion: number; limit: number },
): BucketCheck[] {
  const sum = buckets.reduce((total, { count }) => total + count, 0);
  const length = buckets.reduce((total, { exposure }) => total + exposure, 0);
  const known = new Map<string, BucketCheck>();
  return buckets.map(({ count, exposure }) => {
    const key = `${count} ${exposure}`;
    const before = known.get(key);
    if (before) return before;
    const others = (length - exposure) / exposure;
    // Others that are all 0 leave a mean above it open: half an event, so that a first one is no wonder.
    const mean = Math.max(sum - count, 0.5) / others;
    const model = { mean, dispersion: dispersion * (1 + 1 / others) };
    const check = { p: doubledTail(count, model), ...usualCounts(model, limit) };
    known.set(key, check);
    return check;
  });
}

/**
 * The buckets that stand out of their level, jointly over a chart: 2·min(P(X ≥ y), P(X ≤ y)) < 0.10 / n, with X
 * negative binomial (Poisson where not dispersed), its mean that of the level's other k buckets and its variance
 * φ(1 + 1/k) times as much. Where `exposures` says how long each bucket is, k is how often a bucket's length goes into
 * that of the others. Limits are drawn from the same: `low` and `high` are counts that do not stand out.
 * Levels under ten buckets are not checked: p = 1, limits NaN. False on 0 to 8% of quiet charts, 2 to 15% of
 * drifting ones.
 * Source: predictive limits as in Hahn and Meeker (1991), "Statistical Intervals"; joint by Bonferroni.
 */
export function standOut(
  counts: readonly number[],
  { dispersion, levels }: Pick<Levels, "dispersion" | "levels">,
  exposures?: ArrayLike<number>,
): StandOut {
  const limit = JOINT / counts.length;
  const all = counts.map((count, index) => ({ count, exposure: exposures?.[index] ?? 1 }));
  const buckets = levels.flatMap(({ from, to }) => {
    const own = all.slice(from, to);
    return own.length < SHORTEST ? own.map(() => UNCHECKED) : checksOf(own, { dispersion, limit });
  });
  return { buckets, outside: buckets.flatMap(({ p }, place) => (p < limit ? [place] : [])) };
}
