"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { attempt, type FormState, refusalOf, tried } from "#app/_server/form.ts";
import { AppError } from "#lib/errors.ts";
import { testTarget } from "#lib/notifications/operations.ts";
import { addTarget, removeTarget, updateTarget } from "#lib/notifications/write.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { updateSettings } from "#lib/settings/write.ts";

export type Saved =
  | { settings: Settings }
  | { message: string | null; errors: Record<string, string>; current: Settings | null };

export async function save(patch: unknown): Promise<Saved> {
  try {
    const settings = await updateSettings(await pageScope(), patch);
    revalidatePath("/", "layout");
    return { settings };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...refusalOf(error), current: (error.current as Settings | null) ?? null };
  }
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
