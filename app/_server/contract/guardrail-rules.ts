import { getGuardrailRule, listGuardrailRules, listRuleNotes } from "#lib/guardrail-rules/read.ts";
import { RuleBody, RulePatch } from "#lib/guardrail-rules/schema.ts";
import {
  createRule,
  enforceRule,
  redraftRule,
  releaseRule,
  retireRule,
  shadowRule,
  updateRule,
} from "#lib/guardrail-rules/write.ts";
import { actionEndpoint, getEndpoint, listEndpoint, made, patched } from "./kit.ts";

export const guardrailRulesContract = {
  listGuardrailRules: listEndpoint("/guardrail-rules", listGuardrailRules),
  createGuardrailRule: made("/guardrail-rules", createRule, {
    body: RuleBody,
    at: ({ id }) => `/guardrail-rules/${id}`,
  }),
  getGuardrailRule: getEndpoint("/guardrail-rules/{id}", getGuardrailRule),
  updateGuardrailRule: patched("/guardrail-rules/{id}", updateRule, RulePatch),
  listGuardrailRuleNotes: getEndpoint("/guardrail-rules/{id}/notes", listRuleNotes),
  redraftGuardrailRule: actionEndpoint("/guardrail-rules/{id}/draft", redraftRule),
  shadowGuardrailRule: actionEndpoint("/guardrail-rules/{id}/shadow", shadowRule),
  enforceGuardrailRule: actionEndpoint("/guardrail-rules/{id}/enforce", enforceRule),
  releaseGuardrailRule: actionEndpoint("/guardrail-rules/{id}/release", releaseRule),
  retireGuardrailRule: actionEndpoint("/guardrail-rules/{id}/retire", retireRule),
};
