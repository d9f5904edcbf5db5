"use server";

import { revalidatePath } from "next/cache";
import { ask, pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState, tried } from "#app/_server/form.ts";
import { formAction, type Performed } from "#app/_server/form-action.ts";
import { heldValues, textsOf } from "#app/_ui/fields/held.tsx";
import type { Outcome } from "#app/_ui/sent-form.tsx";
import { setWordMeaning } from "#lib/incidents/meanings/operations.ts";
import { removeMeaning } from "#lib/meanings/write.ts";
import { testTarget } from "#lib/notifications/operations.ts";
import { addTarget, removeTarget, updateTarget } from "#lib/notifications/write.ts";
import { getSettings } from "#lib/settings/read.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { askedDay, dayOfTexts, patchOf, valuesOf, withDay } from "./settings-values.ts";

export async function save(patch: unknown): Promise<Performed<Settings>> {
  const performed = await formAction(updateSettings, patch);
  if ("answer" in performed) revalidatePath("/", "layout");
  return performed;
}

/** The same where no script runs: what is refused goes back into the form as it was typed. */
export async function saveTyped(_: FormState<Outcome>, form: FormData): Promise<FormState<Outcome>> {
  const texts = textsOf(form);
  const settings = await ask(getSettings, undefined);
  const read = patchOf(heldValues(texts, valuesOf(settings)), Number(texts.version));
  if ("errors" in read) return { message: null, errors: read.errors, values: texts };
  const day = askedDay(dayOfTexts(texts));
  const patch = withDay(read.patch, settings, "holdsFrom" in day ? day.holdsFrom : null);
  if (patch === null) return { message: null, errors: "errors" in day ? day.errors : {}, values: texts };
  const saved = await save(patch);
  if ("answer" in saved)
    return { message: null, errors: {}, values: {}, answer: { tone: "good", words: "Saved." } };
  return { message: saved.message, errors: saved.errors, values: texts };
}

export interface Added {
  name: string;
  secret: string | null;
}

export async function notify(_: FormState<Added>, form: FormData): Promise<FormState<Added>> {
  const told = form.getAll("told");
  const state = await attempt(form, async ({ name, channel, address }) => {
    const body = {
      name,
      channel,
      address,
      review: told.includes("review"),
      highBlast: told.includes("highBlast"),
    };
    const { target, secret } = await addTarget(await pageScope(), body);
    return { name: target.name, secret };
  });
  revalidatePath("/settings");
  return state;
}

export async function change(input: unknown): Promise<{ message: string | null }> {
  const { message } = await tried(async () => updateTarget(await pageScope(), input));
  revalidatePath("/settings");
  return { message };
}

export async function stopTelling(id: string): Promise<{ message: string | null }> {
  const { message } = await tried(async () => removeTarget(await pageScope(), { id }));
  revalidatePath("/settings");
  return { message };
}

export async function sendTest(id: string) {
  const done = await tried(async () => testTarget(await pageScope(), { id }));
  revalidatePath("/settings");
  return done;
}

export async function sayWord(body: unknown) {
  const done = await tried(async () => setWordMeaning(await pageScope(), body));
  revalidatePath("/settings");
  return done;
}

export async function forgetWord(id: string): Promise<{ message: string | null }> {
  const { message } = await tried(async () => removeMeaning(await pageScope(), { id }));
  revalidatePath("/settings");
  return { message };
}
