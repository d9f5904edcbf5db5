import { z } from "zod";
import { Instant } from "#lib/parse.ts";

/** The shapes that answers are made of. Null is "no data"; a ratio that runs away is the string "Infinity". */

/** A number; null is no data, which is never zero. */
export const Figure = z.number().nullable();

/**
 * A sum over the incidents that recorded the measure: `recorded` of `of`. Those that did not add nothing, so
 * the true sum is at least this.
 * Declines: `sum` is null when none recorded it.
 */
export const MeasuredCount = z.object({ sum: Figure, recorded: z.int(), of: z.int() });
export type MeasuredCount = z.infer<typeof MeasuredCount>;

/**
 * Minutes from the start of impact to a milestone: median, 75th and 90th percentile of the recorded ones.
 * `pending`: the incident goes on, so it may still come. `missing`: over without it. `invalid`: it lies
 * before the start.
 * Unit: minutes.
 * Declines: quantiles are null when none is recorded.
 * Source: type 7 quantiles, Hyndman and Fan (1996).
 */
export const DurationFigures = z.object({
  recorded: z.int(),
  of: z.int(),
  pending: z.int(),
  missing: z.int(),
  invalid: z.int(),
  medianMinutes: Figure,
  p75Minutes: Figure,
  p90Minutes: Figure,
});
export type DurationFigures = z.infer<typeof DurationFigures>;

/**
 * `yes` / `known`; the `unknown` are counted and left out.
 * Unit: a fraction from 0 to 1.
 * Uncertainty: Wilson's 95% interval, `low` to `high`.
 * Declines: null when nothing is known.
 * Source: Wilson (1927).
 */
export const Share = z.object({
  yes: z.int(),
  known: z.int(),
  unknown: z.int(),
  share: Figure,
  low: Figure,
  high: Figure,
});
export type Share = z.infer<typeof Share>;

/** Declining to answer is an answer: why, in words, and `n`, on how many. */
export const Declined = z.object({ declined: z.string(), n: z.int() });
export type Declined = z.infer<typeof Declined>;

const Extended = z.union([z.number(), z.literal("Infinity")]).nullable();

/**
 * A value, its 95% interval, and where it was tested the two-sided `p` of "no difference". `q` is p corrected
 * for all tests of the same answer. What runs away is the string "Infinity"; null is an end that cannot be
 * said.
 * Uncertainty: the interval `low` to `high`; where a ratio's spans 1, or a shift's spans 0, no difference is
 * to be seen.
 * Source: q after Benjamini and Hochberg (1995).
 */
export const Estimate = z.object({
  estimate: Extended,
  low: Extended,
  high: Extended,
  p: Figure.optional(),
  q: Figure.optional(),
});
export type Estimate = z.infer<typeof Estimate>;

/** JSON has neither infinity nor NaN: the first is a word, the second "no data". */
export function extended(value: number): number | "Infinity" | null {
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  return Number.isFinite(value) ? value : null;
}

export function figure(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** From `from`, included, to `to`, not included; `zone` is the time zone that days are counted in. */
export const PeriodShape = z.object({ from: Instant, to: Instant, zone: z.string() });

/** Incidents of each severity, and of none recorded. */
export const BySeverity = z.object({
  "1": z.int(),
  "2": z.int(),
  "3": z.int(),
  "4": z.int(),
  "5": z.int(),
  unknown: z.int(),
});
export type BySeverity = z.infer<typeof BySeverity>;
