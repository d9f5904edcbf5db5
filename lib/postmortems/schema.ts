import { z } from "zod";
import { postmortemFields } from "#db/fields/postmortems.ts";
import { type PostmortemSection, postmortemSections, postmortemStates } from "#db/values.ts";
import { ActionBody } from "#lib/actions/schema.ts";
import { idOf, incidentNumber, stamps } from "#lib/fields/record.ts";
import { shapesOf } from "#lib/fields/shapes.ts";
import { Instant, storedName, storedText } from "#lib/parse.ts";
import { TimelineBody } from "#lib/timeline/schema.ts";

/** Each section is Markdown. */
export const sections = postmortemSections;
export type Section = PostmortemSection;

const draftFields = {
  ...shapesOf(postmortemFields),
  fiveWhys: z.array(storedText(5000)).max(20, "holds more than 20 answers").meta({
    title: "Five whys",
    description: "Why it happened, why that happened, and so on: one answer each.",
  }),
  reviewers: z.array(storedName(200)).max(50, "holds more than 50 names").meta({
    title: "Reviewers",
    description: "Who reads it before it is published.",
  }),
};

/** What its authors write. A field left out stays as it is; null clears it. */
export const PostmortemDraft = z
  .strictObject(draftFields)
  .partial()
  .extend({
    version: z
      .int()
      .min(0)
      .optional()
      .meta({ description: "The version that you saw; 0, or left out, where there is none yet." }),
  });
export type PostmortemDraft = z.infer<typeof PostmortemDraft>;

const Missing = z.object({
  path: z.string().meta({ description: "The field that lacks it." }),
  message: z.string().meta({ description: "What is missing, in words." }),
});

export const Postmortem = z
  .object({
    id: idOf("post-mortem"),
    ...stamps,
    incidentNumber,
    state: z
      .enum(postmortemStates)
      .meta({ description: "Whether it is a draft, waits for its review, or is published." }),
    ...draftFields,
    publishedAt: Instant.nullable().meta({ description: "When it was published; null while it is not." }),
    missing: z
      .array(Missing)
      .meta({ description: "What is still needed before it can be published; empty where nothing is." }),
  })
  .meta({ id: "Postmortem" });
export type Postmortem = z.infer<typeof Postmortem>;

/** A post-mortem that was written elsewhere, with its timeline and actions, as it stands. */
export const WholePostmortem = z
  .strictObject({
    ...draftFields,
    state: z.enum(postmortemStates).meta({ description: "Where it stands." }),
    publishedAt: Instant.nullable().meta({ description: "When it was published." }),
    timeline: z.array(TimelineBody).max(500).meta({ description: "What happened when." }),
    actions: z
      .array(
        ActionBody.extend({
          createdAt: Instant.optional().meta({
            description: "When it was decided, where that is known; ages count from then.",
          }),
        }),
      )
      .max(200)
      .meta({ description: "What is to be done." }),
  })
  .partial()
  .extend({
    incident: z
      .union([
        z.strictObject({
          source: storedName(100).meta({ description: "The tool or file that the incident comes from." }),
          externalId: storedName(300).meta({ description: "What its source calls the incident." }),
        }),
        z.strictObject({ number: z.int().min(1).meta({ description: "The incident's number here." }) }),
      ])
      .meta({ description: "The incident that it is about." }),
  });
export type WholePostmortem = z.infer<typeof WholePostmortem>;
