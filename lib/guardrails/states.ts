import type { AiAssistance, AuthorLevel, ChangeKind, Tier } from "#db/values.ts";
import { type GuardrailRule, guardrailRules } from "./schema.ts";
import { both, NO, type Truth, truthOf, UNKNOWN, YES } from "./truth.ts";

/** What the rules look at. Null is not recorded. */
export interface GuardrailChange {
  kind: ChangeKind | null;
  aiAssistance: AiAssistance | null;
  authorLevel: AuthorLevel | null;
  /** How many approvals are recorded. */
  approvals: number | null;
  seniorApproval: boolean | null;
  documented: boolean | null;
  checksPassed: boolean | null;
  riskAssessed: boolean | null;
  rollbackPlan: boolean | null;
  sandboxTested: boolean | null;
  /** The tier of the system that is changed. */
  tier: Tier | null;
}

/** The same as truths, for those who keep changes in columns. */
export interface GuardrailTruths {
  aiAssisted: Truth;
  tierOne: Truth;
  juniorOrMid: Truth;
  environmentLevel: Truth;
  twoApprovals: Truth;
  seniorApproval: Truth;
  documented: Truth;
  checksPassed: Truth;
  riskAssessed: Truth;
  rollbackPlan: Truth;
  sandboxTested: Truth;
}

export const NEEDED_APPROVALS = 2;

export const NOT_APPLICABLE = 0;
export const MET = 1;
export const UNMET = 2;
export const NOT_KNOWN = 3;

/** A place in `guardrailStates`. */
export type StateCode = 0 | 1 | 2 | 3;

/** Whether AI made or shaped the change. */
export function isAiAssisted(aiAssistance: AiAssistance | null): Truth {
  if (aiAssistance === null || aiAssistance === "unknown") return UNKNOWN;
  return aiAssistance === "none" ? NO : YES;
}

/** Whether the author is of the levels whose AI-assisted changes someone senior signs. */
function isJuniorOrMid(level: AuthorLevel | null): Truth {
  if (level === null || level === "unknown") return UNKNOWN;
  return level === "senior" ? NO : YES;
}

function isEnvironmentLevel(kind: ChangeKind | null): Truth {
  if (kind === null) return UNKNOWN;
  return kind === "environment" ? YES : NO;
}

export function isTierOne(tier: Tier | null): Truth {
  if (tier === null) return UNKNOWN;
  return tier === 1 ? YES : NO;
}

export function hasTwoApprovals(approvals: number | null): Truth {
  if (approvals === null || Number.isNaN(approvals)) return UNKNOWN;
  return approvals >= NEEDED_APPROVALS ? YES : NO;
}

export function truthsOf(change: GuardrailChange): GuardrailTruths {
  return {
    aiAssisted: isAiAssisted(change.aiAssistance),
    tierOne: isTierOne(change.tier),
    juniorOrMid: isJuniorOrMid(change.authorLevel),
    environmentLevel: isEnvironmentLevel(change.kind),
    twoApprovals: hasTwoApprovals(change.approvals),
    seniorApproval: truthOf(change.seniorApproval),
    documented: truthOf(change.documented),
    checksPassed: truthOf(change.checksPassed),
    riskAssessed: truthOf(change.riskAssessed),
    rollbackPlan: truthOf(change.rollbackPlan),
    sandboxTested: truthOf(change.sandboxTested),
  };
}

/** When it is not known whether a rule applies, its state is not known, even where what it asks for is done. */
export function stateOf(applies: Truth, done: Truth): StateCode {
  if (applies === NO) return NOT_APPLICABLE;
  if (applies === UNKNOWN || done === UNKNOWN) return NOT_KNOWN;
  return done === YES ? MET : UNMET;
}

const always: Truth = YES;

/**
 * The states of all rules over one change in one integer: two bits for each, the first rule of `guardrailRules`
 * in the lowest. 16 bits, so a `Uint16Array` holds the states of all changes. Every other form is built on this.
 */
export function packStates(change: GuardrailTruths): number {
  const ai = change.aiAssisted;
  return (
    stateOf(always, change.twoApprovals) |
    (stateOf(always, change.documented) << 2) |
    (stateOf(always, change.checksPassed) << 4) |
    (stateOf(always, change.rollbackPlan) << 6) |
    (stateOf(ai, change.riskAssessed) << 8) |
    (stateOf(both(ai, change.juniorOrMid), change.seniorApproval) << 10) |
    (stateOf(change.environmentLevel, change.sandboxTested) << 12) |
    (stateOf(both(ai, change.tierOne), change.seniorApproval) << 14)
  );
}

/** The state of the rule at this place of `guardrailRules`. */
export function stateAt(packed: number, place: number): StateCode {
  return ((packed >> (place * 2)) & 3) as StateCode;
}

export function placeOf(rule: GuardrailRule): number {
  return guardrailRules.indexOf(rule);
}
