import { z } from "zod";
import { postmortemSections } from "#db/values.ts";
import { storedLine, storedText } from "#lib/parse.ts";
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
  days: z.array(z.int().min(0).max(6)).default([1, 2, 3, 4, 5]),
  from: z.int().min(0).max(23).default(9),
  to: z.int().min(1).max(24).default(18),
});

/** What a new post-mortem begins with: Markdown for the sections that are to have some. */
export const PostmortemTemplate = z.partialRecord(z.enum(postmortemSections), storedText(10_000));
export type PostmortemTemplate = z.infer<typeof PostmortemTemplate>;

/** When the review of the week that is over is sent: a weekday (0 is Sunday) and an hour of the organisation's zone. */
export const ReviewSchedule = z.strictObject({
  weekday: z.int().min(0).max(6),
  hour: z.int().min(0).max(23),
});
export type ReviewSchedule = z.infer<typeof ReviewSchedule>;

export const Settings = z.strictObject({
  organisation: storedLine(200).default("My organisation"),
  zone: z.string().refine(isZone, "is not a time zone; write it as Europe/Berlin").default("UTC"),
  weekStart: z.int().min(0).max(6).default(1),
  orderValue: z.number().min(0).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "is not a currency; write it as USD")
    .default("USD"),
  highBlast: HighBlastThresholds.prefault({}),
  postmortemWorkingDays: z.int().min(1).max(60).default(5),
  workingHours: WorkingHours.prefault({}),
  postmortemTemplate: PostmortemTemplate.nullable().default(null),
  /** Null: when the week begins, at the first working hour. */
  reviewSchedule: ReviewSchedule.nullable().default(null),
  version: z.int().min(0).default(0),
});
export type Settings = z.infer<typeof Settings>;

/** Without a choice of its own an organisation gets its review on the first morning of the new week. */
export function scheduleOf(
  of: Pick<Settings, "weekStart" | "workingHours" | "reviewSchedule">,
): ReviewSchedule {
  return of.reviewSchedule ?? { weekday: of.weekStart, hour: of.workingHours.from };
}

export const SettingsPatch = z.strictObject({
  organisation: Settings.shape.organisation.unwrap().optional(),
  zone: Settings.shape.zone.unwrap().optional(),
  weekStart: Settings.shape.weekStart.unwrap().optional(),
  orderValue: Settings.shape.orderValue.unwrap().optional(),
  currency: Settings.shape.currency.unwrap().optional(),
  highBlast: HighBlastThresholds.optional(),
  postmortemWorkingDays: Settings.shape.postmortemWorkingDays.unwrap().optional(),
  workingHours: WorkingHours.optional(),
  postmortemTemplate: PostmortemTemplate.nullable().optional(),
  reviewSchedule: ReviewSchedule.nullable().optional(),
  version: z.int().min(0),
});
