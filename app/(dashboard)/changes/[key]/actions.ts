"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState } from "#app/_server/form.ts";
import { auditChange } from "#lib/changes/write.ts";

export async function audit(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, async ({ id, version, outcome, note = "" }) => {
    const body = { outcome, note: note.trim() === "" ? null : note };
    const change = await auditChange(await pageScope(), { key: id, version: Number(version), body });
    return change.version;
  });
  if (state.answer !== undefined) revalidatePath("/changes", "layout");
  return state;
}
