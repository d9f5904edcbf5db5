import type { z } from "zod";
import { formatCount, formatPlural, formatQuantity, formatShareInterval } from "#lib/format.ts";
import type { ActionCounts } from "./action-counts.ts";
import type { Standings } from "./follow-through.ts";
import type { Share } from "./shapes.ts";

/** "5 working days"; "5, then 10 working days" where that changed. */
export function termWords(workingDaysHeld: readonly number[]): string {
  const earlier = workingDaysHeld.slice(0, -1).map((days) => `${days}, then `);
  return `${earlier.join("")}${formatPlural(workingDaysHeld.at(-1)!, "working day")}`;
}

export function wordsOn(of: {
  workingDaysHeld: readonly number[];
  incidents: number;
  inTime: z.infer<typeof Share>;
  standings: z.infer<typeof Standings>;
  daysToPublish: { medianDays: number | null };
  actions: ActionCounts;
}): string {
  const { inTime, standings, daysToPublish, actions, workingDaysHeld, incidents } = of;
  const days = termWords(workingDaysHeld);
  const first =
    incidents === 0
      ? "No incident asks for a post-mortem: none has one of the severities counted here."
      : inTime.known === 0
        ? `No post-mortem was due yet (the deadline is ${days}).`
        : inTime.known === 1
          ? `The one post-mortem that was due ${inTime.yes === 1 ? "appeared" : "did not appear"} within ${days}.`
          : `${inTime.yes === 0 ? "None" : formatCount(inTime.yes)} of ${formatPlural(inTime.known, "post-mortem")} that ${inTime.known === 1 ? "was" : "were"} due appeared within ${days}: ${formatShareInterval(inTime.share, inTime)}.`;
  const second =
    daysToPublish.medianDays === null
      ? ""
      : ` Half of those published took ${formatQuantity(daysToPublish.medianDays)} days or less.`;
  const third = standings.overdue === 0 ? "" : ` ${formatPlural(standings.overdue, "is", "are")} overdue.`;
  const all = actions.open + actions.done + actions.dropped;
  const last =
    all === 0
      ? " No action was decided."
      : ` ${formatCount(actions.open)} of ${formatPlural(all, "action")} ${actions.open === 1 ? "is" : "are"} open, ${actions.overdue === 0 ? "none" : formatCount(actions.overdue)} of them overdue.`;
  return first + second + third + last;
}
