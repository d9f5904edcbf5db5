import { reasonFor } from "./reasons.ts";
import {
  type GuardrailCheck,
  type GuardrailResult,
  type GuardrailRule,
  type GuardrailVerdict,
  guardrailRules,
  guardrailStates,
} from "./schema.ts";
import {
  type GuardrailChange,
  NOT_APPLICABLE,
  NOT_KNOWN,
  packStates,
  placeOf,
  stateAt,
  truthsOf,
  UNMET,
} from "./states.ts";

const isolation = placeOf("isolation");

/**
 * What the rules together say of a change, from its packed states.
 *
 * `blocked`: an applicable rule is unmet. `needs-approval`: isolation applies, whether or not its approval is
 * recorded, or something is unknown. `clear`: neither.
 */
export function verdictOf(packed: number): GuardrailVerdict {
  let unknown = false;
  for (let place = 0; place < guardrailRules.length; place++) {
    const state = stateAt(packed, place);
    if (state === UNMET) return "blocked";
    if (state === NOT_KNOWN) unknown = true;
  }
  return unknown || stateAt(packed, isolation) !== NOT_APPLICABLE ? "needs-approval" : "clear";
}

/** The rules behind the verdict: the unmet ones if any, else the unknown ones; isolation whenever it applies. */
function rulesBehind(packed: number, verdict: GuardrailVerdict): GuardrailRule[] {
  const telling = verdict === "blocked" ? UNMET : NOT_KNOWN;
  return guardrailRules.filter((_rule, place) => {
    const state = stateAt(packed, place);
    return state === telling || (place === isolation && state !== NOT_APPLICABLE);
  });
}

/** Every rule over one change, with its reason, in the order of `guardrailRules`. */
export function evaluateGuardrails(change: GuardrailChange): GuardrailResult[] {
  return explain(change, packStates(truthsOf(change)));
}

function explain(change: GuardrailChange, packed: number): GuardrailResult[] {
  return guardrailRules.map((rule, place) => {
    const state = guardrailStates[stateAt(packed, place)]!;
    return { rule, state, reason: reasonFor(rule, state, change) };
  });
}

/** The answer to "may this change go out?": the verdict, the rules behind it, and every rule with its reason. */
export function checkChange(change: GuardrailChange): GuardrailCheck {
  const packed = packStates(truthsOf(change));
  const verdict = verdictOf(packed);
  return { verdict, because: rulesBehind(packed, verdict), rules: explain(change, packed) };
}
