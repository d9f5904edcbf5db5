import { z } from "zod";
import { Instant, storedLine, storedText } from "#lib/parse.ts";

/** A page of this installation and nothing else: what is saved must never lead away. */
const Page = storedText(200).regex(
  /^\/(?!\/)[a-z0-9/_-]*$/,
  "is not a page; write it as the address does, such as /trends",
);

export const ViewBody = z.strictObject({
  name: storedLine(100),
  page: Page,
  /** The words of the address, without the question mark: `period=90d&severity=1,2`. */
  query: storedText(4000).default(""),
  /** Whether everybody sees it, or its maker alone. */
  shared: z.boolean().default(false),
});
export type ViewBody = z.infer<typeof ViewBody>;

/** Another name, another place, or another readership; what is left out stays. */
export const ViewPatch = z.strictObject({
  name: ViewBody.shape.name.optional(),
  page: Page.optional(),
  query: storedText(4000).optional(),
  shared: z.boolean().optional(),
  version: z.int().min(1).optional(),
});
export type ViewPatch = z.infer<typeof ViewPatch>;

export const SavedView = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  page: z.string(),
  query: z.string(),
  shared: z.boolean(),
  /** Whether whoever asks made it. */
  mine: z.boolean(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;
