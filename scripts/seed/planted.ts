/**
 * What is planted in the demo company, so that the analytics can be tested for finding it. All odds and rates
 * are those of the generator; what one draw shows scatters around them.
 *
 * 1. AI-assisted changes fail more often: odds × 1.7 (assisted), 2.2 (generated), 3.0 (agent) before the reset,
 *    × 1.15, 1.25, 1.5 after it, for a change to the same system with the same guardrails.
 * 2. Two things confound it. Tier: the 15 systems of Tier 2 and 3 carry 26% of all changes, fail at 0.12 of the
 *    Tier-1 rate and use AI about a third as much, so the crude ratio exceeds the one adjusted for tier.
 *    System: a Tier-1 system one standard deviation riskier (× e^0.55) has e^0.8 times the odds of AI
 *    assistance, so adjusting for system lowers the ratio further.
 * 3. Each of four guardrails not met (two approvals, documented, checks passed, rollback plan) multiplies the
 *    odds of failure by 1.5, so culprits lack them more often than other changes.
 * 4. Incidents without a change behind them rise to 1.35 times their rate in the 98 days before the reset and
 *    fall to 0.8 with it; failing changes rise by 1.25 and fall to 0.85, and the guardrails are met more
 *    often. Together, incidents per day in the 90 days after the reset begins are about half of those before.
 *    The reset is for Tier 1: changes to other tiers fail as before.
 * 5. AI's share of changes rises while the company grows, faster after the AI assistant is rolled out (180 days
 *    before the reset), with a dip when the reset begins.
 * 6. Lost orders are heavy-tailed: a lognormal by severity and three enormous incidents. The single worst is
 *    more than half of all. It is the publicly reported one when that lies in the window, else the worst of
 *    the company's own is made so.
 * 7. An incident whose culprit had no rollback plan takes 1.6 times as long to mitigate.
 * 8. Lay-offs (41 days before the reset) and code freezes have no effect on how often a change fails. The
 *    freezes cut the number of changes to a quarter. That the lay-offs stand inside the rise before the reset
 *    is there to be mistaken for a cause.
 */
export const planted = {
  aiOddsBefore: { assisted: 1.7, generated: 2.2, agent: 3.0 },
  aiOddsAfter: { assisted: 1.15, generated: 1.25, agent: 1.5 },
  lesserTierChangeShare: 0.26,
  lesserTierRisk: 0.12,
  lesserTierAiOdds: 0.3,
  riskSpread: 0.55,
  aiOddsPerRisk: 0.8,
  missingGuardrailOdds: 1.5,
  changesPerMonday: 133,
  baseFailure: 0.0071,
  otherIncidentsPerDay: 2.45,
  rise: { other: 1.35, change: 1.25, days: 98 },
  afterReset: { other: 0.8, change: 0.85 },
  noRollbackPlanDelay: 1.6,
  freezeFactor: 0.25,
  enormous: 3,
  ownLossesCap: 4_800_000,
} as const;
