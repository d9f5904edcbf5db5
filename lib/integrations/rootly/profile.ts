import type { Profile } from "../profile.ts";

export const rootly: Profile = {
  name: "rootly",
  label: "Rootly",
  target: "incidents",
  source: "rootly",
  requires: ["title", "sequential_id", "kind", "severity", "started_at"],
  fields: {
    externalId: ["id", "sequential_id"],
    title: ["title"],
    summary: ["summary"],
    kind: ["kind"],
    severity: ["severity"],
    status: ["status"],
    startedAt: { first: ["started_at", "in_triage_at", "created_at"] },
    detectedAt: ["detected_at"],
    mitigatedAt: ["mitigated_at"],
    resolvedAt: ["resolved_at"],
    systems: ["services"],
    rootCauseDetail: ["resolution_message"],
  },
  ids: ["id"],
  numbers: ["sequential_id"],
  keep: ["slug", "environments", "functionalities", "labels", "duplicate_incident_id", "cancelled_at"],
  values: {
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
