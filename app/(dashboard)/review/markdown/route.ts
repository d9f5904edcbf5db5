import { randomUUID } from "node:crypto";
import { ask } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { problem } from "#app/_server/problem.ts";
import { getReview } from "#lib/analytics/review.ts";
import { reviewMarkdown } from "#lib/analytics/review-markdown.ts";
import { isAppError } from "#lib/errors.ts";
import { getReviewNote } from "#lib/review-notes/read.ts";
import { getSettings } from "#lib/settings/read.ts";

/** The review of a week as Markdown, under the same words of the address as the page. */
export async function GET(request: Request): Promise<Response> {
  const words = Object.fromEntries(new URL(request.url).searchParams);
  try {
    const [review, { organisation }] = [await ask(getReview, words), await ask(getSettings, undefined)];
    const { text: notes } = await ask(getReviewNote, { week: review.week });
    return new Response(reviewMarkdown(review, { organisation, baseUrl: await baseUrl(), notes }), {
      headers: {
        "content-type": "text/markdown; charset=utf-8",
        "content-disposition": `inline; filename="review-${review.week}.md"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (isAppError(error)) return problem(error, randomUUID());
    throw error;
  }
}
