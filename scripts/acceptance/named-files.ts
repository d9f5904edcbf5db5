import type { ImportTarget } from "#lib/values.ts";

/** Files whose every row is an incident or a change, and how another reader finds the start of each. */
interface NamedFile {
  file: string;
  target: ImportTarget;
  rows: number;
  /** In SQL, over columns that are all text. */
  start: string;
}

const devlake = "devlake-samples";

/** Zone words that mean one offset in the months in which these files use them. */
const cloudirStart = `start_time || ':00' || case start_timezone when 'PDT' then '-07' when 'PST' then '-08' else '+00' end`;

export const namedFiles: readonly NamedFile[] = [
  {
    file: "github-status/incidents_flat.csv",
    target: "incidents",
    rows: 819,
    start: "coalesce(nullif(started_at, ''), downtime_start)",
  },
  {
    file: "github-status/downtime_windows.csv",
    target: "incidents",
    rows: 819,
    start: "downtime_start",
  },
  { file: "cloudir-bench-samples/incidents.csv", target: "incidents", rows: 15, start: cloudirStart },
  {
    file: `${devlake}/pagerduty_raw_pagerduty_incidents.csv`,
    target: "incidents",
    rows: 3,
    start: "json_extract_string(data, '$.created_at')",
  },
  {
    file: `${devlake}/pagerduty_tool_pagerduty_incidents.csv`,
    target: "incidents",
    rows: 3,
    start: "created_date",
  },
  {
    file: `${devlake}/opsgenie_raw_opsgenie_incidents.csv`,
    target: "incidents",
    rows: 2,
    start: "json_extract_string(data, '$.impactStartDate')",
  },
  {
    file: `${devlake}/opsgenie_tool_opsgenie_incidents.csv`,
    target: "incidents",
    rows: 2,
    start: "created_date",
  },
  { file: `${devlake}/jira_issues.csv`, target: "incidents", rows: 30, start: "created_date" },
  { file: `${devlake}/github_issues.csv`, target: "incidents", rows: 26, start: "created_date" },
  { file: `${devlake}/gitlab_issues.csv`, target: "incidents", rows: 16, start: "created_date" },
  {
    file: `${devlake}/github_cicd_deployment_commits.csv`,
    target: "changes",
    rows: 100,
    start: "coalesce(nullif(finished_date, ''), nullif(started_date, ''), created_date)",
  },
  {
    file: `${devlake}/dora_cicd_deployment_commits_before_enrich.csv`,
    target: "changes",
    rows: 15,
    start: "coalesce(nullif(started_date, ''), created_date)",
  },
];
