import { hash } from "node:crypto";
import type { RuleState, Tier } from "#db/values.ts";
import { type JudgedChange, ruleStateOf } from "#lib/guardrail-rules/rules.ts";
import type { Wording } from "#lib/guardrail-rules/schema.ts";
import { reasonOf } from "#lib/guardrail-rules/words.ts";
import { checkChange } from "#lib/guardrails/check.ts";
import type { ChangeCheck, GuardrailCheck, GuardrailState } from "#lib/guardrails/schema.ts";
import type { GuardrailChange } from "#lib/guardrails/states.ts";

type Judged = Omit<GuardrailChange, "tier"> & { tier: number | null };

/** What the guardrails say of a change to a system of this tier. */
export function guardrailsOf(change: Judged): GuardrailCheck {
  return checkChange({ ...change, tier: change.tier as Tier | null });
}

interface OwnRule extends Wording {
  id: string;
  name: string;
  state: RuleState;
}

/** What those rules of one's own that are in this state say of a change. */
export function judged(rules: readonly OwnRule[], state: RuleState, change: object) {
  const fields = change as JudgedChange;
  return rules
    .filter((rule) => rule.state === state)
    .map((rule) => {
      const said = ruleStateOf(rule, fields);
      return { id: rule.id, name: rule.name, state: said, reason: reasonOf(rule, said, fields) };
    });
}

/** The guardrails' answer together with live rules: what one of these lacks blocks, what is not known needs an approval. */
export function checkWith(check: GuardrailCheck, live: ReturnType<typeof judged>): ChangeCheck {
  const rules = [...check.rules, ...live.map(({ id, ...said }) => ({ rule: id, ...said }))];
  const among = (state: GuardrailState) => live.filter((one) => one.state === state).map(({ id }) => id);
  const [unmet, unknown] = [among("unmet"), among("unknown")];
  if (unmet.length > 0) {
    const because = check.verdict === "blocked" ? check.because : isolating(check);
    return { verdict: "blocked", because: [...because, ...unmet], rules };
  }
  if (check.verdict === "blocked" || unknown.length === 0) return { ...check, rules };
  return { verdict: "needs-approval", because: [...check.because, ...unknown], rules };
}

/** Isolation is told beside whatever blocks. */
function isolating({ because }: GuardrailCheck): GuardrailCheck["because"] {
  return because.filter((rule) => rule === "isolation");
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
