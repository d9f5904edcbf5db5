/** Factors and outcomes that are compared, by name; free of everything else, so that the browser may read them. */

export const comparedFactors = [
  "ai-involved",
  "agent-acted",
  "triggered-by-change",
  "lacked-two-approvals",
  "lacked-documentation",
  "lacked-checks",
  "lacked-rollback-plan",
  "configuration-change",
  "tier-1-origin",
  "outside-working-hours",
  "weekend",
  "detected-late",
  "many-systems",
] as const;
export type ComparedFactor = (typeof comparedFactors)[number];

export const outcomes = ["sev1", "high-blast", "lost-orders", "mitigate"] as const;
export type Outcome = (typeof outcomes)[number];

/** Detected later than this many minutes after the start is late. */
export const LATE_MINUTES = 15;
/** From so many systems on, an incident reached many. */
export const MANY_SYSTEMS = 5;

export const factorLabels: Record<ComparedFactor, string> = {
  "ai-involved": "AI involved",
  "agent-acted": "An agent acted",
  "triggered-by-change": "Triggered by a change",
  "lacked-two-approvals": "Culprit lacked two approvals",
  "lacked-documentation": "Culprit lacked documentation",
  "lacked-checks": "Culprit lacked automated checks",
  "lacked-rollback-plan": "Culprit lacked a rollback plan",
  "configuration-change": "Configuration change",
  "tier-1-origin": "Tier 1 origin",
  "outside-working-hours": "Outside working hours",
  weekend: "At the weekend",
  "detected-late": `Detected after ${LATE_MINUTES} min`,
  "many-systems": `${MANY_SYSTEMS} systems or more`,
};

export const outcomeLabels: Record<Outcome, string> = {
  sev1: "Sev-1",
  "high-blast": "high blast radius",
  "lost-orders": "more lost orders than the median",
  mitigate: "longer to mitigate than the median",
};
