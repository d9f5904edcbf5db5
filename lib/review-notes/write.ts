import { z } from "zod";
import { create, update } from "#db/edit.ts";
import { reviewNotes } from "#db/schema/settings.ts";
import type { WeekStart } from "#lib/calendar.ts";
import { command, unchanged } from "#lib/command.ts";
import { conflict, invalid } from "#lib/errors.ts";
import { getSettings } from "#lib/settings/read.ts";
import { weekPeriod } from "#lib/week.ts";
import { getReviewNote } from "./read.ts";
import { ReviewNote, ReviewNoteBody, WeekName } from "./schema.ts";

export const writeReviewNote = command({
  name: "review-note.write",
  summary: "Note what was said in the review of a week; needs the version you saw, 0 for the first",
  requires: "review.write",
  input: z.object({ week: WeekName, body: ReviewNoteBody }),
  answer: ReviewNote,
  async run(context, { week, body: { text, version } }) {
    const { zone, weekStart } = await context.ask(getSettings, undefined);
    if (weekPeriod(week, { zone, weekStart: weekStart as WeekStart }) === null)
      throw invalid([{ path: "week", message: "no year has such a week" }]);
    const before = await context.ask(getReviewNote, { week });
    if (version === undefined)
      throw invalid([{ path: "version", message: "is needed: the version you saw, 0 where there was none" }]);
    if (version !== before.version) throw conflict(`the notes on ${week}`, before);
    if (text === before.text) return unchanged(before);
    const after: ReviewNote = { week, text, version: version + 1, updatedAt: context.now };
    return {
      edits: [
        version === 0
          ? create(reviewNotes, { id: context.newId("rvn"), week, text })
          : update(reviewNotes, { key: { week }, version }, { text }),
      ],
      records: [{ subject: week, before: version === 0 ? null : { text: before.text }, after: { text } }],
      answer: () => after,
    };
  },
});
