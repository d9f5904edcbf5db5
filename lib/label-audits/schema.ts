import { z } from "zod";
import { labelCheckFields } from "#db/fields/label-checks.ts";
import { aiAssistances, labelStrata } from "#db/values.ts";
import { Change } from "#lib/changes/schema.ts";
import { createdBy, deletedAt, idOf, numberOf, stamps } from "#lib/fields/record.ts";
import { recordShapesOf, shapesOf } from "#lib/fields/shapes.ts";
import { Instant } from "#lib/parse.ts";

/** The words of the filter by which single changes are chosen; the tool is none, since only marked changes name one. */
export const populationWords = ["org", "tier", "system", "source"] as const;

const choices = z.array(z.union([z.string(), z.number()]).nullable());

const Terms = z.object({
  org: choices.optional().describe("Organisations of the changed systems; null where none is recorded."),
  tier: choices.optional().describe("Tiers of the changed systems; null where none is recorded."),
  system: choices.optional().describe("The changed systems, by slug; null where none is named."),
  source: choices
    .optional()
    .describe("Tools and files that the changes come from; null where none is named."),
});

const Population = z.object({
  marked: z.int().describe("Changes marked as made with AI, besides culprits."),
  unmarked: z
    .int()
    .describe("Changes that are not, besides culprits: recorded as made without, or nothing recorded."),
  markedCulprits: z.int().describe("Culprits of incidents that are marked."),
  unmarkedCulprits: z.int().describe("Culprits of incidents that are not."),
  unrecorded: z.int().describe("Of those not marked, besides culprits, how many have nothing recorded."),
  unrecordedCulprits: z.int().describe("Of the culprits how many have nothing recorded."),
});
export type Population = z.infer<typeof Population>;

export const Drawn = z.object({
  change: numberOf("change", "CHG"),
  stratum: z.enum(labelStrata).describe("Which of the three samples it belongs to."),
  recorded: z
    .enum(aiAssistances)
    .describe("The label on record when it was drawn. Who is to check it must not be told."),
});
export type Drawn = z.infer<typeof Drawn>;

export const LabelCheckBody = z.strictObject({
  ...shapesOf(labelCheckFields),
  note: shapesOf(labelCheckFields).note.default(null),
});
export type LabelCheckBody = z.infer<typeof LabelCheckBody>;

/** What one person found of one change. */
export const LabelCheck = z
  .object({
    id: idOf("check"),
    ...stamps,
    auditId: z.string().describe("The audit that it belongs to."),
    change: numberOf("change", "CHG"),
    checker: z.string().describe("Who looked: a person, or the name of a key."),
    ...recordShapesOf(labelCheckFields),
  })
  .meta({ id: "LabelCheck" });
export type LabelCheck = z.infer<typeof LabelCheck>;

const told = {
  id: idOf("audit"),
  ...stamps,
  createdBy,
  period: z
    .object({
      from: Instant.describe("When it begins."),
      to: Instant.describe("When it ends; not included."),
      zone: z.string().describe("Time zone that its days are counted in."),
    })
    .describe("The period that the changes were deployed in."),
  terms: Terms.describe(
    "Which changes of the period: the words of the filter, all of them where it is empty.",
  ),
  seed: z.int().describe("The same sample is drawn again with it, from the same changes."),
  population: Population.describe("How many changes there were when it was drawn."),
  deletedAt,
};

export const LabelAuditHead = z
  .object({
    ...told,
    dealt: z.int().describe("How many changes were drawn."),
    answered: z.int().describe("Of how many of them somebody has said something."),
  })
  .meta({ id: "LabelAuditHead" });
export type LabelAuditHead = z.infer<typeof LabelAuditHead>;

export const LabelAudit = z
  .object({
    ...told,
    drawn: z.array(Drawn).describe("The sample, in random order."),
    checks: z.array(LabelCheck).describe("What people found, in the order in which they said it first."),
  })
  .meta({ id: "LabelAudit" });
export type LabelAudit = z.infer<typeof LabelAudit>;

/**
 * A change as somebody sees it who is to say whether AI made it: without its label and what goes with that, and without
 * the fields that its sender made up, since one of them may well be the label under another name.
 */
export const DealtChange = Change.pick({
  number: true,
  title: true,
  kind: true,
  deployedAt: true,
  deployedPrecision: true,
  author: true,
  authorLevel: true,
  system: true,
  systemName: true,
  source: true,
  externalId: true,
  url: true,
  documentUrl: true,
});
export type DealtChange = z.infer<typeof DealtChange>;
