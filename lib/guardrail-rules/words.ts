import type { GuardrailState } from "#lib/guardrails/schema.ts";
import { UNKNOWN, YES } from "#lib/guardrails/truth.ts";
import { type JudgedChange, judgedFields, truthOf } from "./rules.ts";
import type { Condition, Wording } from "./schema.ts";

/** Rules in words, for those who have to act on them. */

const opWords = { is: "is", "is-not": "is not", "at-least": "at least", "at-most": "at most" } as const;

/** "AI assistance is generated or agent", "Approvals at least 2", "Documented: yes". */
function conditionWords({ field, op, values }: Condition): string {
  const { label, kind } = judgedFields[field]!;
  if (kind === "flag") return `${label}: ${values[0]}`;
  const listed = values.length < 2 ? values[0]! : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
  return `${label} ${opWords[op]} ${listed}`;
}

/** "Approvals at least 2; of changes with Tier is 1." */
export function wordingWords({ when, asks }: Wording): string {
  const asked = asks.map(conditionWords).join(" and ");
  return when.length === 0
    ? `Of every change: ${asked}.`
    : `Of changes with ${when.map(conditionWords).join(" and ")}: ${asked}.`;
}

/** Why a rule is in this state, in plain words. */
export function reasonOf(wording: Wording, state: GuardrailState, change: JudgedChange): string {
  const told = (conditions: readonly Condition[]) => conditions.map(conditionWords).join(" and ");
  const { when, asks } = wording;
  if (state === "not-applicable") return `It is asked of other changes: those with ${told(when)}.`;
  if (state === "met") return `It is as asked: ${told(asks)}.`;
  const isOpen = (one: Condition) => truthOf(one, change[one.field]) === UNKNOWN;
  if (state === "unknown") {
    const open = [
      ...new Set([...when, ...asks].filter(isOpen).map(({ field }) => judgedFields[field]!.label)),
    ];
    return `Not recorded: ${open.join(", ")}. It asks for ${told(asks)}.`;
  }
  const broken = asks.filter((one) => truthOf(one, change[one.field]) !== YES && !isOpen(one));
  return `Asked for, and not so: ${told(broken)}.`;
}
