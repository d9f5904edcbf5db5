import type { Profile } from "../profile.ts";
import { impacts, kindsByImpact, states } from "./words.ts";

export const statuspage: Profile = {
  name: "statuspage",
  label: "Statuspage",
  tool: {
    name: "Statuspage",
    how: "JSON of `https://STATUS PAGE/api/v2/incidents.json`, or of the management API",
  },
  target: "incidents",
  source: "statuspage",
  requires: ["id", "name", "status", "impact", "created_at"],
  fields: {
    externalId: ["id"],
    title: ["name"],
    summary: ["postmortem_body"],
    kind: ["impact"],
    severity: ["impact"],
    status: ["status"],
    startedAt: { first: ["started_at", "created_at"] },
    mitigatedAt: ["monitoring_at"],
    resolvedAt: ["resolved_at"],
    systems: ["components"],
  },
  keep: ["shortlink"],
  severity: impacts,
  values: { kind: kindsByImpact, status: states },
};

export const statuspageFlat: Profile = {
  name: "statuspage-flat",
  label: "Statuspage, collected with its updates",
  target: "incidents",
  source: "statuspage",
  requires: ["id", "title", "impact", "started_at", "resolved_at", ["components", "status_sequence"]],
  fields: {
    externalId: ["id"],
    title: ["title"],
    summary: ["updates_text"],
    kind: ["impact"],
    severity: ["impact"],
    startedAt: { first: ["started_at", "downtime_start"] },
    resolvedAt: { first: ["resolved_at", "downtime_end"] },
    systems: ["components"],
  },
  keep: ["url"],
  severity: impacts,
  values: { kind: kindsByImpact },
};

export const statuspageDowntime: Profile = {
  name: "statuspage-downtime",
  label: "Statuspage downtime windows",
  target: "incidents",
  source: "statuspage",
  requires: ["incident_id", "downtime_start", "downtime_end", "title", "impact"],
  fields: {
    externalId: ["incident_id"],
    title: ["title"],
    kind: ["impact"],
    severity: ["impact"],
    startedAt: ["downtime_start"],
    resolvedAt: ["downtime_end"],
    timeToResolve: ["duration_minutes"],
  },
  severity: impacts,
  values: { kind: kindsByImpact },
  durationUnit: { timeToResolve: "minutes" },
};
