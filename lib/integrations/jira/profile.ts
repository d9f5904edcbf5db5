import type { Profile } from "../profile.ts";
import { workItems } from "./words.ts";

const priorities = {
  blocker: 1,
  highest: 1,
  critical: 2,
  high: 2,
  major: 2,
  medium: 3,
  low: 4,
  minor: 4,
  lowest: 5,
  trivial: 5,
} as const;

const kinds = {
  incident: "incident",
  "[system] incident": "incident",
  outage: "incident",
  "[system] service request": "skip",
  "service request": "skip",
  "[system] change": "skip",
  change: "skip",
  "[system] problem": "skip",
  ...workItems,
} as const;

export const jira: Profile = {
  name: "jira",
  label: "Jira or Jira Service Management",
  tool: {
    name: "Jira, Jira Service Management",
    how: "CSV of a search (*Export, CSV, all fields*); JSON of the API: `GET /rest/api/3/search/jql`",
  },
  target: "incidents",
  source: "jira",
  requires: ["Summary", "Issue key", "Created"],
  fields: {
    externalId: ["Issue key"],
    title: ["Summary"],
    summary: ["Description"],
    kind: ["Issue Type"],
    severity: ["Custom field (Severity)", "Custom field (Incident severity)", "Severity", "Priority"],
    status: ["Status Category", "Status"],
    startedAt: [
      "Custom field (Incident start time)",
      "Custom field (Impact start)",
      "Custom field (Start time)",
      "Custom field (Actual start)",
      "Created",
    ],
    detectedAt: ["Custom field (Detected)", "Custom field (Detection time)"],
    resolvedAt: ["Custom field (Incident end time)", "Custom field (Actual end)", "Resolved"],
    // Jira repeats a column for each value.
    systems: { each: ["Custom field (Affected services)", "Component/s"] },
    rootCauseDetail: [
      "Custom field (Bug Root Cause)",
      "Custom field (Root cause)",
      "Custom field (Root cause details)",
    ],
    customersAffected: ["Custom field (Customers affected)"],
  },
  ids: ["Issue key", "Issue id"],
  keep: ["Issue id", "Labels", "Comment", "Custom field (Business Impact)", "Custom field (Impact)"],
  severity: priorities,
  values: { kind: kinds, status: { "to do": "open", "in progress": "open", done: "resolved" } },
};

/** Issues as the API lists them (developer.atlassian.com, Issue search), with their fields inside. */
export const jiraIssues: Profile = {
  ...jira,
  name: "jira-issues",
  label: "Jira issues of the API",
  requires: ["key", "fields.summary", "fields.created", "fields.status.name"],
  fields: {
    externalId: ["key"],
    title: ["fields.summary"],
    summary: ["fields.description"],
    kind: ["fields.issuetype.name"],
    severity: ["fields.priority.name"],
    status: ["fields.status.statusCategory.name", "fields.status.name"],
    startedAt: ["fields.created"],
    resolvedAt: ["fields.resolutiondate"],
    systems: ["fields.components"],
  },
  ids: ["key", "id"],
  keep: ["id", "fields.labels", "fields.status.name"],
};
