import { hash } from "node:crypto";
import type { Tier } from "#db/values.ts";
import { checkChange } from "#lib/guardrails/check.ts";
import type { GuardrailCheck } from "#lib/guardrails/schema.ts";
import type { GuardrailChange } from "#lib/guardrails/states.ts";

type Judged = Omit<GuardrailChange, "tier"> & { tier: number | null };

/** What the guardrails say of a change to a system of this tier. */
export function guardrailsOf(change: Judged): GuardrailCheck {
  return checkChange({ ...change, tier: change.tier as Tier | null });
}

/**
 * The id of a day's total. It is made of what names the total, because a unique index lets several rows without a
 * system stand side by side on both engines, and two senders must not make two totals of one day.
 */
export function volumeId(of: {
  day: string;
  system: string | null;
  aiAssistance: string;
  source: string;
}): string {
  const name = JSON.stringify([of.day, of.system, of.aiAssistance, of.source]);
  return `vol_${hash("sha256", name, "hex").slice(0, 32)}`;
}
