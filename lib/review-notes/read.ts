import { eq } from "drizzle-orm";
import { z } from "zod";
import { reviewNotes } from "#db/schema/settings.ts";
import { query } from "#lib/query.ts";
import { ReviewNote, WeekName } from "./schema.ts";

export const getReviewNote = query({
  name: "review-notes.get",
  summary: "What was noted in the review of a week",
  requires: "read",
  input: z.strictObject({ week: WeekName }),
  answer: ReviewNote,
  async run({ read }, { week }) {
    const [row] = await read.select().from(reviewNotes).where(eq(reviewNotes.week, week)).limit(1);
    return ReviewNote.parse(row ?? { week, version: 0, text: "", updatedAt: null });
  },
});
