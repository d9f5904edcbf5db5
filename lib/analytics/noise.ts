import { z } from "zod";
import { relativeRisk } from "#lib/statistics/relative-risk.ts";
import { changeCausedOf } from "./change-caused.ts";
import { countFollowed, knownUntil, type Minutes, minutesTo, sameTimesP } from "./durations.ts";
import type { Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import type { View } from "./question.ts";
import type { Share } from "./shapes.ts";
import { madeByOne } from "./sum-intervals.ts";
import { aiShareOf } from "./tally.ts";
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
        "Whether a change in the times to mitigate is within chance: it is when a log-rank test of the two periods, open incidents included, gives p of 0.05 or more.",
      declines:
        "null with fewer than 5 recorded or still open in either period, fewer than 5 recorded in both, or more than 100,000 in both together",
      source: "Mantel (1966); R's `survdiff`",
    }),
    aiShare: z.boolean().nullable().meta({
      description:
        "Whether a change in the share of incidents with AI involvement is within chance: it is when Katz's 95% interval of the two shares' ratio holds 1.",
      declines: "null with fewer than 5 such incidents in either period",
      source: "Katz et al. (1978)",
    }),
    changeCaused: z.boolean().nullable().meta({
      description:
        "The same of AI's share of the incidents that a change caused (`changeCaused`). Beyond chance is not yet more than the shares of such periods wander by themselves.",
      declines: "null with fewer than 5 such incidents in either period",
      source: "Katz et al. (1978)",
    }),
    lostOrdersByOne: z.boolean().nullable().meta({
      description:
        "Whether one incident makes the change in lost orders: without the largest of the period that lost more (a day), it would not have lost more. A change of a sum is never judged beyond that.",
      declines: "null where either recorded none",
    }),
    errorsByOne: z
      .boolean()
      .nullable()
      .meta({ description: "The same of errors.", declines: "null where either recorded none" }),
  })
  .meta({ title: "Noise" });

const unjudged = {
  incidents: null,
  timeToMitigate: null,
  aiShare: null,
  changeCaused: null,
  lostOrdersByOne: null,
  errorsByOne: null,
};

const significance = 0.05;

/** Beyond this many durations a test costs more than it tells: with so many, any difference is "significant". */
const mostRanked = 100_000;

/**
 * Counts: the verdict of the placebo rule. Durations: log-rank. Shares: ratio by Katz's interval. Not
 * judged with fewer than five on either side.
 */
export function noiseOf(view: View<Filter>, verdict: Verdict | null): z.infer<typeof Noise> {
  const { facts, comparison } = view;
  const sides = comparison?.sides ?? null;
  if (sides === null) return unjudged;
  const { days, previousDays } = comparison!.exposure;
  const [rows, earlier] = [sides.current.rows, sides.previous.rows];
  return {
    incidents: verdict === null || verdict.declined !== null ? null : verdict.claims === null,
    timeToMitigate: timesWithinChance(view, rows, earlier),
    aiShare: sharesWithinChance(aiShareOf(facts.incidents, rows), aiShareOf(facts.incidents, earlier)),
    changeCaused: sharesWithinChance(changeCausedOf(facts, rows), changeCausedOf(facts, earlier)),
    lostOrdersByOne: madeByOne({ facts, measure: "lostOrders", rows, earlier, days, previousDays }),
    errorsByOne: madeByOne({ facts, measure: "errors", rows, earlier, days, previousDays }),
  };
}

function sharesWithinChance(now: Share, before: Share): boolean | null {
  if (Math.min(now.yes, before.yes) < 5) return null;
  const { low, high } = relativeRisk({
    events: [now.yes, before.yes],
    totals: [now.known, before.known],
  });
  return low <= 1 && high >= 1;
}

/** Null where too few, or too many, were followed. */
function timesWithinChance(view: View<Filter>, ...sides: [Selection, Selection]): boolean | null {
  const asked = { facts: view.facts.incidents, milestone: "mitigatedAt", known: knownUntil(view) } as const;
  const [now, before] = sides.map((rows) => minutesTo({ ...asked, rows })) as [Minutes, Minutes];
  const [some, others] = [countFollowed(now), countFollowed(before)];
  const ended = some - now.lasting.length + others - before.lasting.length;
  if (Math.min(some, others) < 5 || ended < 5 || some + others > mostRanked) return null;
  const p = sameTimesP(now, before);
  return Number.isNaN(p) ? null : p >= significance;
}
