import { getReviewNote } from "#lib/review-notes/read.ts";
import { ReviewNoteBody } from "#lib/review-notes/schema.ts";
import { writeReviewNote } from "#lib/review-notes/write.ts";
import { endpoint } from "../endpoint.ts";
import { getEndpoint, keyInput, patchOf } from "./kit.ts";

export const reviewsContract = {
  getReviewNote: getEndpoint("/review-notes/{week}", getReviewNote),
  writeReviewNote: endpoint({
    method: "PUT",
    path: "/review-notes/{week}",
    operation: writeReviewNote,
    body: ReviewNoteBody,
    bodyAt: "body",
    input: (received) => ({ ...keyInput(received), body: patchOf(received) }),
  }),
};
