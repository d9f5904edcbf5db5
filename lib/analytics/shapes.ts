import { z } from "zod";
import { Instant } from "#lib/parse.ts";
import { bucketSizes } from "#lib/period.ts";

/**
 * The shapes that answers are made of. Each member says what it means; the title of a shape names it, and a member
 * that is of one says what of its own, so that the rest is inherited. Null is "no data"; a ratio that runs away is
 * the string "Infinity".
 */

/** A number; null is no data, which is never zero. */
export const Figure = z.number().nullable();

export const MeasuredCount = z
  .object({
    sum: Figure.describe("The sum over those that recorded the measure; null where none did."),
    recorded: z.int().describe("How many recorded it."),
    of: z.int().describe("Of how many."),
  })
  .meta({
    title: "Measured count",
    description:
      "A sum over those that recorded the measure: `recorded` of `of`. Those that did not add nothing, so the true sum is at least this.",
    declines: "`sum` is null where none recorded it",
  });
export type MeasuredCount = z.infer<typeof MeasuredCount>;

export const DurationFigures = z
  .object({
    recorded: z.int().describe("Incidents that recorded the milestone, at or after their start."),
    of: z.int().describe("Incidents looked at: recorded, pending, missing, imprecise and invalid together."),
    pending: z.int().describe("Incidents that still go on and have not come to it yet."),
    missing: z.int().describe("Incidents that are past it without having recorded it."),
    imprecise: z
      .int()
      .describe(
        "Incidents known to the day, the month, the quarter or the year alone that took less than that: how long is not known, and a quantile that falls among them is null.",
      ),
    invalid: z.int().describe("Incidents whose milestone lies before their start: left out."),
    medianMinutes: minutes("Half of them take at most so long."),
    medianLowMinutes: Figure.meta({
      description: "Lower end of the median's 95% interval.",
      unit: "minutes",
      declines: "null where they are too few to have one",
    }),
    medianHighMinutes: Figure.meta({
      description: "Upper end of the median's 95% interval.",
      unit: "minutes",
      declines: "null where they are too few to have one, or too many still go on",
    }),
    p75Minutes: minutes("Three in four of them take at most so long."),
    p90Minutes: minutes("Nine in ten of them take at most so long."),
    declined: z
      .object({
        medianMinutes: z.string().optional().describe("Why there is no median; absent where there is one."),
        p75Minutes: z.string().optional().describe("Why there is none; absent where there is one."),
        p90Minutes: z.string().optional().describe("Why there is none; absent where there is one."),
      })
      .describe(
        "Why quantiles are null, in words: none is recorded, so many are not at the milestone yet, or their dates are too coarse.",
      ),
  })
  .meta({
    title: "Duration figures",
    description:
      "Minutes from the start of impact to a milestone: median, 75th and 90th percentile by Kaplan and Meier, and how many recorded it. Pending incidents count for as long as they are known to have lasted, so that slow ones are not left out; one that is recorded was detected, so times to detect are those recorded alone. Missing ends are left out.",
    unit: "minutes",
    uncertainty: "95% interval of the median, from where the curve's own bounds cross one half",
    declines: "a quantile is null where it is not reached: `declined` says why",
    source: "Kaplan and Meier (1958); R's `survfit`",
  });

/** Of a bucket: its counts say why a quantile is not there. */
export const BucketDurations = DurationFigures.omit({ declined: true }).meta({
  title: "Duration figures of a bucket",
  description:
    "Minutes from the start of impact to a milestone: median, 75th and 90th percentile by Kaplan and Meier, and how many recorded it; pending incidents count for as long as they are known to have lasted.",
  unit: "minutes",
  uncertainty: "95% interval of the median",
  declines: "a quantile is null where none recorded it, or it is not reached, since so many are pending",
  source: "Kaplan and Meier (1958); R's `survfit`",
});
export type DurationFigures = z.infer<typeof DurationFigures>;

function minutes(description: string) {
  return Figure.meta({
    description,
    unit: "minutes",
    declines: "null where none recorded it, or it is not reached",
  });
}

export const Share = z
  .object({
    yes: z.int().describe("How many it is true of."),
    known: z.int().describe("Of how many it is known, one way or the other."),
    unknown: z.int().describe("Of how many it is not known: they are in no share."),
    share: Figure.meta({
      description: "yes / known.",
      unit: "a fraction from 0 to 1",
      declines: "null where it is known of none",
    }),
    low: Figure.describe("Lower end of its 95% interval; null where there is no share."),
    high: Figure.describe("Upper end of its 95% interval; null where there is no share."),
  })
  .meta({
    title: "Share",
    description: "`yes` of `known`; the `unknown` are counted and left out.",
    unit: "a fraction from 0 to 1",
    uncertainty: "Wilson's 95% interval",
    declines: "null where nothing is known",
    source: "Wilson (1927)",
  });
