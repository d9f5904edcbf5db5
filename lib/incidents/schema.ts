import { z } from "zod";
import { changeFields } from "#db/fields/changes.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import {
  aiAssistances,
  aiEvidences,
  aiInvolvements,
  changeLinks,
  contributingFactors,
  incidentKinds,
  rootCauses,
  severities,
  statuses,
  systemParts,
  triggers,
} from "#db/values.ts";
import {
  aliases,
  createdBy,
  deletedAt,
  idOf,
  knownTo,
  numberOf,
  seenVersion,
  stamps,
} from "#lib/fields/record.ts";
import { recordShapesOf, shapesOf } from "#lib/fields/shapes.ts";
import { Instant, storedName, storedText } from "#lib/parse.ts";
import { Slug } from "#lib/systems/schema.ts";
import { AiProposal } from "./ai-proposal/schema.ts";

export {
  aiEvidences,
  aiInvolvements,
  contributingFactors,
  incidentKinds,
  rootCauses,
  severities,
  statuses,
  triggers,
};

const Part = z
  .enum(systemParts)
  .meta({ description: "Whether the incident began in the system, or reached it." });
const Link = z
  .enum(changeLinks)
  .meta({ description: "Whether the change caused the incident, or is suspected to have." });
const Factor = z.enum(contributingFactors).meta({ description: "What made it possible, worse or longer." });
const note = storedText(2000).nullable().meta({ description: "More about the factor, in words." });

const IncidentSystem = z.strictObject({
  slug: Slug.meta({ description: "The system, by slug." }),
  part: Part.default("affected"),
});
const IncidentFactor = z.strictObject({
  factor: Factor,
  note: note.optional().transform((text) => text ?? null),
});
const IncidentChange = z
  .strictObject({
    id: z.string().max(100).optional().meta({ description: "The change, by its id here." }),
    source: storedName(100)
      .optional()
      .meta({ description: "With `externalId`: the change, as its source names it." }),
    externalId: storedName(300).optional().meta({ description: "What its source calls the change." }),
    link: Link.default("suspected"),
  })
  .refine(
    (change) => change.id !== undefined || (change.source !== undefined && change.externalId !== undefined),
    {
      message: "names no change: give its id, or its source and externalId",
    },
  );

const meanings = {
  systems: { title: "Systems", description: "Systems that it began in or reached." },
  regions: { title: "Regions", description: "Regions or marketplaces that it reached, as free text." },
  factors: { title: "Contributing factors", description: "What made it possible, worse or longer." },
  changes: { title: "Changes", description: "Changes that caused it, or are suspected to have." },
} as const;

const lists = {
  systems: z.array(IncidentSystem).max(1000).meta(meanings.systems),
  regions: z.array(storedName(120)).max(500).meta(meanings.regions),
  factors: z.array(IncidentFactor).max(50).meta(meanings.factors),
  changes: z.array(IncidentChange).max(200).meta(meanings.changes),
};

export const IncidentBody = z
  .strictObject({ ...shapesOf(incidentFields), ...lists })
  .partial()
  .required({ title: true, startedAt: true });
export type IncidentBody = z.infer<typeof IncidentBody>;

export const IncidentPatch = IncidentBody.omit({ source: true, externalId: true })
  .partial()
  .extend({ version: seenVersion });
export type IncidentPatch = z.infer<typeof IncidentPatch>;

const minutes = (until: string) =>
  z
    .number()
    .nullable()
    .meta({
      description: `Minutes from the start of the impact until ${until}; null where that is not recorded, or lies before the start.`,
      unit: "minutes",
    });

export const Durations = z.object({
  detectMinutes: minutes("it was detected"),
  mitigateMinutes: minutes("it was mitigated"),
  resolveMinutes: minutes("it was resolved"),
});
export type Durations = z.infer<typeof Durations>;

export const Incident = z
  .object({
    id: idOf("incident"),
    number: numberOf("incident", "INC"),
    ...stamps,
    ...recordShapesOf(incidentFields),
    systems: z
      .array(
        z.object({
          slug: z.string().meta({ description: "The system, by slug." }),
          part: Part,
          name: z.string().meta({ description: "What people call the system." }),
          tier: z.int().nullable().meta({ description: "Its tier today; null where none is recorded." }),
        }),
      )
      .meta(meanings.systems),
    regions: z.array(z.string()).meta(meanings.regions),
    factors: z.array(z.object({ factor: Factor, note })).meta(meanings.factors),
    changes: z
      .array(
        z.object({
          id: idOf("change"),
          number: numberOf("change", "CHG"),
          title: z.string().meta({ description: "What was changed." }),
          deployedAt: Instant.meta({ description: "When the change reached production." }),
          deployedPrecision: knownTo,
          source: z.string().nullable().meta({ description: "The tool or file that the change comes from." }),
          externalId: z.string().nullable().meta({ description: "What its source calls the change." }),
          aiAssistance: z.enum(aiAssistances).meta({ description: changeFields.aiAssistance.means }),
          aiTool: z.string().nullable().meta({ description: changeFields.aiTool.means }),
          aiEvidence: z.enum(aiEvidences).meta({ description: changeFields.aiEvidence.means }),
          aiConflict: z.boolean().nullable().meta({ description: changeFields.aiConflict.means }),
          commits: z.int().nullable().meta({ description: changeFields.commits.means }),
          aiCommits: z.int().nullable().meta({ description: changeFields.aiCommits.means }),
          deletedAt,
          link: Link,
        }),
      )
      .meta(meanings.changes),
    durations: Durations.meta({ description: "How long each step took, from the start of the impact." }),
    highBlast: z
      .boolean()
      .meta({ description: "Whether it has a high blast radius: any of the reasons holds." }),
    highBlastReasons: z
      .array(z.string())
      .meta({ description: "Each threshold of the settings that it reached, in words." }),
    aiProposal: AiProposal.nullable().meta({
      description:
        "What its culprits say of AI, where the incident says nothing of it; null where it does, or they do not. It counts in no figure until somebody takes it over.",
    }),
    aiContradiction: z.string().nullable().meta({
      description:
        "In words, where the incident says that AI was involved, or was not, and its culprits say otherwise; null where they agree or do not say. Nothing is changed by itself.",
    }),
    duplicateOf: z
      .int()
      .nullable()
      .meta({ description: "The number of the incident that it is a duplicate of; null where it is none." }),
    aliases,
    createdBy,
    deletedAt,
  })
  .meta({ id: "Incident" });
export type Incident = z.infer<typeof Incident>;
