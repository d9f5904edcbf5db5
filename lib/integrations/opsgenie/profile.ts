import type { Profile } from "../profile.ts";

export const opsgenie: Profile = {
  name: "opsgenie",
  label: "Opsgenie",
  tool: { name: "Opsgenie", how: "JSON of the API: `GET /v1/incidents`, or a CSV with the same names" },
  target: "incidents",
  source: "opsgenie",
  requires: ["id", "message", "priority", ["tinyId", "impactStartDate"], "createdAt"],
  fields: {
    externalId: ["id"],
    title: ["message"],
    summary: ["description"],
    severity: ["priority"],
    status: ["status"],
    startedAt: { first: ["impactStartDate", "createdAt"] },
    detectedAt: ["impactDetectDate"],
    mitigatedAt: ["impactEndDate"],
    resolvedAt: ["resolvedAt", "closedAt"],
    systems: ["impactedServices"],
  },
  ids: ["id"],
  numbers: ["tinyId"],
  keep: ["tinyId", "tags"],
};
