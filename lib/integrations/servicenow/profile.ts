import type { Profile } from "../profile.ts";

const serviceNowStates = {
  "1": "open",
  "2": "open",
  "3": "open",
  "4": "open",
  "5": "open",
  "6": "resolved",
  "7": "closed",
  "8": "skip",
  new: "open",
  active: "open",
  "in progress": "open",
  "on hold": "open",
  "awaiting user info": "open",
  "awaiting problem": "open",
  "awaiting vendor": "open",
  "awaiting evidence": "open",
  resolved: "resolved",
  closed: "closed",
  canceled: "skip",
} as const;

const serviceNowPriorities = { "1": 1, "2": 2, "3": 3, "4": 4, "5": 5 } as const;

const resolvedAt = {
  either: ["resolved_at", "Resolved", "closed_at", "Closed"],
  why: "An incident is resolved when service is back, and closed once that is confirmed, often by itself days later.",
};

/** CSV and JSON name fields as the table does (`opened_at`), Excel as the list does (Opened). */
export const serviceNowList: Profile = {
  name: "servicenow",
  label: "ServiceNow incident list",
  tool: {
    name: "ServiceNow",
    how: "CSV or Excel of the incident list (*Export* in the menu of a column); JSON of the table API",
  },
  target: "incidents",
  source: "servicenow",
  requires: ["number", ["opened_at", "Opened"], "short_description"],
  fields: {
    externalId: ["number"],
    title: ["short_description"],
    summary: ["description"],
    severity: ["priority", "severity", "impact"],
    status: ["state", "incident_state"],
    startedAt: ["work_start", "opened_at", "Opened"],
    resolvedAt,
    systems: {
      first: [
        "business_service",
        "cmdb_ci",
        "Service",
        "Configuration item",
        "business_service.display_value",
        "cmdb_ci.display_value",
      ],
    },
    rootCauseDetail: ["close_notes", "Resolution notes"],
  },
  ids: ["number", "sys_id"],
  keep: ["category", "assignment_group", "close_code", "Resolution code", "caused_by"],
  severity: serviceNowPriorities,
  values: { status: serviceNowStates },
};

export const serviceNowEvents: Profile = {
  name: "servicenow-events",
  label: "ServiceNow event log, several rows per incident",
  target: "incidents",
  source: "servicenow",
  requires: ["number", "incident_state", "sys_mod_count", "opened_at"],
  fields: {
    externalId: ["number"],
    title: {
      join: ["number", "short_description", "category", "subcategory", "u_symptom"],
      separator: " · ",
    },
    severity: ["priority"],
    status: ["incident_state"],
    startedAt: ["opened_at"],
    resolvedAt,
    systems: ["cmdb_ci"],
  },
  ids: ["number", "sys_id"],
  keep: ["category", "assignment_group", "closed_code", "problem_id", "rfc", "caused_by"],
  severity: serviceNowPriorities,
  values: { status: serviceNowStates },
  lastBy: "sys_mod_count",
};
