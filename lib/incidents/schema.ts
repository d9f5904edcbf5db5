import { z } from "zod";
import {
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
import { Instant, storedLine, storedText } from "#lib/parse.ts";
import { Slug } from "#lib/systems/schema.ts";

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

const count = z.int("is not a whole number").min(0, "must not be negative");

const Severity = z.literal(severities, "must be 1, 2, 3, 4 or 5, or null for unknown");

const IncidentSystem = z.strictObject({ slug: Slug, part: z.enum(systemParts).default("affected") });
const IncidentFactor = z.strictObject({
  factor: z.enum(contributingFactors),
  note: storedText(2000)
    .nullish()
    .transform((note) => note ?? null),
});
const IncidentChange = z
  .strictObject({
    id: z.string().max(100).optional(),
    source: storedLine(100).optional(),
    externalId: storedLine(300).optional(),
    link: z.enum(changeLinks).default("suspected"),
  })
  .refine(
    (change) => change.id !== undefined || (change.source !== undefined && change.externalId !== undefined),
    {
      message: "names no change: give its id, or its source and externalId",
    },
  );

/** The facts of an incident as its author gives them. Null is not recorded, and is not zero. */
const fields = {
  kind: z.enum(incidentKinds),
  title: storedLine(500),
  summary: storedText(50_000).nullable(),
  severity: Severity.nullable(),
  severityRaw: storedText(200).nullable(),
  status: z.enum(statuses),
  startedAt: Instant,
  detectedAt: Instant.nullable(),
  mitigatedAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  lostOrders: count.nullable(),
  errors: count.nullable(),
  customersAffected: count.nullable(),
  orderDropPercent: z.number().min(0).max(100).nullable(),
  customerFacing: z.boolean().nullable(),
  trigger: z.enum(triggers),
  rootCause: z.enum(rootCauses),
  rootCauseDetail: storedText(10_000).nullable(),
  aiInvolvement: z.enum(aiInvolvements),
  aiTool: storedLine(200).nullable(),
  aiEvidence: z.enum(aiEvidences),
  aiNote: storedText(10_000).nullable(),
  systems: z.array(IncidentSystem).max(1000),
  regions: z.array(storedLine(120)).max(500),
  factors: z.array(IncidentFactor).max(50),
  changes: z.array(IncidentChange).max(200),
};

export const IncidentBody = z
  .strictObject({
    source: storedLine(100),
    externalId: storedLine(300),
    ...fields,
    customFields: z.record(storedLine(200), storedText(10_000)).nullable(),
  })
  .partial()
  .required({ title: true, startedAt: true });
export type IncidentBody = z.infer<typeof IncidentBody>;

export const IncidentPatch = IncidentBody.omit({ source: true, externalId: true })
  .partial()
  .extend({ version: z.int().min(1).optional() });
export type IncidentPatch = z.infer<typeof IncidentPatch>;

export const Durations = z.object({
  detectMinutes: z.number().nullable(),
  mitigateMinutes: z.number().nullable(),
  resolveMinutes: z.number().nullable(),
});
export type Durations = z.infer<typeof Durations>;

export const Incident = z.object({
  id: z.string(),
  number: z.int(),
  version: z.int(),
  source: z.string().nullable(),
  externalId: z.string().nullable(),
  ...fields,
  systems: z.array(
    z.object({
      slug: z.string(),
      part: z.enum(systemParts),
      name: z.string(),
      tier: z.int().nullable(),
    }),
  ),
  regions: z.array(z.string()),
  factors: z.array(z.object({ factor: z.enum(contributingFactors), note: z.string().nullable() })),
  changes: z.array(
    z.object({
      id: z.string(),
      number: z.int(),
      title: z.string(),
      deployedAt: Instant,
      source: z.string().nullable(),
      externalId: z.string().nullable(),
      link: z.enum(changeLinks),
    }),
  ),
  customFields: z.record(z.string(), z.string()).nullable(),
  durations: Durations,
  highBlast: z.boolean(),
  highBlastReasons: z.array(z.string()),
  duplicateOf: z.int().nullable(),
  createdBy: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: Instant.nullable(),
});
export type Incident = z.infer<typeof Incident>;
