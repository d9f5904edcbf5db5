import type { Profile } from "../profile.ts";

export const datadog: Profile = {
  name: "datadog",
  label: "Datadog incidents",
  target: "incidents",
  source: "datadog",
  requires: [
    "title",
    "severity",
    ["customer_impacted", "customer_impact_start", "customer_impact_scope"],
    ["state", "resolved"],
  ],
  fields: {
    externalId: ["public_id", "id"],
    title: ["title"],
    severity: ["severity"],
    status: ["state"],
    startedAt: { first: ["customer_impact_start", "detected", "created"] },
    detectedAt: ["detected"],
    mitigatedAt: ["customer_impact_end"],
    resolvedAt: ["resolved"],
    customerFacing: ["customer_impacted"],
    systems: ["services"],
    rootCauseDetail: ["root_cause"],
  },
  ids: ["public_id", "id"],
  keep: ["customer_impact_scope", "teams"],
  severity: { unknown: null },
};
