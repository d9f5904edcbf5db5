"use server";

import { formAction, type Performed } from "#app/_server/form-action.ts";
import type { ReviewNote } from "#lib/review-notes/schema.ts";
import { writeReviewNote } from "#lib/review-notes/write.ts";

export async function saveNote(of: {
  week: string;
  text: string;
  version: number;
}): Promise<Performed<ReviewNote>> {
  const { week, ...body } = of;
  return formAction(writeReviewNote, { week, body });
}
