import type { Profile } from "../profile.ts";

export const firehydrant: Profile = {
  name: "firehydrant",
  label: "FireHydrant",
  target: "incidents",
  source: "firehydrant",
  requires: ["number", "name", "severity", "started", "mitigated", "resolved"],
  fields: {
    externalId: ["number"],
    title: ["name"],
    severity: ["severity"],
    startedAt: { first: ["started", "opened_at"] },
    detectedAt: ["detected"],
    mitigatedAt: ["mitigated"],
    resolvedAt: ["resolved"],
    systems: ["service"],
    customersAffected: ["customers_impacted"],
  },
  ids: ["id"],
  numbers: ["number"],
  keep: ["environment", "functionality", "acknowledged", "incident_commander", "tickets"],
};
