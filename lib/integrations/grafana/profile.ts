import type { Profile } from "../profile.ts";

/** Alert groups as the API lists them (grafana.com/docs, OnCall API, Alert groups); they know no severity. */
export const grafanaAlertGroups: Profile = {
  name: "grafana-alert-groups",
  label: "Grafana IRM (OnCall) alert groups",
  tool: {
    name: "Grafana IRM (OnCall)",
    how: "JSON of the API: `GET /api/v1/alert_groups`; of incidents: `IncidentsService.QueryIncidents`",
  },
  target: "incidents",
  source: "grafana",
  requires: ["id", "integration_id", "route_id", "alerts_count", "state", "created_at", "title"],
  fields: {
    externalId: ["id"],
    title: ["title"],
    status: ["state"],
    startedAt: ["created_at"],
    resolvedAt: ["resolved_at"],
  },
  ids: ["id"],
  numbers: ["alert_group_number"],
  keep: [
    "alert_group_number",
    "alerts_count",
    "acknowledged_at",
    "silenced_at",
    "integration_id",
    "permalinks.web",
  ],
  values: {
    status: {
      new: "open",
      firing: "open",
      alerting: "open",
      acknowledged: "open",
      silenced: "open",
      resolved: "resolved",
    },
  },
};

/** Incidents as the API lists them (github.com/grafana/incident-go); severities are named by each stack. */
export const grafanaIncidents: Profile = {
  name: "grafana-incidents",
  label: "Grafana IRM incidents",
  tool: grafanaAlertGroups.tool,
  target: "incidents",
  source: "grafana",
  requires: ["incidentID", "title", "status", "createdTime", "isDrill"],
  fields: {
    externalId: ["incidentID"],
    title: ["title"],
    summary: ["summary", "description"],
    kind: ["isDrill"],
    severity: ["severity", "severityLabel"],
    status: ["status"],
    startedAt: { first: ["incidentStart", "createdTime"] },
    mitigatedAt: ["incidentEnd"],
    resolvedAt: ["closedTime"],
    systems: ["labels.service_name", "labels.service"],
  },
  ids: ["incidentID"],
  keep: ["incidentType", "overviewURL"],
  severity: { critical: 1, major: 2, minor: 3, pending: null },
  values: {
    kind: { false: "incident", true: "exercise" },
    status: { active: "open", resolved: "resolved" },
  },
};
