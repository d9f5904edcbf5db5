"use server";

import { revalidatePath } from "next/cache";
import { fieldsUnder, formAction, type Performed } from "#app/_server/form-action.ts";
import type { OwnRule } from "#lib/guardrail-rules/schema.ts";
import {
  createRule,
  enforceRule,
  redraftRule,
  releaseRule,
  retireRule,
  shadowRule,
  updateRule,
} from "#lib/guardrail-rules/write.ts";

const steps = {
  draft: redraftRule,
  shadow: shadowRule,
  enforce: enforceRule,
  release: releaseRule,
  retire: retireRule,
} as const;
export type Step = keyof typeof steps;

export async function saveRule(
  rule: { id: string; version: number } | null,
  body: unknown,
): Promise<Performed<OwnRule>> {
  const performed =
    rule === null
      ? await formAction(createRule, body)
      : await formAction(updateRule, { id: rule.id, patch: { version: rule.version, ...(body as object) } });
  revalidatePath("/rule-price");
  return fieldsUnder("patch", performed);
}

export async function moveRule(step: Step, id: string, version: number): Promise<Performed<OwnRule>> {
  const performed = Object.hasOwn(steps, step)
    ? await formAction(steps[step], { id, version })
    : { message: "There is no such step.", errors: {}, current: null, conflict: false };
  revalidatePath("/rule-price");
  return performed;
}
