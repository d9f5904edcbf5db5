import { z } from "zod";
import { type PostmortemSection, postmortemSections, postmortemStates } from "#db/values.ts";
import { ActionBody } from "#lib/actions/schema.ts";
import { Instant, storedLine, storedText } from "#lib/parse.ts";
import { TimelineBody } from "#lib/timeline/schema.ts";

/** Each section is Markdown. */
export const sections = postmortemSections;
export type Section = PostmortemSection;

const section = storedText(50_000).nullable();

const draftFields = {
  summary: section,
  impact: section,
  detection: section,
  rootCause: section,
  aiRole: section,
  wentWell: section,
  wentWrong: section,
  lucky: section,
  lessons: section,
  fiveWhys: z.array(storedText(5000)).max(20, "holds more than 20 answers"),
  owner: storedLine(200).nullable(),
  reviewers: z.array(storedLine(200)).max(50, "holds more than 50 names"),
};

/** What its authors write. A field left out stays as it is; null clears it. */
export const PostmortemDraft = z
  .strictObject(draftFields)
  .partial()
  .extend({
    /** The version the writer saw; 0, or left out, where there is none yet. */
    version: z.int().min(0).optional(),
  });
export type PostmortemDraft = z.infer<typeof PostmortemDraft>;

/** What is still needed before it can be published; `path` is the field that lacks it. */
const Missing = z.object({ path: z.string(), message: z.string() });

export const Postmortem = z.object({
  id: z.string(),
  version: z.int(),
  incidentNumber: z.int(),
  state: z.enum(postmortemStates),
  ...draftFields,
  publishedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  missing: z.array(Missing),
});
export type Postmortem = z.infer<typeof Postmortem>;

/** A post-mortem that was written elsewhere, with its timeline and actions, as it stands. */
export const WholePostmortem = z
  .strictObject({
    ...draftFields,
    state: z.enum(postmortemStates),
    publishedAt: Instant.nullable(),
    timeline: z.array(TimelineBody).max(500),
    actions: z
      .array(
        ActionBody.extend({
          /** When it was decided, where that is known; ages count from then. */
          createdAt: Instant.optional(),
        }),
      )
      .max(200),
  })
  .partial()
  .extend({
    incident: z.union([
      z.strictObject({ source: storedLine(100), externalId: storedLine(300) }),
      z.strictObject({ number: z.int().min(1) }),
    ]),
  });
export type WholePostmortem = z.infer<typeof WholePostmortem>;
