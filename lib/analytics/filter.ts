import { z } from "zod";
import { incidentFields } from "#db/fields/incidents.ts";
import { contributingFactors, tiers } from "#db/values.ts";
import { guardrailRules } from "#lib/guardrails/schema.ts";
import { bucketSizes, isZone, presets } from "#lib/period.ts";
import { causes } from "./change-caused.ts";
import { comparedFactors, outcomes } from "./factor-names.ts";
import type { Worst } from "./figure-words.ts";
import { fieldWords } from "./filter/fields.ts";
import {
  amounts,
  closed,
  closedOrUnknown,
  levels,
  listOf,
  moment,
  numbers,
  open,
  yesNo,
} from "./filter/readers.ts";
import { postmortemWords } from "./follow-up.ts";
import { type Measure, measures } from "./measures.ts";

/**
 * One filter, the same words in the address bar, the API, exports and saved views. Several values are separated by
 * commas; `unknown` selects what is not recorded. A value that cannot be used is an error, never ignored.
 */

const worst = z
  .string()
  .transform((text, context): Worst => {
    const [measure, count] = text.split(":");
    if (
      measures.includes(measure as Measure) &&
      /^\d{1,9}$/.test(count ?? "") &&
      text.split(":").length === 2
    )
      return { measure: measure as Measure, count: Number(count) };
    context.addIssue({ code: "custom", message: "is not a measure and a number; write it as lostOrders:20" });
    return z.NEVER;
  })
  .optional();

const incidentNumbers = listOf<number>(
  (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  "use numbers of incidents, such as 1284",
);

export const filterFields = {
  from: moment.optional().describe("First day (in the zone) or instant of the period, included"),
  to: moment.optional().describe("Day or instant at which the period ends, not included"),
  period: z
    .enum(presets, `is not a period; use ${presets.join(", ")}`)
    .optional()
    .describe("A period up to today, in place of from and to"),
  zone: z
    .string()
    .refine(isZone, "is not a time zone; write it as Europe/Berlin")
    .optional()
    .describe("Time zone that days and hours are counted in; the organisation's when left out"),
  bucket: z
    .enum(bucketSizes, `is not a bucket; use ${bucketSizes.join(", ")}`)
    .optional()
    .describe("Size of the buckets; a readable one when left out"),
  ...fieldWords(incidentFields),
  tier: levels(tiers).describe("Tier of a system that the incident reached"),
  org: open().describe("Organisation of a system that the incident reached"),
  system: open().describe("A system that the incident reached, by slug"),
  region: open().describe("A region that the incident reached"),
  lacking: closed(guardrailRules).describe("With a culprit change that lacked one of these guardrails"),
  factor: closedOrUnknown(contributingFactors).describe("Contributing factor"),
  postmortem: closed(postmortemWords).describe(
    "State of its post-mortem (none: there is none), or where it stands against the deadline",
  ),
  weekday: numbers(0, 6).describe("Day of the week the impact began, 0 Sunday … 6 Saturday, in the zone"),
  hour: numbers(0, 23).describe("Hour of the day the impact began, in the zone"),
  origin: open().describe("System that the incident began in, by slug"),
  highBlast: yesNo().describe("Whether the rule of high blast radius gives a reason"),
  repeat: yesNo().describe(
    "Same root cause and origin as an incident in the 90 days before; unknown ones are neither",
  ),
  causedBy: closed(causes).describe(
    "A change caused it: an AI-assisted one, another, or one of which that is not known",
  ),
  recorded: closed([...measures, "severity"]).describe("All of these are recorded"),
  detectMinutes: amounts().describe("Minutes from start to detection, as a range"),
  mitigateMinutes: amounts().describe("Minutes from start to mitigation, as a range"),
  resolveMinutes: amounts().describe("Minutes from start to resolution, as a range"),
  worst: worst.describe("lostOrders:20: of the incidents the other words mean, the 20 with most lost orders"),
  outcomeYes: closed(outcomes).describe(
    "With this outcome; medians are those of the incidents the other words mean",
  ),
  outcomeNo: closed(outcomes).describe("Known to be without this outcome"),
  factorYes: closed(comparedFactors).describe("With all of these factors of the correlation page"),
  factorNo: closed(comparedFactors).describe("Known to be without any of these"),
  factorUnknown: closed(comparedFactors).describe("Of which these are not known"),
  import: listOf(
    (text) => (/^imp_\w{1,60}$/.test(text) ? text : undefined),
    "use the id of an import, such as imp_01m7…",
  ).describe("Made or changed by this import, and not taken back"),
  number: incidentNumbers.describe("Incidents by their number: 1284 for INC-1284"),
  q: z
    .string()
    .max(200, "is longer than 200 characters")
    .optional()
    .describe("Words in title, summary or post-mortem"),
  compare: z
    .enum(["previous", "year", "none"], "use previous, year or none")
    .optional()
    .describe("What to compare the period with"),
};

export const Filter = z.strictObject(filterFields);
export type Filter = z.infer<typeof Filter>;

/** The words of a filter that say which incidents, apart from when. */
export type FilterTerms = Omit<Filter, "from" | "to" | "period" | "zone" | "bucket" | "compare">;
