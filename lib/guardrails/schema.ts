import * as z from "zod";

/**
 * The rules over a change, in the order in which they are told. Each is *not applicable*, *met*, *unmet* or *unknown*: what is not recorded is unknown, also
 * whether a rule applies.
 *  - `two-approvals`: two approvals or more.
 *  - `documented`: documented in the change-management tool.
 *  - `checks-passed`: the automated reliability checks passed.
 *  - `rollback-plan`: a rollback plan is written down.
 *  - `risk-assessment`: for AI-assisted changes, the risk was assessed.
 *  - `senior-approval`: for AI-assisted changes by junior or mid-level authors, someone senior approved.
 *  - `sandbox-test`: for environment-level changes, tested in a sandbox.
 *  - `isolation`: an AI-assisted change to a Tier-1 system needs a manual approval by someone senior.
 */
export const guardrailRules = [
  // A rule's place here is its place in packed states.
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

/**
 * What the rules together say of a change before it goes out.
 *  - `blocked`: an applicable rule is unmet.
 *  - `needs-approval`: isolation applies, whether or not its approval is recorded, or something is unknown.
 *  - `clear`: neither.
 */
const guardrailVerdicts = ["clear", "needs-approval", "blocked"] as const;

export const GuardrailRule = z.enum(guardrailRules);
export type GuardrailRule = z.infer<typeof GuardrailRule>;

export const GuardrailState = z.enum(guardrailStates);
export type GuardrailState = z.infer<typeof GuardrailState>;

export const GuardrailVerdict = z.enum(guardrailVerdicts);
export type GuardrailVerdict = z.infer<typeof GuardrailVerdict>;

export const GuardrailResult = z.object({
  rule: GuardrailRule.describe("Which rule."),
  state: GuardrailState.describe("Whether it applies, and is met; what is not recorded is unknown."),
  reason: z.string().describe("Why, in plain words."),
});
export type GuardrailResult = z.infer<typeof GuardrailResult>;

export const GuardrailCheck = z.object({
  verdict: GuardrailVerdict.describe("What the rules together say of it before it goes out."),
  because: z
    .array(GuardrailRule)
    .describe("The rules that hold the change back; empty when the verdict is clear."),
  rules: z.array(GuardrailResult).describe("What each rule says of it, in the order of the rules."),
});
export type GuardrailCheck = z.infer<typeof GuardrailCheck>;

/** A rule that people composed, by its id. */
const OwnRuleId = z.string().regex(/^grl_/);

const CheckedRule = z
  .union([GuardrailRule, OwnRuleId])
  .describe("Which rule; one of your own by its id, where it is live.");

/** The answer to a check: that of the guardrails, and of the live rules of one's own where there are any. */
export const ChangeCheck = z.object({
  verdict: GuardrailCheck.shape.verdict,
  because: z
    .array(CheckedRule)
    .describe("The rules that hold the change back; empty when the verdict is clear."),
  rules: z
    .array(
      z.object({
        ...GuardrailResult.shape,
        rule: CheckedRule,
        name: z.string().optional().describe("What people call the rule; only of rules of your own."),
      }),
    )
    .describe("What each rule says of it, in the order of the rules; live rules of your own come last."),
});
export type ChangeCheck = z.infer<typeof ChangeCheck>;
