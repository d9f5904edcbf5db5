import { z } from "zod";
import { changeFields } from "#db/fields/changes.ts";
import {
  aiAssistances,
  aiEvidences,
  aiStrengths,
  auditOutcomes,
  authorLevels,
  changeKinds,
  changeLinks,
} from "#db/values.ts";
import { Evidence, EvidenceBody, Sha } from "#lib/evidence/schema.ts";
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
import { GuardrailCheck } from "#lib/guardrails/schema.ts";
import { Day, Instant, storedName, storedText } from "#lib/parse.ts";
import { ReworkBody } from "#lib/reworks/schema.ts";
import { Slug } from "#lib/systems/schema.ts";

export { aiAssistances, aiEvidences, aiStrengths, auditOutcomes, authorLevels, changeKinds };

const systemMeaning = { title: "System", description: "The system that was changed, by slug." };

export const ChangeBody = z
  .strictObject({
    ...shapesOf(changeFields),
    system: Slug.nullable().meta(systemMeaning),
    evidence: z.array(EvidenceBody).max(1000).meta({
      title: "Evidence",
      description:
        "What is known of AI in it, piece by piece. Only ever added: what is known already stays, and what all of it comes to stands in the fields of the change.",
    }),
    shas: z.array(Sha).max(20_000).meta({
      title: "Hashes of its commits",
      description: "The commits that went out with it, by their hashes in `repository`.",
    }),
    reworks: z.array(ReworkBody).max(1000).meta({
      title: "What it reworks",
      description:
        "Commits that it takes back or mends. Given any, it is rework; an empty list says that its commits were read and name none.",
    }),
  })
  .partial()
  .required({ title: true, deployedAt: true });
export type ChangeBody = z.infer<typeof ChangeBody>;

/** What a change says by itself, without what is known of it piece by piece. */
export const OwnBody = ChangeBody.omit({ evidence: true, shas: true, reworks: true });

export const ChangePatch = ChangeBody.omit({ source: true, externalId: true })
  .partial()
  .extend({ version: seenVersion });
export type ChangePatch = z.infer<typeof ChangePatch>;

/** A change that is not made yet: nothing of it has to be known. */
export const PlannedChange = OwnBody.partial();

export const AuditBody = z.strictObject({
  outcome: z
    .enum(auditOutcomes, `use ${auditOutcomes.join(" or ")}`)
    .meta({ description: changeFields.auditOutcome.means }),
  note: storedText(10_000)
    .nullish()
    .transform((note) => note ?? null)
    .meta({ description: changeFields.auditNote.means }),
});

export const Change = z
  .object({
    id: idOf("change"),
    number: numberOf("change", "CHG"),
    ...stamps,
    ...recordShapesOf(changeFields),
    system: z.string().nullable().meta(systemMeaning),
    systemName: z.string().nullable().meta({ description: "What people call the system." }),
    tier: z.int().nullable().meta({ description: "The system's tier today; null where none is recorded." }),
    org: z.string().nullable().meta({ description: "The organisation that the system belongs to." }),
    guardrails: GuardrailCheck.meta({
      description:
        "What the guardrails say of it, by what is recorded of it and the tier its system has today. That one was missing does not say that it would have prevented an incident.",
    }),
    incidents: z
      .array(
        z.object({
          number: numberOf("incident", "INC"),
          title: z.string().meta({ description: "What was wrong." }),
          severity: z.int().nullable().meta({ description: "How bad it was, from 1 (worst) to 5." }),
          startedAt: Instant.meta({ description: "When its impact began." }),
          startedPrecision: knownTo,
          link: z
            .enum(changeLinks)
            .meta({ description: "Whether the change caused the incident, or is suspected to have." }),
        }),
      )
      .meta({ description: "Incidents that name it, deleted ones left out." }),
    evidence: z
      .array(Evidence)
      .meta({ description: "All that was ever said of AI in it, the oldest first." }),
    aiReason: z
      .string()
      .meta({ description: "Why it is said of AI what is said, in a sentence made of its evidence." }),
    aliases,
    createdBy,
    deletedAt,
  })
  .meta({ id: "Change" });
export type Change = z.infer<typeof Change>;

/** A day's total of changes, for those who cannot send each. Zero takes a total back. */
export const ChangeVolume = z.strictObject({
  day: Day.meta({ description: "The day, in the organisation's zone." }),
  system: Slug.nullish()
    .transform((slug) => slug ?? null)
    .meta(systemMeaning),
  aiAssistance: z
    .enum(aiAssistances)
    .default("unknown")
    .meta({ description: "How far AI made these changes; unknown is not none." }),
  count: z
    .int("is not a whole number")
    .min(0, "must not be negative")
    .meta({ description: "How many changes there were; zero takes a total back.", unit: "changes" }),
  source: storedName(100).meta({ description: "Who counted them." }),
});
export type ChangeVolume = z.infer<typeof ChangeVolume>;
