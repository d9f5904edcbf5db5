import { z } from "zod";
import { postmortemSections } from "#db/values.ts";
import { Day, storedName, storedText } from "#lib/parse.ts";
import { isZone } from "#lib/period.ts";
import { type DatedField, dated, History, HistoryPatch } from "./dated.ts";

/** What a new post-mortem begins with: Markdown for the sections that are to have some. */
export const PostmortemTemplate = z.partialRecord(z.enum(postmortemSections), storedText(10_000));
export type PostmortemTemplate = z.infer<typeof PostmortemTemplate>;

/** When the review of the week that is over is sent: a weekday (0 is Sunday) and an hour of the organisation's zone. */
export const ReviewSchedule = z.strictObject({
  weekday: z.int().min(0).max(6).describe("The day of the week, from 0 (Sunday) to 6."),
  hour: z.int().min(0).max(23).describe("The hour of that day, from 0 to 23."),
});
export type ReviewSchedule = z.infer<typeof ReviewSchedule>;

const said = {
  organisation: storedName(200).describe("What the organisation is called."),
  zone: z
    .string()
    .refine(isZone, "is not a time zone; write it as Europe/Berlin")
    .describe("The time zone in which days, weeks and working hours are meant: Europe/Berlin."),
  weekStart: z.int().min(0).max(6).describe("The day a week begins on, from 0 (Sunday) to 6."),
  ...dated,
  earliestDay: Day.describe(
    "The first day that records may speak of: what is dated before it is taken for a mistake, refused, and left out of figures.",
  ),
  changeFollowUpDays: z.int().min(1).max(90).meta({
    description:
      "For how long after its deployment every change is judged: it failed where an incident that it caused began within so many days, and is in no failure rate before they are over. One for all changes, whenever they were made, since rates over different times do not compare.",
    unit: "days",
  }),
  postmortemTemplate: PostmortemTemplate.nullable().describe(
    "What a new post-mortem begins with, in Markdown by section; null for nothing.",
  ),
  reviewSchedule: ReviewSchedule.nullable().describe(
    "When the review of the week that is over is sent; null means when the week begins, at the first working hour.",
  ),
};

export const Settings = z
  .strictObject({
    ...said,
    version: z.int().min(0).describe("Counts its edits; a writer says which one they saw."),
    history: History.describe(
      "Settings by which figures are made, as they held over time, the first since ever: an incident is judged by what held when it began. The members of the same names above are what holds today; days to come are plans.",
    ),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof Settings>;

/** What a figure may be made with: what holds today says nothing of an incident, its history does. */
export type Lasting = Omit<Settings, DatedField>;

/** Without a choice of its own an organisation gets its review on the first morning of the new week. */
export function scheduleOf(
  of: Pick<Settings, "weekStart" | "workingHours" | "reviewSchedule">,
): ReviewSchedule {
  return of.reviewSchedule ?? { weekday: of.weekStart, hour: of.workingHours.from };
}

export const SettingsPatch = z.strictObject({
  ...z.object(said).partial().shape,
  holdsFrom: z
    .union([z.enum(["today", "always"]), Day], {
      error: "is not a day, such as 2026-03-05, nor today or always",
    })
    .optional()
    .describe(
      "From which day on the worth of an order, the currency, the thresholds, the days for a post-mortem and the working hours hold that this names: a day of the organisation's zone, in the past or to come, `today`, or `always`. Left out, those that differ hold from today on and figures of the past stay as they are; a worth of orders where none was ever said, and its currency, hold always.",
    ),
  history: HistoryPatch.optional().describe(
    "The histories of these settings, written anew as a whole: for mending a day or taking an entry back. Those left out stay.",
  ),
  version: z
    .int()
    .min(0)
    .describe("The version you saw; where it is not the present one, the answer is 409."),
});
export type SettingsPatch = z.infer<typeof SettingsPatch>;
