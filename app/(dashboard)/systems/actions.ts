"use server";

import { revalidatePath } from "next/cache";
import { formAction, type Performed } from "#app/_server/form-action.ts";
import type { System } from "#lib/systems/schema.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";

export async function addSystem(body: unknown): Promise<Performed<System>> {
  const performed = await formAction(registerSystem, body);
  if ("answer" in performed) revalidatePath("/", "layout");
  return performed;
}

export async function changeSystem(slug: string, patch: object): Promise<Performed<System>> {
  const performed = await formAction(updateSystem, { ...patch, slug });
  // A refusal renders nothing anew: the form keeps what was typed.
  if ("answer" in performed) revalidatePath("/", "layout");
  return performed;
}
