import { accessContract } from "./contract/access.ts";
import { actionsContract } from "./contract/actions.ts";
import { aiActivityContract } from "./contract/ai-activity.ts";
import { analyticsContract } from "./contract/analytics.ts";
import { changesContract } from "./contract/changes.ts";
import { coverageContract } from "./contract/coverage.ts";
import { guardrailRulesContract } from "./contract/guardrail-rules.ts";
import { hooksContract } from "./contract/hooks.ts";
import { importsContract } from "./contract/imports.ts";
import { incidentsContract } from "./contract/incidents.ts";
import { interventionsContract } from "./contract/interventions.ts";
import { labelAuditsContract } from "./contract/label-audits.ts";
import { markPoliciesContract } from "./contract/mark-policies.ts";
import { meaningsContract } from "./contract/meanings.ts";
import { notificationsContract } from "./contract/notifications.ts";
import { postmortemsContract } from "./contract/postmortems.ts";
import { reviewsContract } from "./contract/reviews.ts";
import { settingsContract } from "./contract/settings.ts";
import { systemsContract } from "./contract/systems.ts";
import { timelineContract } from "./contract/timeline.ts";
import { viewsContract } from "./contract/views.ts";
import type { Endpoint } from "./endpoint.ts";

/** Everything that other programs can call, by noun. What is not listed here does not exist. */
export const nouns = {
  Incidents: { description: "What went wrong, what it reached, and what it cost.", holds: incidentsContract },
  "Post-mortems": { description: "What was learned of an incident.", holds: postmortemsContract },
  Timeline: { description: "What happened during an incident, in its order.", holds: timelineContract },
  Actions: { description: "What is to be done so that it does not happen again.", holds: actionsContract },
  Changes: {
    description: "What was put into production, and what its guardrails say.",
    holds: changesContract,
  },
  "AI activity": {
    description: "Who used AI tools on which day: a hint, and nothing of their changes.",
    holds: aiActivityContract,
  },
  "Guardrail rules": {
    description: "Rules that people compose: priced as a draft, tried in shadow, then live in every check.",
    holds: guardrailRulesContract,
  },
  "Label audits": {
    description: "Random samples of changes, of which people say whether AI made them.",
    holds: labelAuditsContract,
  },
  "Mark policies": {
    description: "What repositories ask of marks of AI, each from a day on.",
    holds: markPoliciesContract,
  },
  Interventions: {
    description: "What was done to get better, and when it began.",
    holds: interventionsContract,
  },
  "Review notes": { description: "Notes on the weekly review.", holds: reviewsContract },
  Systems: { description: "What can fail: services, platforms, products.", holds: systemsContract },
  Imports: {
    description: "Files that become records, in steps that can be taken back.",
    holds: importsContract,
  },
  Analytics: {
    description: "What goes with what: the questions that the pages ask.",
    holds: analyticsContract,
  },
  Coverage: { description: "Which days are recorded, quiet ones among them.", holds: coverageContract },
  Views: { description: "Pages with their filters, kept under a name.", holds: viewsContract },
  Settings: { description: "What is decided once for the organisation.", holds: settingsContract },
  Words: {
    description: "What words of other tools mean here, said once for every way in.",
    holds: meaningsContract,
  },
  Notifications: {
    description: "Who is told of what, and whether it arrived.",
    holds: notificationsContract,
  },
  Access: { description: "People, invitations, keys, and who did what.", holds: accessContract },
  Hooks: { description: "Where other tools send what happens there.", holds: hooksContract },
};

export const contract = {
  ...incidentsContract,
  ...postmortemsContract,
  ...timelineContract,
  ...actionsContract,
  ...changesContract,
  ...aiActivityContract,
  ...guardrailRulesContract,
  ...labelAuditsContract,
  ...interventionsContract,
  ...reviewsContract,
  ...systemsContract,
  ...importsContract,
  ...analyticsContract,
  ...coverageContract,
  ...viewsContract,
  ...settingsContract,
  ...meaningsContract,
  ...notificationsContract,
  ...accessContract,
  ...hooksContract,
};

export const endpoints = Object.values(contract) as unknown as readonly Endpoint[];

const nounOf = new Map(
  Object.entries(nouns).flatMap(([name, { holds }]) =>
    (Object.values(holds) as unknown as Endpoint[]).map((one) => [one, name]),
  ),
);

export function tagOf(endpoint: Endpoint): string {
  return nounOf.get(endpoint)!;
}
