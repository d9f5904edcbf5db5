import { z } from "zod";
import {
  aiAssistances,
  aiEvidences,
  auditOutcomes,
  authorLevels,
  changeKinds,
  changeLinks,
} from "#db/values.ts";
import { GuardrailCheck } from "#lib/guardrails/schema.ts";
import { Day, Instant, storedLine, storedText } from "#lib/parse.ts";
import { Slug } from "#lib/systems/schema.ts";

export { aiAssistances, aiEvidences, auditOutcomes, authorLevels, changeKinds };

const count = z.int("is not a whole number").min(0, "must not be negative");
const flag = z.boolean("is neither true nor false; leave it out where it was not recorded").nullable();

/** The facts of a change as its author gives them. Null is not recorded, and is not no. */
const fields = {
  title: storedLine(500),
  kind: z.enum(changeKinds).nullable(),
  /** The slug of the system that was changed. */
  system: Slug.nullable(),
  deployedAt: Instant,
  author: storedLine(300).nullable(),
  authorLevel: z.enum(authorLevels),
  aiAssistance: z.enum(aiAssistances),
  aiTool: storedLine(200).nullable(),
  aiEvidence: z.enum(aiEvidences),
  approvals: count.max(10_000).nullable(),
  seniorApproval: flag,
  documented: flag,
  documentUrl: storedLine(2000).nullable(),
  checksPassed: flag,
  riskAssessed: flag,
  rollbackPlan: flag,
  sandboxTested: flag,
  rolledBackAt: Instant.nullable(),
  url: storedLine(2000).nullable(),
  customFields: z.record(storedLine(200), storedText(10_000)).nullable(),
};

export const ChangeBody = z
  .strictObject({ source: storedLine(100), externalId: storedLine(300), ...fields })
  .partial()
  .required({ title: true, deployedAt: true });
export type ChangeBody = z.infer<typeof ChangeBody>;

export const ChangePatch = ChangeBody.omit({ source: true, externalId: true })
  .partial()
  .extend({ version: z.int().min(1).optional() });
export type ChangePatch = z.infer<typeof ChangePatch>;

/** A change that is not made yet: nothing of it has to be known. */
export const PlannedChange = ChangeBody.partial();

export const AuditBody = z.strictObject({
  outcome: z.enum(auditOutcomes, `use ${auditOutcomes.join(" or ")}`),
  note: storedText(10_000)
    .nullish()
    .transform((note) => note ?? null),
});

export const Change = z.object({
  id: z.string(),
  number: z.int(),
  version: z.int(),
  source: z.string().nullable(),
  externalId: z.string().nullable(),
  ...fields,
  system: z.string().nullable(),
  systemName: z.string().nullable(),
  tier: z.int().nullable(),
  org: z.string().nullable(),
  auditedAt: Instant.nullable(),
  auditedBy: z.string().nullable(),
  auditOutcome: z.enum(auditOutcomes).nullable(),
  auditNote: z.string().nullable(),
  /** What the guardrails say of it, by the tier its system has today. */
  guardrails: GuardrailCheck,
  /** Incidents that name it, deleted ones left out. */
  incidents: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      severity: z.int().nullable(),
      startedAt: Instant,
      link: z.enum(changeLinks),
    }),
  ),
  createdBy: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: Instant.nullable(),
});
export type Change = z.infer<typeof Change>;

/** A day's total of changes, for those who cannot send each. Zero takes a total back. */
export const ChangeVolume = z.strictObject({
  day: Day,
  system: Slug.nullish().transform((slug) => slug ?? null),
  aiAssistance: z.enum(aiAssistances).default("unknown"),
  count,
  source: storedLine(100),
});
export type ChangeVolume = z.infer<typeof ChangeVolume>;
