import { getAiActivity } from "#lib/analytics/ai-activity.ts";
import { getAiAgreement } from "#lib/analytics/ai-agreement.ts";
import { getAiEvidence } from "#lib/analytics/ai-evidence.ts";
import { getAiShare } from "#lib/analytics/ai-share.ts";
import { getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { getCalibration } from "#lib/analytics/calibration.ts";
import { getCauses } from "#lib/analytics/causes.ts";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { getDoseResponse } from "#lib/analytics/dose-response.ts";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { getGuardrails } from "#lib/analytics/guardrails.ts";
import { getInterventions } from "#lib/analytics/interventions.ts";
import { getLabelAccuracy } from "#lib/analytics/label-audit.ts";
import { getLossCurve } from "#lib/analytics/loss-curve.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { getRecovery } from "#lib/analytics/recovery.ts";
import { getReview } from "#lib/analytics/review.ts";
import { getRework } from "#lib/analytics/rework.ts";
import { getRulePrice } from "#lib/analytics/rule-price.ts";
import { getTimeToTell } from "#lib/analytics/time-to-tell.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import type { QueryDefinition } from "#lib/query.ts";

/** What the definitions tell, in the order of the pages. */

/** A docstring: of a declaration, or of the whole file where `name` is null. */
export interface Told {
  title: string;
  file: string;
  name: string | null;
}

export interface Chapter {
  title: string;
  question: Asked;
  /** The address of its page. */
  page: string;
  /** What its figures rest on. */
  rests: Told[];
}

type Asked = Pick<QueryDefinition<never, unknown>, "name" | "summary" | "answer">;

const analytics = (title: string, file: string, name: string | null = null): Told => ({
  title,
  file: `lib/analytics/${file}.ts`,
  name,
});

export const commonGround: Told[] = [
  analytics("Which incidents count", "selection", "selectIncidents"),
  analytics("The period", "window", "windowOf"),
  { title: "Presets", file: "lib/period.ts", name: "presetPeriod" },
  { title: "The period compared with", file: "lib/period.ts", name: "previousPeriod" },
  analytics("Measures of an incident", "measures", "measures"),
  analytics("Groups", "groups"),
  { title: "High blast radius", file: "lib/incidents/rules.ts", name: "highBlastReasons" },
  analytics("The filter", "filter"),
];

/** A question has the name of its file, and of its REST path. */
function chapter(
  title: string,
  { definition: question }: { definition: Asked },
  of: { page?: string; rests?: Told[] } = {},
): Chapter {
  return { title, question, page: of.page ?? `/${question.name}`, rests: of.rests ?? [] };
}

export const chapters: Chapter[] = [
  chapter("Overview", getOverview, { page: "/" }),
  chapter("Trends", getTrends, {
    rests: [
      analytics("Which buckets are judged", "judged"),
      analytics("Levels of counts", "behaviour", "behaviourOf"),
      analytics("Buckets of unlike length", "behaviour", "exposuresOf"),
    ],
  }),
  chapter("Blast radius", getBlastRadius),
  chapter("What a quarter may cost", getLossCurve, { page: "/blast-radius" }),
  chapter("AI changes", getAiShare, {
    page: "/ai",
    rests: [
      analytics("The base rate", "base-rate"),
      analytics("Share or bounds", "base-bounds", "BaseBounds"),
      analytics("What the unknown leave open", "ai-failures", "openByUnknown"),
      analytics("Culprits", "culprits", "eachCulprit"),
      analytics("What became of a change", "change-outcomes", "changeOutcomes"),
      analytics("The failure rate of changes", "change-failure-rate"),
      analytics("Like compared with like", "change-failure-ratio", "withinStrata"),
      analytics("Incidents that a change caused", "change-caused"),
    ],
  }),
  chapter("Activity of people", getAiActivity, {
    page: "/ai",
    rests: [{ title: "Whose change it is", file: "lib/ai-activity/rules.ts", name: "addressOf" }],
  }),
  chapter("Dose and failures", getDoseResponse, {
    page: "/ai",
    rests: [analytics("The dose", "dose")],
  }),
  chapter("Evidence of AI in changes", getAiEvidence, { page: "/ai" }),
  chapter("What incidents and their culprits say of AI", getAiAgreement, {
    page: "/ai",
    rests: [
      {
        title: "What is proposed",
        file: "lib/incidents/ai-proposal/rules.ts",
        name: "aiProposalOf",
      },
    ],
  }),
  chapter("Labels of AI", getLabelAccuracy, {
    page: "/ai/labels",
    rests: [
      analytics("The sample", "label-sample", "drawLabelSample"),
      { title: "What people found together", file: "lib/label-audits/rules.ts", name: "findingOf" },
    ],
  }),
  chapter("Correlation", getCorrelation, {
    rests: [
      analytics("How a factor is compared", "comparisons"),
      analytics("Factors", "factors", "factorReader"),
      analytics("Outcomes", "factors", "outcomeReader"),
    ],
  }),
  chapter("Guardrails", getGuardrails, {
    rests: [
      { title: "The rules", file: "lib/guardrails/schema.ts", name: "guardrailRules" },
      { title: "The verdict", file: "lib/guardrails/schema.ts", name: "guardrailVerdicts" },
    ],
  }),
  chapter("Price of a rule", getRulePrice, {
    rests: [analytics("What could have been avoided", "avoidable"), analytics("Sets of rules", "rule-tally")],
  }),
  chapter("Interventions", getInterventions, {
    rests: [
      analytics("What a history says of a change", "verdict"),
      analytics("Days of a history", "day-history", "historyOf"),
      { title: "The placebo rule", file: "lib/statistics/placebo.ts", name: "placebo" },
    ],
  }),
  chapter("How long until it could be told", getTimeToTell, { page: "/interventions" }),
  chapter("How far verdicts can be trusted", getCalibration),
  chapter("Recovery", getRecovery),
  chapter("Causes", getCauses, { rests: [analytics("Repeats", "repeats")] }),
  chapter("Follow-through", getFollowThrough, {
    rests: [analytics("Where a post-mortem stands", "follow-up", "standings")],
  }),
  chapter("Weekly review", getReview),
  chapter("Rework", getRework),
];

/** Pictures of a page, of figures that its chapter defines; no program asks for them. */
export const picturesOnly = ["lib/analytics/blast-pictures.ts"];

/** Names of methods that the names of their files do not spell. */
export const statisticTitles: Record<string, string> = {
  "benjamini-hochberg": "Benjamini–Hochberg",
  contingency: "Tables of counts",
  fisher: "Fisher's exact test",
  "kaplan-meier": "Kaplan–Meier",
  "log-bins": "Logarithmic bins",
  "label-accuracy": "Labels that were checked",
  lorenz: "Lorenz curve and Gini coefficient",
  "mann-whitney": "Mann–Whitney and Hodges–Lehmann",
  "mantel-haenszel": "Mantel–Haenszel",
  quantile: "Quantiles",
  "rate-ratio": "Ratio of rates",
  "relative-risk": "Ratio of shares",
  spearman: "Spearman's rank correlation",
  wilson: "Wilson's interval",
};
