import { z } from "zod";
import { Instant } from "#lib/parse.ts";

/** The shapes that answers are made of. Null is "no data"; a ratio that runs away is the string "Infinity". */

export const Figure = z.number().nullable();

/** A sum over those incidents of `of` that recorded it; null when none did. */
export const MeasuredCount = z.object({ sum: Figure, recorded: z.int(), of: z.int() });
export type MeasuredCount = z.infer<typeof MeasuredCount>;

/** Minutes from the start of impact. `pending`: still open. `invalid`: the end lies before the start. */
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

/** yes / known with Wilson's 95% interval; the unknown are counted and left out. */
export const Share = z.object({
  yes: z.int(),
  known: z.int(),
  unknown: z.int(),
  share: Figure,
  low: Figure,
  high: Figure,
});
export type Share = z.infer<typeof Share>;

/** Declining to answer is an answer: why, and on how many. */
export const Declined = z.object({ declined: z.string(), n: z.int() });
export type Declined = z.infer<typeof Declined>;

const Extended = z.union([z.number(), z.literal("Infinity")]).nullable();

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

export const PeriodShape = z.object({ from: Instant, to: Instant, zone: z.string() });

export const BySeverity = z.object({
  "1": z.int(),
  "2": z.int(),
  "3": z.int(),
  "4": z.int(),
  "5": z.int(),
  unknown: z.int(),
});
export type BySeverity = z.infer<typeof BySeverity>;
