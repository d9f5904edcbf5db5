import { z } from "zod";
import { postmortemSections } from "#db/values.ts";
import { Day, storedName, storedText } from "#lib/parse.ts";
import { isZone } from "#lib/period.ts";

/** From which value on an incident has a high blast radius; any one of them is enough. */
export const HighBlastThresholds = z.strictObject({
  lostOrders: z
    .int()
    .min(1)
    .default(100_000)
    .meta({ description: "So many lost orders, or more.", unit: "orders" }),
  errors: z.int().min(1).default(1_000_000).meta({ description: "So many errors, or more.", unit: "errors" }),
  systems: z
    .int()
    .min(1)
    .default(5)
    .meta({ description: "So many named systems, or more.", unit: "systems" }),
  regions: z
    .int()
    .min(1)
    .default(3)
    .meta({ description: "So many named regions, or more.", unit: "regions" }),
  sev1MitigateMinutes: z
    .number()
    .min(0)
    .default(60)
    .meta({ description: "So long from start to mitigation, or longer, of a Sev-1.", unit: "minutes" }),
  orderDropPercent: z
    .number()
    .min(0)
    .max(100)
    .default(50)
    .meta({ description: "So deep a drop of orders, or deeper.", unit: "percent" }),
});
export type HighBlastThresholds = z.infer<typeof HighBlastThresholds>;

/** Hours in the organisation's zone: `to` is exclusive; days count from 0, Sunday. */
const WorkingHours = z.strictObject({
  days: z
    .array(z.int().min(0).max(6))
    .default([1, 2, 3, 4, 5])
    .describe("The days of the week, from 0 (Sunday) to 6."),
  from: z.int().min(0).max(23).default(9).describe("The hour at which work begins, from 0 to 23."),
  to: z.int().min(1).max(24).default(18).describe("The hour at which it is over, up to 24."),
});

/** What a new post-mortem begins with: Markdown for the sections that are to have some. */
export const PostmortemTemplate = z.partialRecord(z.enum(postmortemSections), storedText(10_000));
export type PostmortemTemplate = z.infer<typeof PostmortemTemplate>;

/** When the review of the week that is over is sent: a weekday (0 is Sunday) and an hour of the organisation's zone. */
export const ReviewSchedule = z.strictObject({
  weekday: z.int().min(0).max(6).describe("The day of the week, from 0 (Sunday) to 6."),
  hour: z.int().min(0).max(23).describe("The hour of that day, from 0 to 23."),
});
export type ReviewSchedule = z.infer<typeof ReviewSchedule>;

export const Settings = z
  .strictObject({
    organisation: storedName(200).default("My organisation").describe("What the organisation is called."),
    zone: z
      .string()
      .refine(isZone, "is not a time zone; write it as Europe/Berlin")
      .default("UTC")
      .describe("The time zone in which days, weeks and working hours are meant: Europe/Berlin."),
    weekStart: z.int().min(0).max(6).default(1).describe("The day a week begins on, from 0 (Sunday) to 6."),
    orderValue: z
      .number()
      .min(0)
      .nullable()
      .default(null)
      .describe(
        "What an order is worth on average, in the currency; null where it is not said, and losses are told in orders alone.",
      ),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "is not a currency; write it as USD")
      .default("USD")
      .describe("The currency of amounts, by its three letters: EUR."),
    highBlast: HighBlastThresholds.prefault({}).describe(
      "From which value on an incident has a high blast radius; any one of them is enough.",
    ),
    postmortemWorkingDays: z
      .int()
      .min(1)
      .max(60)
      .default(5)
      .describe("Working days within which a post-mortem is expected."),
    workingHours: WorkingHours.prefault({}).describe("When people work, in the organisation's zone."),
    earliestDay: Day.default("1970-01-01").describe(
      "The first day that records may speak of: what is dated before it is taken for a mistake, refused, and left out of figures.",
    ),
    postmortemTemplate: PostmortemTemplate.nullable()
      .default(null)
      .describe("What a new post-mortem begins with, in Markdown by section; null for nothing."),
    reviewSchedule: ReviewSchedule.nullable()
      .default(null)
      .describe(
        "When the review of the week that is over is sent; null means when the week begins, at the first working hour.",
      ),
    version: z.int().min(0).default(0).describe("Counts its edits; a writer says which one they saw."),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;

/** Without a choice of its own an organisation gets its review on the first morning of the new week. */
export function scheduleOf(
  of: Pick<Settings, "weekStart" | "workingHours" | "reviewSchedule">,
): ReviewSchedule {
  return of.reviewSchedule ?? { weekday: of.weekStart, hour: of.workingHours.from };
}

export const SettingsPatch = z.strictObject({
  organisation: Settings.shape.organisation.unwrap().optional().describe("What the organisation is called."),
  zone: Settings.shape.zone
    .unwrap()
    .optional()
    .describe("The time zone in which days, weeks and working hours are meant: Europe/Berlin."),
  weekStart: Settings.shape.weekStart
    .unwrap()
    .optional()
    .describe("The day a week begins on, from 0 (Sunday) to 6."),
  orderValue: Settings.shape.orderValue
    .unwrap()
    .optional()
    .describe(
      "What an order is worth on average, in the currency; null where it is not said, and losses are told in orders alone.",
    ),
  currency: Settings.shape.currency
    .unwrap()
    .optional()
    .describe("The currency of amounts, by its three letters: EUR."),
  highBlast: HighBlastThresholds.optional().describe(
    "From which value on an incident has a high blast radius; any one of them is enough.",
  ),
  postmortemWorkingDays: Settings.shape.postmortemWorkingDays
    .unwrap()
    .optional()
    .describe("Working days within which a post-mortem is expected."),
  workingHours: WorkingHours.optional().describe("When people work, in the organisation's zone."),
  earliestDay: Settings.shape.earliestDay
    .unwrap()
    .optional()
    .describe(
      "The first day that records may speak of: what is dated before it is taken for a mistake, refused, and left out of figures.",
    ),
  postmortemTemplate: PostmortemTemplate.nullable()
    .optional()
    .describe("What a new post-mortem begins with, in Markdown by section; null for nothing."),
  reviewSchedule: ReviewSchedule.nullable()
    .optional()
    .describe(
      "When the review of the week that is over is sent; null means when the week begins, at the first working hour.",
    ),
  version: z
    .int()
    .min(0)
    .describe("The version you saw; where it is not the present one, the answer is 409."),
});
