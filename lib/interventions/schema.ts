import { z } from "zod";
import { interventionKinds, tiers } from "#db/values.ts";
import { Day, Instant, storedLine, storedText } from "#lib/parse.ts";
import { Slug } from "#lib/systems/schema.ts";

export { interventionKinds };

/** Whom an intervention reaches. */
export const InterventionScope = z.discriminatedUnion(
  "to",
  [
    z.strictObject({ to: z.literal("all") }),
    z.strictObject({ to: z.literal("org"), orgs: z.array(storedLine(200)).min(1, "names none").max(500) }),
    z.strictObject({ to: z.literal("tier"), tiers: z.array(z.literal(tiers)).min(1, "names none").max(3) }),
    z.strictObject({ to: z.literal("systems"), systems: z.array(Slug).min(1, "names none").max(5000) }),
  ],
  "is not a scope; `to` is all, org, tier or systems",
);
export type InterventionScope = z.infer<typeof InterventionScope>;

const fields = {
  name: storedLine(200),
  kind: z.enum(interventionKinds),
  /** Calendar days in the organisation's zone; `endsOn` is the last day, null where there is none. */
  startsOn: Day,
  endsOn: Day.nullable(),
  scope: InterventionScope,
  note: storedText(10_000).nullable(),
};

export const InterventionBody = z.strictObject({
  name: fields.name,
  kind: fields.kind.default("other"),
  startsOn: fields.startsOn,
  endsOn: fields.endsOn.default(null),
  scope: fields.scope.default({ to: "all" }),
  note: fields.note.default(null),
});
export type InterventionBody = z.infer<typeof InterventionBody>;

export const InterventionPatch = z
  .strictObject(fields)
  .partial()
  .extend({ version: z.int().min(1).optional() });
export type InterventionPatch = z.infer<typeof InterventionPatch>;

export const Intervention = z.object({
  id: z.string(),
  version: z.int(),
  ...fields,
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: Instant.nullable(),
});
export type Intervention = z.infer<typeof Intervention>;