export type Share = z.infer<typeof Share>;

export const Declined = z
  .object({
    declined: z.string().describe("Why there is no answer, in words."),
    n: z.int().describe("How many it would have rested on."),
  })
  .meta({
    title: "Declined",
    description: "No answer, since it would rest on too little: why, and on how many.",
  });
export type Declined = z.infer<typeof Declined>;

const Extended = z.union([z.number(), z.literal("Infinity")]).nullable();

export const Estimate = z
  .object({
    estimate: Extended.describe('The value; "Infinity" where it runs away, null where it cannot be said.'),
    low: Extended.describe("Lower end of its 95% interval; null where it cannot be said."),
    high: Extended.describe(
      'Upper end of its 95% interval; "Infinity" where it has no end, null where it cannot be said.',
    ),
    p: Figure.optional().describe("Two-sided p-value of no difference; absent where nothing was tested."),
    q: Figure.optional().meta({
      description: "p corrected for all tests of the same answer; absent where only one was made.",
      source: "Benjamini and Hochberg (1995)",
    }),
  })
  .meta({
    title: "Estimate",
    description:
      'A value, its 95% interval, and where it was tested the two-sided `p` of "no difference". `q` is p corrected for all tests of the same answer.',
    uncertainty:
      "95% interval; where that of a ratio holds 1, or that of a shift holds 0, no difference is to be seen",
  });
export type Estimate = z.infer<typeof Estimate>;

/** An estimate, or why there is none. */
export const Answered = z.union([Estimate, Declined]);
export type Answered = z.infer<typeof Answered>;

/** JSON has neither infinity nor NaN: the first is a word, the second "no data". */
export function extended(value: number): number | "Infinity" | null {
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  return Number.isFinite(value) ? value : null;
}

export function figure(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export const PeriodShape = z
  .object({
    from: Instant.describe("When it begins."),
    to: Instant.describe("When it ends; not included."),
    zone: z.string().describe("Time zone that days and hours are counted in."),
  })
  .meta({ title: "Period", description: "The stretch of time that the answer speaks of." });

export const BySeverity = z
  .object({
    "1": z.int().describe("Incidents of severity 1, the gravest."),
    "2": z.int().describe("Incidents of severity 2."),
    "3": z.int().describe("Incidents of severity 3."),
    "4": z.int().describe("Incidents of severity 4."),
    "5": z.int().describe("Incidents of severity 5."),
    unknown: z.int().describe("Incidents without a recorded severity."),
  })
  .meta({ title: "By severity", description: "Incidents of each severity, and of none recorded." });
export type BySeverity = z.infer<typeof BySeverity>;

// ---- members that many answers have ----

export const InWords = z.string().describe("The answer, in plain words.");

export const BucketSize = z.enum(bucketSizes).describe("How long each of `buckets` is.");

/** Of a bucket. */
export const stretch = {
  start: Instant.describe("When the bucket begins."),
  end: Instant.describe("When it ends; not included."),
  complete: z
    .boolean()
    .describe(
      "Whether it is whole, recorded and over: limits and comparisons leave out a bucket that the period or what is recorded cuts, or that still runs.",
    ),
};

/** Of a bucket of incidents. */
export const recordedStretch = {
  ...stretch,
  recorded: z
    .boolean()
    .describe("Whether any of it is recorded: else its counts are no data, and not a quiet time."),
};

/** Of an incident that an answer names. */
export const incidentMembers = {
  number: z.int().describe("Number of the incident: 1284 is INC-1284."),
  title: z.string().describe("Title of the incident."),
  severity: z.int().nullable().describe("Severity, 1 (gravest) to 5; null where none is recorded."),
};

/** Of a system that an answer names. */
export const systemMembers = {
  slug: z.string().describe("Name of the system in addresses and in the filter."),
  name: z.string().describe("Name of the system."),
  tier: z.int().nullable().describe("Tier of the system, 1 to 3; null where none is recorded."),
};

export const Currency = z
  .string()
  .describe(
    "Currency of the worth of lost orders: the one that held when they were lost. Where that is not one, the currency that held when the period ended, or now while it runs.",
  );
