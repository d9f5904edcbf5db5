import type { Profile } from "../profile.ts";

/**
 * Incidents as the API lists them (docs.incident.io/api-reference/incidents-v2). Timestamps and custom fields are
 * lists of named values, and each customer names them: these are the names they have at first. The CSV of the
 * dashboard was not verified against an export; it is mapped as any file is.
 */
export const incidentIo: Profile = {
  name: "incident-io",
  label: "incident.io incidents",
  tool: { name: "incident.io", how: "JSON of the API: `GET /v2/incidents`" },
  target: "incidents",
  source: "incident.io",
  requires: ["id", "reference", "name", "mode", "incident_status.category", "created_at"],
  fields: {
    externalId: ["id"],
    title: ["name"],
    summary: ["summary"],
    kind: ["mode"],
    severity: ["severity.name"],
    status: ["incident_status.category"],
    startedAt: {
      first: [
        "incident_timestamp_values.Impact started at",
        "incident_timestamp_values.Impact started",
        "incident_timestamp_values.Started at",
        "incident_timestamp_values.Reported at",
        "incident_timestamp_values.Declared at",
        "created_at",
      ],
    },
    detectedAt: ["incident_timestamp_values.Detected at", "incident_timestamp_values.Identified at"],
    mitigatedAt: [
      "incident_timestamp_values.Impact ended at",
      "incident_timestamp_values.Mitigated at",
      "incident_timestamp_values.Fixed at",
    ],
    resolvedAt: ["incident_timestamp_values.Resolved at"],
    systems: [
      "custom_field_entries.Affected services",
      "custom_field_entries.Affected service",
      "custom_field_entries.Services",
      "custom_field_entries.Service",
    ],
  },
  ids: ["id", "reference"],
  keep: ["reference", "incident_type.name", "incident_status.name", "permalink", "visibility"],
  severity: { critical: 1, major: 2, minor: 3 },
  values: {
    kind: {
      standard: "incident",
      retrospective: "incident",
      real: "incident",
      test: "skip",
      tutorial: "skip",
      stream: "skip",
    },
    status: {
      triage: "open",
      active: "open",
      live: "open",
      paused: "open",
      "post-incident": "resolved",
      learning: "resolved",
      closed: "closed",
      declined: "skip",
      merged: "skip",
      canceled: "skip",
    },
  },
};
