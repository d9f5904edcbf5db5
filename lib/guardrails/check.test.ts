import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aiAssistances, authorLevels, changeKinds, tiers } from "#db/values.ts";
import { checkChange, evaluateGuardrails, verdictOf } from "./check.ts";
import { GuardrailCheck, type GuardrailRule, guardrailRules, guardrailStates } from "./schema.ts";
import { type GuardrailChange, packStates, stateAt, truthsOf } from "./states.ts";

const allMet: GuardrailChange = {
  kind: "code",
  aiAssistance: "generated",
  authorLevel: "junior",
  approvals: 2,
  seniorApproval: true,
  documented: true,
  checksPassed: true,
  riskAssessed: true,
  rollbackPlan: true,
  sandboxTested: true,
  tier: 1,
};

const nothingRecorded: GuardrailChange = {
  kind: null,
  aiAssistance: null,
  authorLevel: null,
  approvals: null,
  seniorApproval: null,
  documented: null,
  checksPassed: null,
  riskAssessed: null,
  rollbackPlan: null,
  sandboxTested: null,
  tier: null,
};

function states(change: GuardrailChange): Record<GuardrailRule, string> {
  const entries = evaluateGuardrails(change).map(({ rule, state }) => [rule, state]);
  return Object.fromEntries(entries);
}

const orNull = <T>(values: readonly T[]) => fc.constantFrom(...values, null);
const flag = orNull([true, false]);
const anyChange: fc.Arbitrary<GuardrailChange> = fc.record({
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

/** The rules again, told one by one over the plain object: what the packed form is held against. */
function toldPlainly(change: GuardrailChange): Record<GuardrailRule, string> {
  const ai =
    change.aiAssistance === null || change.aiAssistance === "unknown" ? null : change.aiAssistance !== "none";
  const level = change.authorLevel === "unknown" ? null : change.authorLevel;
  const junior = level === null ? null : level !== "senior";
  const and = (a: boolean | null, b: boolean | null) =>
    a === false || b === false ? false : a === null || b === null ? null : true;
  const tell = (applies: boolean | null, done: boolean | null) =>
    applies === false
      ? "not-applicable"
      : applies === null || done === null
        ? "unknown"
        : done
          ? "met"
          : "unmet";
  return {
    "two-approvals": tell(true, change.approvals === null ? null : change.approvals > 1),
    documented: tell(true, change.documented),
    "checks-passed": tell(true, change.checksPassed),
    "rollback-plan": tell(true, change.rollbackPlan),
    "risk-assessment": tell(ai, change.riskAssessed),
    "senior-approval": tell(and(ai, junior), change.seniorApproval),
    "sandbox-test": tell(change.kind === null ? null : change.kind === "environment", change.sandboxTested),
    isolation: tell(and(ai, change.tier === null ? null : change.tier === 1), change.seniorApproval),
  };
}

describe("the verdict", () => {
  test("an AI-assisted Tier-1 change by a junior author with one approval is blocked", () => {
    const check = checkChange({ ...allMet, approvals: 1, seniorApproval: false });
    expect(check.verdict).toBe("blocked");
    expect(check.because).toEqual(["two-approvals", "senior-approval", "isolation"]);
  });

  test("with everything met it still needs an approval, for isolation only", () => {
    const check = checkChange(allMet);
    expect(check.verdict).toBe("needs-approval");
    expect(check.because).toEqual(["isolation"]);
    expect(states(allMet).isolation).toBe("met");
  });

  test("a change without AI and with everything met is clear", () => {
    const check = checkChange({ ...allMet, aiAssistance: "none" });
    expect(check.verdict).toBe("clear");
    expect(check.because).toEqual([]);
  });

  test("an AI-assisted change to a Tier-2 system with everything met is clear", () => {
    expect(checkChange({ ...allMet, tier: 2 }).verdict).toBe("clear");
  });

  test("one unrecorded field is enough to ask for an approval", () => {
    const check = checkChange({ ...allMet, aiAssistance: "none", rollbackPlan: null });
    expect(check.verdict).toBe("needs-approval");
    expect(check.because).toEqual(["rollback-plan"]);
  });

  test("what is unmet blocks even where much is unknown", () => {
    expect(checkChange({ ...nothingRecorded, documented: false }).verdict).toBe("blocked");
  });

  test("is blocked exactly when a rule is unmet, and clear only when none is unknown", () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        const { verdict, rules } = checkChange(change);
        const seen = rules.map((rule) => rule.state);
        expect(verdict === "blocked").toBe(seen.includes("unmet"));
        if (verdict === "clear") expect(seen).not.toContain("unknown");
      }),
    );
  });
});

describe("each rule", () => {
  test("nothing recorded is unknown throughout, never met and never unmet", () => {
    expect(new Set(Object.values(states(nothingRecorded)))).toEqual(new Set(["unknown"]));
  });

  test("when AI's hand in a change is unknown, the rules for AI are unknown even where what they ask is done", () => {
    const told = states({ ...allMet, aiAssistance: "unknown" });
    expect(told["risk-assessment"]).toBe("unknown");
    expect(told["senior-approval"]).toBe("unknown");
    expect(told.isolation).toBe("unknown");
  });

  test("an author of unknown level leaves senior approval unknown", () => {
    expect(states({ ...allMet, authorLevel: "unknown" })["senior-approval"]).toBe("unknown");
    expect(states({ ...allMet, authorLevel: null })["senior-approval"]).toBe("unknown");
  });

  test("a senior author needs no senior approval, but isolation still asks for one", () => {
    const told = states({ ...allMet, authorLevel: "senior", seniorApproval: false });
    expect(told["senior-approval"]).toBe("not-applicable");
    expect(told.isolation).toBe("unmet");
  });

  test("what cannot apply is not applicable, whatever else is unknown", () => {
    const told = states({ ...nothingRecorded, aiAssistance: "none", kind: "code" });
    expect(told["risk-assessment"]).toBe("not-applicable");
    expect(told["senior-approval"]).toBe("not-applicable");
    expect(told["sandbox-test"]).toBe("not-applicable");
    expect(told.isolation).toBe("not-applicable");
  });

  test("a sandbox test is asked of environment-level changes only", () => {
    expect(states({ ...allMet, kind: "environment", sandboxTested: false })["sandbox-test"]).toBe("unmet");
    expect(states({ ...allMet, kind: "code", sandboxTested: false })["sandbox-test"]).toBe("not-applicable");
  });

  test("gives a reason in words for every state it can be in", () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        const check = GuardrailCheck.parse(checkChange(change));
        for (const { reason } of check.rules) {
          expect(reason).toMatch(/^[A-Z0-9].*\.$/);
          expect(reason).not.toMatch(/null|undefined|NaN/);
        }
      }),
    );
  });
});

describe("the packed form", () => {
  test("agrees with the rules told plainly and with the object form", () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        const packed = packStates(truthsOf(change));
        const unpacked = guardrailRules.map((rule, place) => [rule, guardrailStates[stateAt(packed, place)]]);
        expect(Object.fromEntries(unpacked)).toEqual(toldPlainly(change));
        expect(states(change)).toEqual(toldPlainly(change));
        expect(checkChange(change).verdict).toBe(verdictOf(packed));
      }),
      { numRuns: 2000 },
    );
  });

  test("fits sixteen bits", () => {
    fc.assert(
      fc.property(anyChange, (change) => {
        const packed = packStates(truthsOf(change));
        expect(Uint16Array.of(packed)[0]).toBe(packed);
      }),
    );
  });
});
