import { z } from "zod";
import { Instant, storedText } from "#lib/parse.ts";

/** The name of a week, as ISO 8601 writes it. */
export const WeekName = z.string().regex(/^\d{4}-W\d\d$/, "is not a week; write it as 2026-W10");

export const ReviewNoteBody = z.strictObject({
  /** Markdown. */
  text: storedText(50_000),
  /** The version you saw; 0 where there was none. */
  version: z.int().min(0).optional(),
});
export type ReviewNoteBody = z.infer<typeof ReviewNoteBody>;

/** The notes of one week's review; an empty text of version 0 where nobody has written any. */
export const ReviewNote = z.object({
  week: z.string(),
  version: z.int(),
  text: z.string(),
  updatedAt: Instant.nullable(),
});
export type ReviewNote = z.infer<typeof ReviewNote>;
