import * as z from "zod";

/** The rules, in the order in which they are told. A rule's place here is its place in packed states. */
export const guardrailRules = [
  "two-approvals",
  "documented",
  "checks-passed",
  "rollback-plan",
  "risk-assessment",
  "senior-approval",
  "sandbox-test",
  "isolation",
] as const;

/** As people call what a rule asks for. */
export const guardrailNames: Record<(typeof guardrailRules)[number], string> = {
  "two-approvals": "Two approvals",
  documented: "Documentation",
  "checks-passed": "Automated checks",
  "rollback-plan": "Rollback plan",
  "risk-assessment": "Risk assessment",
  "senior-approval": "Senior approval",
  "sandbox-test": "Sandbox test",
  isolation: "Isolation",
};

/** A state's place here is its code in packed states. */
export const guardrailStates = ["not-applicable", "met", "unmet", "unknown"] as const;

export const guardrailVerdicts = ["clear", "needs-approval", "blocked"] as const;

export const GuardrailRule = z.enum(guardrailRules);
export type GuardrailRule = z.infer<typeof GuardrailRule>;

export const GuardrailState = z.enum(guardrailStates);
export type GuardrailState = z.infer<typeof GuardrailState>;

export const GuardrailVerdict = z.enum(guardrailVerdicts);
export type GuardrailVerdict = z.infer<typeof GuardrailVerdict>;

export const GuardrailResult = z.object({
  rule: GuardrailRule,
  state: GuardrailState,
  /** In plain words. */
  reason: z.string(),
});
export type GuardrailResult = z.infer<typeof GuardrailResult>;

export const GuardrailCheck = z.object({
  verdict: GuardrailVerdict,
  /** The rules that hold the change back; empty when the verdict is clear. */
  because: z.array(GuardrailRule),
  rules: z.array(GuardrailResult),
});
export type GuardrailCheck = z.infer<typeof GuardrailCheck>;
