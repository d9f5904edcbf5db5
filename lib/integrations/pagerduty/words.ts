import type { Status } from "#db/values.ts";
import type { SeverityWords } from "../severities.ts";

/** What PagerDuty's words mean, in its webhooks and in its files. */

export const states: Readonly<Record<string, Status>> = {
  triggered: "open",
  acknowledged: "open",
  resolved: "resolved",
};

/** Read where a file gives no priority; it says whom to wake rather than how bad it is. */
export const urgencies: SeverityWords = { high: 2, low: 5 };
