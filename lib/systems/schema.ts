import { z } from "zod";
import { systemFields } from "#db/fields/systems.ts";
import { idOf, seenVersion, stamps } from "#lib/fields/record.ts";
import { recordShapesOf, shapesOf } from "#lib/fields/shapes.ts";
import { oneName } from "#lib/names.ts";
import { AskedName } from "#lib/parse.ts";

export const Slug = AskedName.min(1, "must not be empty")
  .max(120, "is longer than 120 characters")
  .regex(
    /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}._-]*$/u,
    "is not a slug; use lower-case letters, digits, - . _",
  );

const dependsOnMeaning = { title: "Depends on", description: "Slugs of the systems it cannot work without." };
const slugMeaning = {
  title: "Slug",
  description: "Names it in addresses and to other programs; never changes.",
};

export const SystemBody = z
  .strictObject({
    slug: Slug.meta(slugMeaning),
    ...shapesOf(systemFields),
    dependsOn: z.array(Slug).max(500).meta(dependsOnMeaning),
  })
  .partial()
  .required({ slug: true });
export type SystemBody = z.infer<typeof SystemBody>;

export const SystemPatch = SystemBody.omit({ slug: true }).extend({ version: seenVersion });

export const System = z
  .object({
    id: idOf("system"),
    number: z.int().meta({ description: "Joins records to it; other programs use the slug." }),
    ...stamps,
    slug: z.string().meta(slugMeaning),
    ...recordShapesOf(systemFields),
    dependsOn: z.array(z.string()).meta(dependsOnMeaning),
  })
  .meta({ id: "System" });
export type System = z.infer<typeof System>;

/**
 * A slug made of a name as other tools write it: `Payment Gateway (EU)` is `payment-gateway-eu`. A name that is a slug
 * but for its case is that slug.
 */
export function slugOf(name: string): string {
  const lower = oneName(name).toLowerCase();
  if (Slug.safeParse(lower).success) return lower;
  return lower
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, "-")
    .slice(0, 120)
    .replace(/^[-._]+|[-._]+$/g, "")
    .normalize("NFC");
}
