import type { Status } from "#db/values.ts";
import type { SeverityWords } from "../severities.ts";

/** What Statuspage's words mean, in its webhooks and in its files. */

/** In the order in which an incident goes through them. */
export const states: Readonly<Record<string, Status>> = {
  investigating: "open",
  identified: "open",
  monitoring: "mitigated",
  resolved: "resolved",
  postmortem: "closed",
  scheduled: "open",
  in_progress: "open",
  verifying: "mitigated",
  completed: "resolved",
};

/** An incident without impact on its components has no severity there. */
export const impacts: SeverityWords = { critical: 1, major: 2, minor: 3, none: null, maintenance: null };

export const kindsByImpact = {
  none: "incident",
  minor: "incident",
  major: "incident",
  critical: "incident",
  maintenance: "maintenance",
} as const;
