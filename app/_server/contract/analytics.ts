import { getAiShare } from "#lib/analytics/ai-share.ts";
import { getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { getCauses } from "#lib/analytics/causes.ts";
import { getCorrelation } from "#lib/analytics/correlation.ts";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { getGuardrails } from "#lib/analytics/guardrails.ts";
import { getInterventions } from "#lib/analytics/interventions.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { getRecovery } from "#lib/analytics/recovery.ts";
import { getReview } from "#lib/analytics/review.ts";
import { listSystemRecords } from "#lib/analytics/system-records.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { listed } from "./kit.ts";

export const analyticsContract = {
  overview: listed("/analytics/overview", getOverview),
  trends: listed("/analytics/trends", getTrends),
  blastRadius: listed("/analytics/blast-radius", getBlastRadius),
  correlation: listed("/analytics/correlation", getCorrelation),
  recovery: listed("/analytics/recovery", getRecovery),
  causes: listed("/analytics/causes", getCauses),
  aiShare: listed("/analytics/ai-share", getAiShare),
  guardrails: listed("/analytics/guardrails", getGuardrails),
  interventions: listed("/analytics/interventions", getInterventions),
  followThrough: listed("/analytics/follow-through", getFollowThrough),
  systemRecords: listed("/analytics/systems", listSystemRecords),
  review: listed("/analytics/review", getReview),
};
