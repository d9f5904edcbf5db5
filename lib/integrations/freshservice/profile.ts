import type { Profile } from "../profile.ts";

const notIncidents = {
  "service request": "skip",
  question: "skip",
  problem: "skip",
  "feature request": "skip",
  request: "skip",
  refund: "skip",
} as const;

const kinds = { incident: "incident", "major incident": "incident", ...notIncidents } as const;

/** Tickets of the list's export; when one was resolved goes before when it was closed, which follows by itself. */
export const freshserviceList: Profile = {
  name: "freshservice",
  label: "Freshservice tickets",
  tool: {
    name: "Freshservice",
    how: "CSV or Excel of the ticket list (*Export*); JSON of the API: `GET /api/v2/tickets?include=stats`",
  },
  target: "incidents",
  source: "freshservice",
  requires: [
    "Ticket ID",
    "Subject",
    "Status",
    "Created Time",
    "Resolved Time",
    ["Last Updated Time", "Sub-Category", "Requester Name"],
  ],
  fields: {
    externalId: ["Ticket ID"],
    title: ["Subject"],
    summary: ["Description"],
    kind: ["Type"],
    severity: ["Priority"],
    status: ["Status"],
    startedAt: ["Created Time"],
    resolvedAt: ["Resolved Time"],
  },
  ids: ["Ticket ID"],
  keep: ["Group", "Category", "Sub-Category", "Item", "Department", "Impact", "Urgency", "Closed Time"],
  severity: { urgent: 1, high: 2, medium: 3, low: 4 },
  values: {
    kind: kinds,
    status: { open: "open", pending: "open", resolved: "resolved", closed: "closed", deleted: "skip" },
  },
};

/** Freshdesk names the last update otherwise, and knows neither departments nor impact. */
export const freshdeskList: Profile = {
  ...freshserviceList,
  name: "freshdesk",
  label: "Freshdesk tickets",
  tool: { name: "Freshdesk", how: "CSV or Excel of the ticket list (*Export*)" },
  source: "freshdesk",
  requires: ["Ticket ID", "Subject", "Status", "Created time", "Resolved time", "Last update time"],
  keep: ["Group", "Product", "Tags", "Closed time"],
};

/** Tickets as the API lists them (api.freshservice.com, v2), with states and priorities as numbers. */
export const freshserviceTickets: Profile = {
  ...freshserviceList,
  name: "freshservice-tickets",
  label: "Freshservice tickets of the API",
  requires: ["id", "subject", "fr_due_by", "status", "type", "created_at", ["workspace_id", "urgency"]],
  fields: {
    externalId: ["id"],
    title: ["subject"],
    summary: ["description_text"],
    kind: ["type"],
    severity: ["priority"],
    status: ["status"],
    startedAt: ["created_at"],
    resolvedAt: ["stats.resolved_at"],
  },
  ids: ["id"],
  keep: ["category", "sub_category", "item_category", "impact", "urgency", "stats.closed_at"],
  severity: { "4": 1, "3": 2, "2": 3, "1": 4 },
  values: { kind: kinds, status: { "2": "open", "3": "open", "4": "resolved", "5": "closed" } },
};
