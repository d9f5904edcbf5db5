import { z } from "zod";
import { Instant, storedName, storedText } from "#lib/parse.ts";

/** A page of this installation and nothing else: what is saved must never lead away. */
const Page = storedText(200).regex(
  /^\/(?!\/)[a-z0-9/_-]*$/,
  "is not a page; write it as the address does, such as /trends",
);

export const ViewBody = z.strictObject({
  name: storedName(100).describe("What it is called."),
  page: Page.describe("The page it opens, as the address writes it: /trends."),
  query: storedText(4000)
    .default("")
    .describe("The words of the address, without the question mark: period=90d&severity=1,2."),
  shared: z.boolean().default(false).describe("Whether everybody sees it, or its maker alone."),
});
export type ViewBody = z.infer<typeof ViewBody>;

/** Another name, another place, or another readership; what is left out stays. */
export const ViewPatch = z.strictObject({
  name: ViewBody.shape.name.optional().describe("What it is called."),
  page: Page.optional().describe("The page it opens, as the address writes it: /trends."),
  query: storedText(4000)
    .optional()
    .describe("The words of the address, without the question mark: period=90d&severity=1,2."),
  shared: z.boolean().optional().describe("Whether everybody sees it, or its maker alone."),
  version: z
    .int()
    .min(1)
    .optional()
    .describe(
      "The version you saw; where it is not the present one, the answer is 409. Left out, whatever is there is changed.",
    ),
});
export type ViewPatch = z.infer<typeof ViewPatch>;

export const SavedView = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    version: z.int().describe("Counts its edits; a writer says which one they saw."),
    name: z.string().describe("What it is called."),
    page: z.string().describe("The page it opens, as the address writes it: /trends."),
    query: z
      .string()
      .describe("The words of the address, without the question mark: period=90d&severity=1,2."),
    shared: z.boolean().describe("Whether everybody sees it, or its maker alone."),
    mine: z.boolean().describe("Whether whoever asks made it."),
    createdAt: Instant.describe("When it was made."),
    updatedAt: Instant.describe("When it was edited last."),
  })
  .meta({ id: "SavedView" });
export type SavedView = z.infer<typeof SavedView>;
