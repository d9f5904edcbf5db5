import type { Profile } from "../profile.ts";

const states = {
  scheduled: "open",
  investigating: "open",
  identified: "open",
  watching: "mitigated",
  fixed: "resolved",
  "0": "open",
  "1": "open",
  "2": "open",
  "3": "mitigated",
  "4": "resolved",
} as const;

/** What was scheduled is maintenance. */
const kinds = {
  scheduled: "maintenance",
  investigating: "incident",
  identified: "incident",
  watching: "incident",
  fixed: "incident",
  "0": "maintenance",
  "1": "incident",
  "2": "incident",
  "3": "incident",
  "4": "incident",
} as const;

/**
 * Incidents of Cachet 2 (docs.cachethq.io, v2.x; github.com/cachethq/cachet). When one was fixed stands in its updates
 * alone, and `duration` counts to the latest of them, whatever that says: the end is not known.
 */
export const cachet: Profile = {
  name: "cachet",
  label: "Cachet incidents",
  tool: {
    name: "Cachet",
    how: "JSON of the API: `GET /api/v1/incidents`, in version 3 `GET /api/incidents`",
  },
  target: "incidents",
  source: "cachet",
  requires: ["id", "component_id", "name", "message", ["human_status", "stickied"], "status"],
  fields: {
    externalId: ["id"],
    title: ["name"],
    summary: ["message"],
    kind: ["human_status", "status"],
    status: { first: ["latest_human_status", "human_status", "status"] },
    startedAt: { first: ["occurred_at", "scheduled_at", "created_at"] },
    systems: ["component.name", "component_name"],
  },
  ids: ["id"],
  keep: ["component_id", "permalink", "duration"],
  values: { kind: kinds, status: states },
};

/** Incidents of Cachet 3 (github.com/cachethq/core, src/Http/Resources/Incident.php). */
export const cachetIncidents: Profile = {
  ...cachet,
  name: "cachet-incidents",
  label: "Cachet 3 incidents",
  requires: ["attributes.guid", "attributes.name", "attributes.message", "attributes.status.human"],
  fields: {
    externalId: ["attributes.id", "id"],
    title: ["attributes.name"],
    summary: ["attributes.message"],
    status: ["attributes.status.human", "attributes.status.value"],
    startedAt: { first: ["attributes.occurred.string", "attributes.created.string"] },
  },
  ids: ["attributes.id", "id", "attributes.guid"],
  keep: ["attributes.guid", "attributes.component_id"],
};
