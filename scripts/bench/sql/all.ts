import { aiShare } from "./ai-share.ts";
import { blastRadius } from "./blast-radius.ts";
import { causes } from "./causes.ts";
import { correlation } from "./correlation.ts";
import { followThrough } from "./follow-through.ts";
import { guardrails } from "./guardrails.ts";
import { interventions } from "./interventions.ts";
import { overview } from "./overview.ts";
import { recovery } from "./recovery.ts";
import { rulePrice } from "./rule-price.ts";
import type { Comparison } from "./shapes.ts";
import { trends } from "./trends.ts";

/** Every question of which SQL can say the figures, and that SQL beside it. */
export const comparisons: Record<string, Comparison> = {
  overview,
  trends,
  "blast-radius": blastRadius,
  "ai-share": aiShare,
  "correlation, sev1": correlation("sev1"),
  "correlation, mitigate": correlation("mitigate"),
  guardrails,
  "rule-price": rulePrice,
  interventions,
  recovery,
  causes,
  "follow-through": followThrough,
};
