"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState, tried } from "#app/_server/form.ts";
import { formAction, type Performed } from "#app/_server/form-action.ts";
import { testTarget } from "#lib/notifications/operations.ts";
import { addTarget, removeTarget, updateTarget } from "#lib/notifications/write.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { updateSettings } from "#lib/settings/write.ts";

export async function save(patch: unknown): Promise<Performed<Settings>> {
  const performed = await formAction(updateSettings, patch);
  if ("answer" in performed) revalidatePath("/", "layout");
  return performed;
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
