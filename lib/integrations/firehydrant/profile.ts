import type { Profile } from "../profile.ts";

/** The header that the vendor's script writes (github.com/firehydrant/csv-incident-parser). */
export const firehydrant: Profile = {
  name: "firehydrant",
  label: "FireHydrant",
  tool: {
    name: "FireHydrant",
    how: "CSV of its `csv-incident-parser`; JSON of the API: `GET /v1/incidents`",
  },
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

/** Incidents as the API lists them (IncidentEntity in github.com/firehydrant/firehydrant-go-sdk, docs/models). */
export const firehydrantIncidents: Profile = {
  ...firehydrant,
  name: "firehydrant-incidents",
  label: "FireHydrant incidents",
  requires: ["id", "number", "name", "current_milestone", "started_at", "severity"],
  fields: {
    externalId: ["id"],
    title: ["name"],
    summary: { first: ["summary", "description", "customer_impact_summary"] },
    severity: ["severity"],
    status: ["current_milestone"],
    startedAt: { first: ["milestones.started", "started_at", "created_at"] },
    detectedAt: ["milestones.detected"],
    mitigatedAt: ["milestones.mitigated"],
    resolvedAt: ["milestones.resolved"],
    systems: ["services"],
    customersAffected: ["customers_impacted"],
  },
  keep: ["number", "priority", "environments", "functionalities", "incident_url", "tag_list"],
  values: {
    status: {
      started: "open",
      detected: "open",
      acknowledged: "open",
      investigating: "open",
      identified: "open",
      first_action: "open",
      mitigated: "mitigated",
      resolved: "resolved",
      postmortem_started: "closed",
      postmortem_completed: "closed",
      retrospective_started: "closed",
      retrospective_completed: "closed",
      closed: "closed",
    },
  },
};
