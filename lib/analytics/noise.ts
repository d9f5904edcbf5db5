import { z } from "zod";
import { mannWhitney } from "#lib/statistics/mann-whitney.ts";
import { relativeRisk } from "#lib/statistics/relative-risk.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import { aiShareOf, minutesTo } from "./tally.ts";
import type { Verdict } from "./verdict.ts";

/** Whether a period differs from the one before by more than chance explains. */

export const Noise = z
  .object({
    incidents: z.boolean().nullable().meta({
      description:
        "Whether a change in the number of incidents is within what their history does by itself: it is unless `verdict` claims something.",
      declines: "null where there is no verdict",
    }),
    timeToMitigate: z.boolean().nullable().meta({
      description:
        "Whether a change in the times to mitigate is within chance: it is when a Mann–Whitney test of the two periods gives p of 0.05 or more.",
      declines: "null with fewer than 5 recorded in either period, or more than 100,000 in both together",
      source: "Mann and Whitney (1947)",
    }),
    aiShare: z.boolean().nullable().meta({
      description:
        "Whether a change in the share of incidents with AI involvement is within chance: it is when Katz's 95% interval of the two shares' ratio holds 1.",
      declines: "null with fewer than 5 such incidents in either period",
      source: "Katz et al. (1978)",
    }),
  })
  .meta({ title: "Noise" });

const significance = 0.05;

/** Beyond this many durations a rank test costs more than it tells: with so many, any difference is "significant". */
const mostRanked = 100_000;

/**
 * Counts: the verdict of the placebo rule. Durations: Mann–Whitney. Shares: ratio by Katz's interval. Not
 * judged with fewer than five on either side.
 */
export function noiseOf(
  { facts, comparison }: Pick<View<Filter>, "facts" | "comparison">,
  verdict: Verdict | null,
): z.infer<typeof Noise> {
  const sides = comparison?.sides ?? null;
  if (sides === null) return { incidents: null, timeToMitigate: null, aiShare: null };
  const [rows, earlier] = [sides.current.rows, sides.previous.rows];
  const now = minutesTo(facts.incidents, "mitigatedAt", rows).minutes;
  const before = minutesTo(facts.incidents, "mitigatedAt", earlier).minutes;
  const ranked = Math.min(now.length, before.length) >= 5 && now.length + before.length <= mostRanked;
  const [aiNow, aiBefore] = [aiShareOf(facts.incidents, rows), aiShareOf(facts.incidents, earlier)];
  const shares =
    Math.min(aiNow.yes, aiBefore.yes) < 5
      ? null
      : relativeRisk({ events: [aiNow.yes, aiBefore.yes], totals: [aiNow.known, aiBefore.known] });
  return {
    incidents: verdict === null || verdict.declined !== null ? null : verdict.claims === null,
    timeToMitigate: ranked ? !(mannWhitney(now, before).p < significance) : null,
    aiShare: shares === null ? null : shares.low <= 1 && shares.high >= 1,
  };
}
