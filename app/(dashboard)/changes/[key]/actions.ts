"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState, tried } from "#app/_server/form.ts";
import { auditChange, takeBackDecision, updateChange } from "#lib/changes/write.ts";

export async function audit(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, async ({ id, version, outcome, note = "" }) => {
    const body = { outcome, note: note.trim() === "" ? null : note };
    const change = await auditChange(await pageScope(), { key: id, version: Number(version), body });
    return change.version;
  });
  if (state.answer !== undefined) revalidatePath("/changes", "layout");
  return state;
}

/** What somebody says of AI in a change, whatever its evidence says. */
export async function decide(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, async ({ id, version, aiAssistance, aiTool = "", aiModel = "" }) => {
    const said = (typed: string) => (typed.trim() === "" ? null : typed);
    const patch = { version: Number(version), aiAssistance, aiTool: said(aiTool), aiModel: said(aiModel) };
    return (await updateChange(await pageScope(), { key: id, patch })).version;
  });
  if (state.answer !== undefined) revalidatePath("/", "layout");
  return state;
}

export async function takeBack(key: string, version: number): Promise<{ message: string | null }> {
  const { message } = await tried(async () => takeBackDecision(await pageScope(), { key, version }));
  revalidatePath("/", "layout");
  return { message };
}
