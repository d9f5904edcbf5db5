import type { Profile } from "../profile.ts";
import { within } from "../within.ts";

export const rootly: Profile = {
  name: "rootly",
  label: "Rootly",
  tool: { name: "Rootly", how: "CSV of the incident list; JSON of the API: `GET /v1/incidents`" },
  target: "incidents",
  source: "rootly",
  requires: ["title", "sequential_id", "kind", "severity", "started_at"],
  fields: {
    externalId: ["id", "sequential_id"],
    title: ["title"],
    summary: ["summary"],
    kind: ["kind"],
    severity: ["severity.data.attributes.name", "severity"],
    status: ["status"],
    startedAt: { first: ["started_at", "in_triage_at", "created_at"] },
    detectedAt: ["detected_at"],
    mitigatedAt: ["mitigated_at"],
    resolvedAt: ["resolved_at"],
    systems: ["services.data", "services"],
    rootCauseDetail: ["resolution_message"],
  },
  ids: ["id"],
  numbers: ["sequential_id"],
  keep: [
    "sequential_id",
    "slug",
    "environments",
    "functionalities",
    "labels",
    "duplicate_incident_id",
    "cancelled_at",
  ],
  values: {
    status: {
      in_triage: "open",
      started: "open",
      detected: "open",
      acknowledged: "open",
      mitigated: "mitigated",
      resolved: "resolved",
      closed: "closed",
      cancelled: "skip",
      scheduled: "open",
      in_progress: "open",
      completed: "resolved",
    },
    kind: {
      normal: "incident",
      normal_sub: "incident",
      backfilled: "incident",
      scheduled: "maintenance",
      scheduled_sub: "maintenance",
      test: "skip",
      test_sub: "skip",
      example: "skip",
      example_sub: "skip",
    },
  },
};

/** Incidents as the API lists them (docs.rootly.com/api-reference), each inside its attributes. */
export const rootlyIncidents: Profile = within(
  "attributes",
  { name: "rootly-incidents", label: "Rootly incidents of the API", tool: rootly.tool, beside: ["id"] },
  { ...rootly, requires: ["title", "sequential_id", "kind", "started_at"] },
);
