"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState } from "#app/_server/form.ts";
import { setMarkPolicy } from "#lib/mark-policies/write.ts";

/** A policy moves every figure that counts changes by AI. */
export async function sayPolicy(_: FormState, form: FormData): Promise<FormState> {
  const state = await attempt(form, async ({ repository, policy, holdsFrom = "", note = "" }) => {
    const said = (typed: string) => (typed.trim() === "" ? undefined : typed);
    const body = { repository, policy, holdsFrom: said(holdsFrom), note: said(note) };
    const { id, version } = await setMarkPolicy(await pageScope(), body);
    return `${id} ${version}`;
  });
  if (state.answer !== undefined) revalidatePath("/", "layout");
  return state;
}
