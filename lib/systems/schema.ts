import { z } from "zod";
import { Instant, storedLine, storedText } from "#lib/parse.ts";

export const Slug = z
  .string()
  .min(1, "must not be empty")
  .max(120, "is longer than 120 characters")
  .regex(
    /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}._-]*$/u,
    "is not a slug; use lower-case letters, digits, - . _",
  );

const fields = {
  name: storedLine(200),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  org: storedLine(200).nullable(),
  owner: storedLine(200).nullable(),
  description: storedText(5000).nullable(),
  retiredAt: Instant.nullable(),
  /** Slugs of the systems it cannot work without. */
  dependsOn: z.array(Slug).max(500),
};

export const SystemBody = z.strictObject({
  slug: Slug,
  name: fields.name.optional(),
  tier: fields.tier.optional(),
  org: fields.org.optional(),
  owner: fields.owner.optional(),
  description: fields.description.optional(),
  retiredAt: fields.retiredAt.optional(),
  dependsOn: fields.dependsOn.optional(),
});
export type SystemBody = z.infer<typeof SystemBody>;

export const SystemPatch = SystemBody.omit({ slug: true }).extend({ version: z.int().min(1).optional() });

export const System = z.object({
  id: z.string(),
  number: z.int(),
  version: z.int(),
  slug: z.string(),
  name: z.string(),
  tier: z.int().nullable(),
  org: z.string().nullable(),
  owner: z.string().nullable(),
  description: z.string().nullable(),
  retiredAt: Instant.nullable(),
  dependsOn: z.array(z.string()),
  createdAt: Instant,
  updatedAt: Instant,
});
export type System = z.infer<typeof System>;

/** A slug made of a name as other tools write it: `Payment Gateway (EU)` is `payment-gateway-eu`. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, "-")
    .replace(/^[-._]+|[-._]+$/g, "")
    .slice(0, 120);
}
