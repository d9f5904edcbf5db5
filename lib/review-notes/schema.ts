import { z } from "zod";
import { Instant, storedText } from "#lib/parse.ts";

/** The name of a week, as ISO 8601 writes it. */
export const WeekName = z.string().regex(/^\d{4}-W\d\d$/, "is not a week; write it as 2026-W10");

export const ReviewNoteBody = z.strictObject({
  text: storedText(50_000).describe("What is noted, in Markdown."),
  version: z.int().min(0).optional().describe("The version you saw; 0 where there was none."),
});
export type ReviewNoteBody = z.infer<typeof ReviewNoteBody>;

/** The notes of one week's review; an empty text of version 0 where nobody has written any. */
export const ReviewNote = z
  .object({
    week: z.string().describe("The week, as ISO 8601 names it: 2026-W10."),
    version: z.int().describe("Counts its edits; 0 where nobody has written any."),
    text: z.string().describe("What was noted, in Markdown; empty where nobody has written any."),
    updatedAt: Instant.nullable().describe("When it was edited last; null where nobody has written any."),
  })
  .meta({ id: "ReviewNote" });
export type ReviewNote = z.infer<typeof ReviewNote>;
