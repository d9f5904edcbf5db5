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
import { listSystemRecords } from "#lib/analytics/system-records.ts";
import { getTimeToTell } from "#lib/analytics/time-to-tell.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { listEndpoint } from "./kit.ts";

export const analyticsContract = {
  overview: listEndpoint("/analytics/overview", getOverview),
  trends: listEndpoint("/analytics/trends", getTrends),
  blastRadius: listEndpoint("/analytics/blast-radius", getBlastRadius),
  lossCurve: listEndpoint("/analytics/loss-curve", getLossCurve),
  correlation: listEndpoint("/analytics/correlation", getCorrelation),
  recovery: listEndpoint("/analytics/recovery", getRecovery),
  causes: listEndpoint("/analytics/causes", getCauses),
  aiShare: listEndpoint("/analytics/ai-share", getAiShare),
  aiActivity: listEndpoint("/analytics/ai-activity", getAiActivity),
  aiAgreement: listEndpoint("/analytics/ai-agreement", getAiAgreement),
  aiEvidence: listEndpoint("/analytics/ai-evidence", getAiEvidence),
  doseResponse: listEndpoint("/analytics/dose-response", getDoseResponse),
  labelAudit: listEndpoint("/analytics/label-audit", getLabelAccuracy),
  guardrails: listEndpoint("/analytics/guardrails", getGuardrails),
  rulePrice: listEndpoint("/analytics/rule-price", getRulePrice),
  interventions: listEndpoint("/analytics/interventions", getInterventions),
  timeToTell: listEndpoint("/analytics/time-to-tell", getTimeToTell),
  calibration: listEndpoint("/analytics/calibration", getCalibration),
  followThrough: listEndpoint("/analytics/follow-through", getFollowThrough),
  systemRecords: listEndpoint("/analytics/systems", listSystemRecords),
  review: listEndpoint("/analytics/review", getReview),
  rework: listEndpoint("/analytics/rework", getRework),
};
