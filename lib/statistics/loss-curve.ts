import { blockSums, ringSums } from "./block-sums.ts";
import { requireCount } from "./checks.ts";
import { DailySums } from "./daily-sums.ts";
import { quantiles } from "./quantile.ts";
import { spearman } from "./spearman.ts";

/** What a quarter's losses stay below with probability `share`. */
type LossQuantile = { share: number; value: number };

type Curve = { declined: null; mean: number; deviation: number; quantiles: LossQuantile[] };

/** Amounts in the unit of the days; the curve is that of one quarter of 91 days. */
export type LossCurve = {
  /** Sums of the whole quarters that end on the last day, oldest first. */
  quarters: number[];
  /** The largest of them; NaN without one. */
  worst: number;
  /** The chance that the next quarter is worse than that: 1 / (quarters + 1), whatever losses are like. */
  chanceBeyondWorst: number;
  /** Whether they rise or fall from one to the next: then they say little of the next, and neither chance nor curve is to be told. */
  drift: "rising" | "falling" | null;
  curve: Curve | { declined: "few-quarters" | "few-losses" };
};

export const QUARTER_DAYS = 91;
export const FEWEST_QUARTERS = 4;
export const FEWEST_LOSSES = 20;
const DRAWS = 100_000;
const WEEKS = QUARTER_DAYS / 7;

function quartersOf(daily: ArrayLike<number>): number[] {
  const sums = new DailySums(daily);
  const quarters: number[] = [];
  for (let to = daily.length; to >= QUARTER_DAYS; to -= QUARTER_DAYS)
    quarters.unshift(sums.sum(to - QUARTER_DAYS, to));
  return quarters;
}

/** Of fewer in order chance makes all too often a row that only rises. */
const FEWEST_IN_ORDER = 6;

/** By Spearman's rank correlation with time. */
function driftOf(quarters: readonly number[]): "rising" | "falling" | null {
  if (quarters.length < FEWEST_IN_ORDER) return null;
  const { rho, p } = spearman(
    quarters.map((_, place) => place),
    quarters,
  );
  if (!(p < 0.05)) return null;
  return rho > 0 ? "rising" : "falling";
}

/** Mean and standard deviation of the drawn sums, exact. */
function momentsOf(daily: ArrayLike<number>): { mean: number; deviation: number } {
  const weeks = ringSums(daily);
  const mean = weeks.reduce((sum, week) => sum + week, 0) / weeks.length;
  const variance = weeks.reduce((sum, week) => sum + (week - mean) ** 2, 0) / weeks.length;
  return { mean: WEEKS * mean, deviation: Math.sqrt(WEEKS * variance) };
}

/**
 * What a quarter's losses may come to. First what needs no model: the chance that the next quarter is worse than
 * the worst of n is 1 / (n + 1) (told 20, 11, 8% for 4, 8, 12; with heavy tails, drift included, 18–24, 7–14, 6–9%).
 * Beside it the curve over 100,000 quarters put together of recorded weeks (`blockSums`). `daily` are recorded losses
 * a day, in one unit; `recordedLosses` is how many losses they are the sum of. Losses stay below the 90% quantile in
 * 82 to 92 of 100 quarters, in 77 to 89 under drift: say "about 1 in 6". Declined under four whole quarters or 20
 * recorded losses, and not to be told where six quarters or more rise or fall with time (`drift`: worse in 30% for 8 told). Where losses are not recorded all this is a floor. The same for the same `seed`.
 * Throws RangeError when a day is not recorded, negative or infinite, or a share lies outside 0 to 1.
 */
export function lossCurve(
  daily: ArrayLike<number>,
  of: { recordedLosses: number; shares?: readonly number[]; seed?: number; draws?: number },
): LossCurve {
  const { recordedLosses, shares = [0.5, 0.8, 0.9, 0.95], seed = 1, draws = DRAWS } = of;
  requireCount(recordedLosses, "Recorded losses");
  const quarters = quartersOf(daily);
  const headline = {
    quarters,
    worst: quarters.length === 0 ? Number.NaN : Math.max(...quarters),
    chanceBeyondWorst: 1 / (quarters.length + 1),
    drift: driftOf(quarters),
  };
  if (quarters.length < FEWEST_QUARTERS) return { ...headline, curve: { declined: "few-quarters" } };
  if (recordedLosses < FEWEST_LOSSES) return { ...headline, curve: { declined: "few-losses" } };
  const values = quantiles(blockSums(daily, { days: QUARTER_DAYS, draws, seed }), shares);
  return {
    ...headline,
    curve: {
      declined: null,
      ...momentsOf(daily),
      quantiles: shares.map((share, index) => ({ share, value: values[index]! })),
    },
  };
}
