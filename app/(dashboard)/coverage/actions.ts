"use server";

import { revalidatePath } from "next/cache";
import { formAction, type Performed } from "#app/_server/form-action.ts";
import type { Confirmation } from "#lib/coverage/schema.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";

export async function sayQuiet(): Promise<Performed<Confirmation>> {
  const performed = await formAction(confirmCoverage, {});
  if ("answer" in performed) revalidatePath("/", "layout");
  return performed;
}
