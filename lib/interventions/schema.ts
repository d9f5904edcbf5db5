import { z } from "zod";
import { interventionFields } from "#db/fields/interventions.ts";
import { interventionKinds, tiers } from "#db/values.ts";
import { deletedAt, idOf, seenVersion, stamps } from "#lib/fields/record.ts";
import { shapesOf } from "#lib/fields/shapes.ts";
import { storedName } from "#lib/parse.ts";
import { Slug } from "#lib/systems/schema.ts";

export { interventionKinds };

/** Whom an intervention reaches. */
export const InterventionScope = z.discriminatedUnion(
  "to",
  [
    z.strictObject({ to: z.literal("all").describe("Everything, whether a system is named or not.") }),
    z.strictObject({
      to: z.literal("org").describe("The systems of some organisations."),
      orgs: z.array(storedName(200)).min(1, "names none").max(500).describe("Which organisations."),
    }),
    z.strictObject({
      to: z.literal("tier").describe("The systems of some tiers."),
      tiers: z.array(z.literal(tiers)).min(1, "names none").max(3).describe("Which tiers."),
    }),
    z.strictObject({
      to: z.literal("systems").describe("Some systems."),
      systems: z.array(Slug).min(1, "names none").max(5000).describe("Which systems, by slug."),
    }),
  ],
  "is not a scope; `to` is all, org, tier or systems",
);
export type InterventionScope = z.infer<typeof InterventionScope>;

const shapes = {
  ...shapesOf(interventionFields),
  scope: InterventionScope.meta({
    title: "Whom it reaches",
    description: "The whole company, or a part of it.",
  }),
};

export const InterventionBody = z.strictObject({
  ...shapes,
  kind: shapes.kind.default(interventionFields.kind.blank),
  endsOn: shapes.endsOn.default(null),
  scope: shapes.scope.default({ to: "all" }),
  note: shapes.note.default(null),
});
export type InterventionBody = z.infer<typeof InterventionBody>;

export const InterventionPatch = z.strictObject(shapes).partial().extend({ version: seenVersion });
export type InterventionPatch = z.infer<typeof InterventionPatch>;

export const Intervention = z
  .object({ id: idOf("intervention"), ...stamps, ...shapes, deletedAt })
  .meta({ id: "Intervention" });
export type Intervention = z.infer<typeof Intervention>;
