import type { Profile } from "../profile.ts";
import { states, urgencies } from "./words.ts";

const tool = {
  name: "PagerDuty",
  how: "CSV of *Analytics* (Insights or the incident report); JSON of the API: `GET /incidents`, or of raw analytics",
};

export const pagerdutyReport: Profile = {
  name: "pagerduty-report",
  label: "PagerDuty incident report",
  tool,
  target: "incidents",
  source: "pagerduty",
  requires: ["id", "incident_number", "description", "created_on", "resolved_on", "urgency"],
  fields: {
    externalId: ["id"],
    title: ["description"],
    startedAt: ["created_on"],
    resolvedAt: ["resolved_on"],
    timeToResolve: ["seconds_to_resolve"],
    severity: ["urgency"],
    systems: ["service_name"],
  },
  ids: ["id"],
  numbers: ["incident_number"],
  keep: ["incident_number", "escalation_policy_name", "seconds_to_first_ack"],
  severity: urgencies,
  durationUnit: { timeToResolve: "seconds" },
};

export const pagerdutyAnalytics: Profile = {
  name: "pagerduty-analytics",
  label: "PagerDuty analytics, raw data",
  tool,
  target: "incidents",
  source: "pagerduty",
  requires: [
    "id",
    "incident_number",
    "created_at",
    "seconds_to_resolve",
    ["priority_name", "urgency"],
    "service_name",
  ],
  fields: {
    externalId: ["id"],
    title: ["description"],
    status: ["status"],
    startedAt: ["created_at"],
    resolvedAt: ["resolved_at"],
    timeToResolve: ["seconds_to_resolve"],
    severity: { first: ["priority_name", "urgency"] },
    systems: ["service_name"],
  },
  ids: ["id"],
  numbers: ["incident_number"],
  keep: ["incident_number", "team_name", "urgency", "seconds_to_first_ack", "user_defined_effort_seconds"],
  severity: urgencies,
  values: { status: states },
  durationUnit: { timeToResolve: "seconds" },
};

export const pagerdutyInsights: Profile = {
  name: "pagerduty-insights",
  label: "PagerDuty Insights list",
  tool,
  target: "incidents",
  source: "pagerduty",
  requires: ["Incident ID", "Title", "Urgency", "Service", "Created at", "Resolved at", "TTR"],
  fields: {
    externalId: ["Incident ID"],
    title: ["Title"],
    startedAt: ["Created at"],
    resolvedAt: ["Resolved at"],
    timeToResolve: ["TTR"],
    severity: { first: ["Priority", "Urgency"] },
    systems: ["Service"],
  },
  ids: ["Incident ID"],
  numbers: ["Number"],
  keep: ["Number", "Team", "Urgency", "TTA"],
  severity: urgencies,
};

/** Incidents as the REST API lists them (developer.pagerduty.com, List incidents). */
export const pagerdutyIncidents: Profile = {
  name: "pagerduty-incidents",
  label: "PagerDuty incidents of the API",
  tool,
  target: "incidents",
  source: "pagerduty",
  requires: ["id", "incident_number", "title", "status", "urgency", "created_at", "service.summary"],
  fields: {
    externalId: ["id"],
    title: ["title"],
    status: ["status"],
    startedAt: ["created_at"],
    resolvedAt: ["resolved_at"],
    severity: { first: ["priority.summary", "urgency"] },
    systems: ["service.summary"],
  },
  ids: ["id"],
  numbers: ["incident_number"],
  keep: ["incident_number", "urgency", "html_url", "escalation_policy.summary"],
  severity: urgencies,
  values: { status: states },
};
