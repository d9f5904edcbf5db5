import type { Profile } from "../profile.ts";

const impact = { critical: 1, major: 2, minor: 3, none: 5, maintenance: null } as const;

const kinds = {
  kind: {
    none: "incident",
    minor: "incident",
    major: "incident",
    critical: "incident",
    maintenance: "maintenance",
  },
} as const;

export const statuspage: Profile = {
  name: "statuspage",
  label: "Statuspage",
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
  severity: impact,
  values: kinds,
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
  severity: impact,
  values: kinds,
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
  severity: impact,
  values: kinds,
  durationUnit: { timeToResolve: "minutes" },
};
