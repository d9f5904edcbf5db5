import type { Profile } from "../profile.ts";

/**
 * Incidents as the API lists them (betterstack.com/docs/uptime/api/incidents-api-response-params). An incident has
 * the name of what was watched; regions are those it was watched from. A CSV was not verified against an export.
 */
export const betterStack: Profile = {
  name: "better-stack",
  label: "Better Stack incidents",
  tool: { name: "Better Stack", how: "JSON of the API: `GET /api/v3/incidents`" },
  target: "incidents",
  source: "better-stack",
  requires: ["id", "attributes.name", "attributes.cause", "attributes.started_at", "attributes.resolved_at"],
  fields: {
    externalId: ["id"],
    title: { join: ["attributes.name", "attributes.cause"], separator: " · " },
    status: ["attributes.status"],
    startedAt: ["attributes.started_at"],
    resolvedAt: ["attributes.resolved_at"],
    systems: ["attributes.name"],
  },
  ids: ["id"],
  keep: ["attributes.url", "attributes.acknowledged_at", "attributes.team_name", "attributes.cause"],
  values: {
    status: {
      unconfirmed: "open",
      started: "open",
      acknowledged: "open",
      validating: "open",
      resolved: "resolved",
    },
  },
};
