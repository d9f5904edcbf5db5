"use server";

import { revalidatePath } from "next/cache";
import { fieldsUnder, formAction, type Performed } from "#app/_server/form-action.ts";
import type { Action } from "#lib/actions/schema.ts";
import { openAction, removeAction, updateAction } from "#lib/actions/write.ts";

export async function addAction(key: string, body: unknown): Promise<Performed<Action>> {
  const performed = fieldsUnder("body", await formAction(openAction, { key, body }));
  revalidatePath("/", "layout");
  return performed;
}

export async function changeAction(id: string, patch: unknown): Promise<Performed<Action>> {
  const performed = fieldsUnder("patch", await formAction(updateAction, { id, patch }));
  revalidatePath("/", "layout");
  return performed;
}

export async function deleteAction(id: string, version: number): Promise<Performed<Action>> {
  const performed = await formAction(removeAction, { id, version });
  revalidatePath("/", "layout");
  return performed;
}
