import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aiAssistances, authorLevels, changeKinds, tiers } from "#db/values.ts";
import { evaluateGuardrails } from "#lib/guardrails/check.ts";
import { conditionsText, type JudgedChange, ruleStateOf } from "./rules.ts";
import { type Condition, conditionsWord, RuleBody, type Wording } from "./schema.ts";
import { reasonOf, wordingWords } from "./words.ts";

const is = (field: string, ...values: string[]): Condition => ({ field, op: "is", values });
const byAi: Condition = { field: "aiAssistance", op: "is-not", values: ["none"] };

/** The guardrails that every installation has, composed as a person would. */
const composed: Record<string, Wording> = {
  "two-approvals": { when: [], asks: [{ field: "approvals", op: "at-least", values: ["2"] }] },
  documented: { when: [], asks: [is("documented", "yes")] },
  "checks-passed": { when: [], asks: [is("checksPassed", "yes")] },
  "rollback-plan": { when: [], asks: [is("rollbackPlan", "yes")] },
  "risk-assessment": { when: [byAi], asks: [is("riskAssessed", "yes")] },
  "senior-approval": {
    when: [byAi, is("authorLevel", "junior", "mid")],
    asks: [is("seniorApproval", "yes")],
  },
  "sandbox-test": { when: [is("kind", "environment")], asks: [is("sandboxTested", "yes")] },
  isolation: { when: [byAi, is("tier", "1")], asks: [is("seniorApproval", "yes")] },
};

const orNull = <T>(values: readonly T[]) => fc.constantFrom(...values, null);
const flag = orNull([true, false]);
const anyChange = fc.record({
  kind: orNull(changeKinds),
  aiAssistance: orNull(aiAssistances),
  authorLevel: orNull(authorLevels),
  approvals: fc.option(fc.nat({ max: 4 })),
  seniorApproval: flag,
  documented: flag,
  checksPassed: flag,
  riskAssessed: flag,
  rollbackPlan: flag,
  sandboxTested: flag,
  tier: orNull(tiers),
});

describe("a rule", () => {
  test("that is composed as a guardrail is says what the guardrail says, of every change", () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        for (const { rule, state } of evaluateGuardrails(change))
          expect([rule, ruleStateOf(composed[rule]!, change)]).toEqual([rule, state]);
      }),
      { numRuns: 2000 },
    );
  });

  test("neither holds nor passes a change of which it is not known whether it applies or is met", () => {
    const agents: Wording = { when: [is("aiAssistance", "agent")], asks: [is("documented", "yes")] };
    const said = (change: JudgedChange) => ruleStateOf(agents, change);
    expect(said({ aiAssistance: "agent", documented: false })).toBe("unmet");
    expect(said({ aiAssistance: "agent", documented: null })).toBe("unknown");
    expect(said({ aiAssistance: "unknown", documented: false })).toBe("unknown");
    expect(said({ documented: true })).toBe("unknown");
    expect(said({ aiAssistance: "none", documented: null })).toBe("not-applicable");
  });

  test("takes zero for a number, and not for what is not recorded", () => {
    const few: Wording = { when: [], asks: [{ field: "approvals", op: "at-most", values: ["1"] }] };
    expect(ruleStateOf(few, { approvals: 0 })).toBe("met");
    expect(ruleStateOf(few, { approvals: null })).toBe("unknown");
  });

  test("says what it asks for, and why it is in its state", () => {
    const rule = composed["senior-approval"]!;
    expect(wordingWords(rule)).toBe(
      "Of changes with AI assistance is not none and Author's level is junior or mid: Senior approval: yes.",
    );
    const change = { aiAssistance: "agent", authorLevel: "mid", seniorApproval: false };
    expect(reasonOf(rule, "unmet", change)).toBe("Asked for, and not so: Senior approval: yes.");
    expect(reasonOf(rule, "unknown", { aiAssistance: "agent" })).toBe(
      "Not recorded: Author's level, Senior approval. It asks for Senior approval: yes.",
    );
  });
});

describe("a condition", () => {
  test.each([
    [{ field: "title", op: "is", values: ["x"] }, /field that a rule can ask for/],
    [{ field: "auditOutcome", op: "is", values: ["deviation"] }, /field that a rule can ask for/],
    [{ field: "approvals", op: "is", values: ["2"] }, /use at-least or at-most/],
    [{ field: "approvals", op: "at-least", values: ["-1"] }, /one whole number/],
    [{ field: "documented", op: "is", values: ["yes", "no"] }, /yes or no, not both/],
    [{ field: "aiAssistance", op: "is", values: ["unknown"] }, /“unknown” cannot be asked for/],
    [{ field: "org", op: "is", values: [" "] }, /name one/],
    [{ field: "tier", op: "is", values: [] }, /names none/],
  ])("%j is refused", (condition, words) => {
    const { error } = RuleBody.shape.when.safeParse([condition]);
    expect(error?.issues[0]?.message).toMatch(words);
  });

  test("stands in an address and is read from it as it was, whatever names hold", () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
      .filter((one) => one.trim() !== "");
    const conditions = fc.array(
      fc.record({
        field: fc.constantFrom("org", "system", "source", "aiTool"),
        op: fc.constantFrom("is" as const, "is-not" as const),
        values: fc.array(name, { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(conditions, (some) => {
        const { data } = RuleBody.shape.when.safeParse(some);
        fc.pre(data !== undefined);
        expect(conditionsWord.parse(conditionsText(data!))).toEqual(data);
      }),
    );
  });

  test("that an address spoils is named", () => {
    const { error } = conditionsWord.safeParse("documented:is:yes,approvals:at-least:two");
    expect(error?.issues[0]?.message).toContain("“approvals:at-least:two” cannot be used");
    expect(conditionsWord.parse("")).toEqual([]);
  });
});
