import { workItems } from "../jira/words.ts";
import { states, urgencies } from "../pagerduty/words.ts";
import type { Profile } from "../profile.ts";

const tool = { name: "DevLake", how: "CSV of its tables of issues, incidents and deployments" };

export const devlakeDeployments: Profile = {
  name: "devlake-deployments",
  label: "DevLake deployments",
  tool,
  target: "changes",
  source: "devlake",
  requires: [
    "id",
    "result",
    "environment",
    ["finished_date", "started_date", "created_date"],
    ["commit_sha", "cicd_scope_id"],
  ],
  fields: {
    externalId: ["id"],
    title: { first: ["display_title", "commit_msg", "name"] },
    deployedAt: { first: ["finished_date", "started_date", "created_date"] },
    system: ["repo_url", "cicd_scope_id"],
    url: ["url"],
  },
  keep: ["commit_sha", "result", "environment"],
};

export const devlakeIssues: Profile = {
  name: "devlake-issues",
  label: "DevLake issues",
  tool,
  target: "incidents",
  source: "devlake",
  requires: ["id", "issue_key", "title", "created_date", ["original_status", "status"]],
  fields: {
    externalId: ["id"],
    title: ["title"],
    summary: ["description"],
    kind: ["original_type", "type"],
    severity: ["severity", "priority"],
    status: ["status"],
    startedAt: ["created_date"],
    resolvedAt: ["resolution_date"],
    systems: ["component"],
  },
  ids: ["id", "issue_key"],
  keep: ["issue_key", "url"],
  values: {
    status: { todo: "open", in_progress: "open", done: "resolved" },
    kind: {
      incident: "incident",
      requirement: "skip",
      ...workItems,
    },
  },
};

export const devlakePagerduty: Profile = {
  name: "devlake-pagerduty",
  label: "DevLake, PagerDuty incidents",
  tool,
  target: "incidents",
  source: "pagerduty",
  requires: ["connection_id", "number", "summary", "urgency", "created_date"],
  fields: {
    externalId: ["number"],
    title: ["summary"],
    severity: { first: ["priority", "urgency"] },
    status: ["status"],
    startedAt: ["created_date"],
    systems: ["service_name", "service_id"],
  },
  numbers: ["number"],
  keep: ["url", "urgency"],
  severity: urgencies,
  values: { status: states },
};

export const devlakeOpsgenie: Profile = {
  name: "devlake-opsgenie",
  label: "DevLake, Opsgenie incidents",
  tool,
  target: "incidents",
  source: "opsgenie",
  requires: ["connection_id", "id", "message", "priority", "created_date"],
  fields: {
    externalId: ["id"],
    title: ["message"],
    summary: ["description"],
    severity: ["priority"],
    status: ["status"],
    startedAt: ["created_date"],
    systems: ["service_name"],
  },
  ids: ["id"],
  keep: ["url"],
};
