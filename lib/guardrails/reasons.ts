import type { GuardrailRule, GuardrailState } from "./schema.ts";
import { type GuardrailChange, NEEDED_APPROVALS } from "./states.ts";

type Words = Record<GuardrailState, string>;

const aiNotRecorded = "It is not recorded whether AI had a hand in this change.";
const noAi = "AI had no hand in this change.";

function approvals({ approvals }: GuardrailChange): Words {
  const recorded = approvals === 0 ? "none is" : approvals === 1 ? "one is" : `${approvals} are`;
  return {
    "not-applicable": "",
    met: `${approvals} approvals are recorded; ${NEEDED_APPROVALS} are needed.`,
    unmet: `Two approvals are needed; ${recorded} recorded.`,
    unknown: "Two approvals are needed; how many there are is not recorded.",
  };
}

function documented(): Words {
  return {
    "not-applicable": "",
    met: "The change is documented in the change-management tool.",
    unmet: "The change is not documented in the change-management tool.",
    unknown: "It is not recorded whether the change is documented in the change-management tool.",
  };
}

function checksPassed(): Words {
  return {
    "not-applicable": "",
    met: "The automated reliability checks passed.",
    unmet: "The automated reliability checks did not pass.",
    unknown: "It is not recorded whether the automated reliability checks passed.",
  };
}

function rollbackPlan(): Words {
  return {
    "not-applicable": "",
    met: "A rollback plan is written down.",
    unmet: "There is no rollback plan.",
    unknown: "It is not recorded whether there is a rollback plan.",
  };
}

function riskAssessment({ aiAssistance }: GuardrailChange): Words {
  const unsaid = aiAssistance === null || aiAssistance === "unknown";
  return {
    "not-applicable": `${noAi} A risk assessment is asked of AI-assisted changes only.`,
    met: "AI had a hand in this change, and its risk was assessed.",
    unmet: "AI had a hand in this change, and its risk was not assessed.",
    unknown: unsaid
      ? `${aiNotRecorded} If it had, a risk assessment is needed.`
      : "AI had a hand in this change; whether its risk was assessed is not recorded.",
  };
}

function seniorApproval({ aiAssistance, authorLevel }: GuardrailChange): Words {
  const aiUnsaid = aiAssistance === null || aiAssistance === "unknown";
  const levelUnsaid = authorLevel === null || authorLevel === "unknown";
  const who = `AI had a hand in this change by a ${authorLevel === "mid" ? "mid-level" : authorLevel} engineer`;
  return {
    "not-applicable":
      aiAssistance === "none"
        ? `${noAi} Senior approval is asked of AI-assisted changes only.`
        : "The author is senior; senior approval is asked of AI-assisted changes by junior and mid-level engineers.",
    met: `${who}, and someone senior approved it.`,
    unmet: `${who}, and nobody senior approved it.`,
    unknown: aiUnsaid
      ? `${aiNotRecorded} If it had, junior and mid-level engineers need a senior approval.`
      : levelUnsaid
        ? "AI had a hand in this change; the author's level is not recorded, so it is not known whether someone senior must approve it."
        : `${who}; whether someone senior approved it is not recorded.`,
  };
}

function sandboxTest({ kind }: GuardrailChange): Words {
  return {
    "not-applicable": `This is a ${kind} change; a sandbox test is asked of environment-level changes only.`,
    met: "This environment-level change was tested in a sandbox.",
    unmet: "This environment-level change was not tested in a sandbox.",
    unknown:
      kind === null
        ? "The kind of change is not recorded; an environment-level change needs a sandbox test."
        : "Whether this environment-level change was tested in a sandbox is not recorded.",
  };
}

function isolation({ aiAssistance, tier }: GuardrailChange): Words {
  const aiUnsaid = aiAssistance === null || aiAssistance === "unknown";
  const flagged =
    "AI had a hand in this change to a Tier-1 system: it is flagged as high blast radius and isolated";
  return {
    "not-applicable":
      aiAssistance === "none"
        ? `${noAi} Only AI-assisted changes to Tier-1 systems are isolated.`
        : `The system is Tier ${tier}; only AI-assisted changes to Tier-1 systems are isolated.`,
    met: `${flagged}. Someone senior approved it; a person has to release it by hand.`,
    unmet: `${flagged}. Someone senior has to approve it by hand, and nobody has.`,
    unknown: aiUnsaid
      ? `${aiNotRecorded} If it had, a change to a Tier-1 system is isolated until someone senior approves it by hand.`
      : tier === null
        ? "AI had a hand in this change; the system's tier is not recorded. If it is Tier 1, the change is isolated until someone senior approves it by hand."
        : `${flagged}. Someone senior has to approve it by hand; whether anyone did is not recorded.`,
  };
}

const words: Record<GuardrailRule, (change: GuardrailChange) => Words> = {
  "two-approvals": approvals,
  documented,
  "checks-passed": checksPassed,
  "rollback-plan": rollbackPlan,
  "risk-assessment": riskAssessment,
  "senior-approval": seniorApproval,
  "sandbox-test": sandboxTest,
  isolation,
};

/** Why a rule is in this state, in plain words for the person who has to act on it. */
export function reasonFor(rule: GuardrailRule, state: GuardrailState, change: GuardrailChange): string {
  return words[rule](change)[state];
}
