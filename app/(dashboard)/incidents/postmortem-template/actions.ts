"use server";

import { formAction, type Performed } from "#app/_server/form-action.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { updateSettings } from "#lib/settings/write.ts";

export async function saveTemplate(
  template: Record<string, string>,
  version: number,
): Promise<Performed<Settings>> {
  return formAction(updateSettings, { postmortemTemplate: template, version });
}
