"use server";

import { revalidatePath } from "next/cache";
import { pageScope } from "#app/_server/ask.ts";
import { refusalOf } from "#app/_server/form.ts";
import { AppError } from "#lib/errors.ts";
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
