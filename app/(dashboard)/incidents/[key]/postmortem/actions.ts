"use server";

import { revalidatePath } from "next/cache";
import { fieldsUnder, formAction, type Performed } from "#app/_server/form-action.ts";
import type { Postmortem } from "#lib/postmortems/schema.ts";
import {
  publishPostmortem,
  savePostmortem,
  submitPostmortem,
  withdrawPostmortem,
} from "#lib/postmortems/write.ts";
import type { TimelineEntry } from "#lib/timeline/schema.ts";
import { addTimelineEntry, removeTimelineEntry, updateTimelineEntry } from "#lib/timeline/write.ts";

/** Saving as one types renders nothing anew: the editor holds what was typed. */
export async function saveDraft(key: string, draft: unknown): Promise<Performed<Postmortem>> {
  return fieldsUnder("draft", await formAction(savePostmortem, { key, draft }));
}

const moves = { submit: submitPostmortem, publish: publishPostmortem, withdraw: withdrawPostmortem };
export type Move = keyof typeof moves;

export async function movePostmortem(
  key: string,
  move: Move,
  version: number,
): Promise<Performed<Postmortem>> {
  const performed = await formAction(moves[move], { key, version });
  revalidatePath("/", "layout");
  return performed;
}

export async function addEntry(key: string, body: unknown): Promise<Performed<TimelineEntry>> {
  return fieldsUnder("body", await formAction(addTimelineEntry, { key, body }));
}

export async function changeEntry(id: string, patch: unknown): Promise<Performed<TimelineEntry>> {
  return fieldsUnder("patch", await formAction(updateTimelineEntry, { id, patch }));
}

export async function removeEntry(id: string, version: number): Promise<Performed<TimelineEntry>> {
  return formAction(removeTimelineEntry, { id, version });
}
