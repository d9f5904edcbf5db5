import type { Status } from "#db/values.ts";
import type { SeverityWords } from "../severities.ts";

/** What PagerDuty's words mean, in its webhooks and in its files. */

export const states: Readonly<Record<string, Status>> = {
  triggered: "open",
  acknowledged: "open",
  resolved: "resolved",
};

/** Urgency says whom to wake, not how bad it is: it stays a word, unless its meaning was set. */
export const urgencies: SeverityWords = { high: null, low: null };
