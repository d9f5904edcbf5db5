import { type GuardrailTruths, hasTwoApprovals, packStates } from "#lib/guardrails/states.ts";
import { NO, type Truth, UNKNOWN, YES } from "#lib/guardrails/truth.ts";
import { assistanceCodes, changeKindCodes, levelCodes } from "./facts/changes.ts";
import { keptWhile } from "./facts/kept.ts";
import type { Facts } from "./facts/store.ts";

/** Truths of flags by their code: 0 not recorded, 1 no, 2 yes. */
const ofFlag: readonly Truth[] = [UNKNOWN, NO, YES];

function truths(size: number, known: Record<number, Truth>, others: Truth): Truth[] {
  return Array.from({ length: size + 1 }, (_, code) => (code === 0 ? UNKNOWN : (known[code] ?? others)));
}

const ofAssistance = truths(
  assistanceCodes.values.length,
  { [assistanceCodes.code("unknown")]: UNKNOWN, [assistanceCodes.code("none")]: NO },
  YES,
);
const ofLevel = truths(
  levelCodes.values.length,
  { [levelCodes.code("unknown")]: UNKNOWN, [levelCodes.code("senior")]: NO },
  YES,
);
const ofKind = truths(changeKindCodes.values.length, { [changeKindCodes.code("environment")]: YES }, NO);

/**
 * The packed guardrail states of every change, by row of the facts, as `packStates` of lib/guardrails packs them.
 * The tier is the one that the system has today.
 */
export const guardrailStatesOf = keptWhile(pack);

function pack(facts: Facts): Uint16Array {
  const { changes } = facts;
  const tiers = tiersOf(facts);
  const packed = new Uint16Array(changes.count);
  // One object for all rows: a million of them would cost more than the judging.
  const truth = {} as GuardrailTruths;
  for (let row = 0; row < packed.length; row += 1) {
    const tier = tiers[changes.system.values[row]!]!;
    truth.aiAssisted = ofAssistance[changes.aiAssistance.values[row]!]!;
    truth.tierOne = tier === 0 ? UNKNOWN : tier === 1 ? YES : NO;
    truth.juniorOrMid = ofLevel[changes.authorLevel.values[row]!]!;
    truth.environmentLevel = ofKind[changes.kind.values[row]!]!;
    truth.twoApprovals = hasTwoApprovals(changes.approvals.values[row]!);
    truth.seniorApproval = ofFlag[changes.seniorApproval.values[row]!]!;
    truth.documented = ofFlag[changes.documented.values[row]!]!;
    truth.checksPassed = ofFlag[changes.checksPassed.values[row]!]!;
    truth.riskAssessed = ofFlag[changes.riskAssessed.values[row]!]!;
    truth.rollbackPlan = ofFlag[changes.rollbackPlan.values[row]!]!;
    truth.sandboxTested = ofFlag[changes.sandboxTested.values[row]!]!;
    packed[row] = packStates(truth);
  }
  return packed;
}

/** Tier by system number, 0 where none is recorded; number 0 is "no system". */
export function tiersOf({ systems }: Facts): Uint8Array {
  const tiers = new Uint8Array(systems.byNumber.length + 1);
  for (const system of systems.byNumber) if (system !== undefined) tiers[system.number] = system.tier;
  return tiers;
}
