"use server";

import { revalidatePath } from "next/cache";
import { formAction, type Performed } from "#app/_server/form-action.ts";
import type { System } from "#lib/systems/schema.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";

export async function addSystem(body: unknown): Promise<Performed<System>> {
  const performed = await formAction(registerSystem, body);
  revalidatePath("/", "layout");
  return performed;
}

export async function changeSystem(slug: string, patch: object): Promise<Performed<System>> {
  const performed = await formAction(updateSystem, { ...patch, slug });
  revalidatePath("/", "layout");
  return performed;
}
