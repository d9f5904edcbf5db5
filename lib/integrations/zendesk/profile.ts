import type { Profile } from "../profile.ts";

/** A ticket of no type has a dash in the CSV. Incidents are what customers report of one problem. */
const words = {
  severity: { urgent: 1, high: 2, normal: 3, low: 4 },
  values: {
    kind: { incident: "incident", problem: "incident", question: "skip", task: "skip" },
    status: {
      new: "open",
      open: "open",
      pending: "open",
      hold: "open",
      "on-hold": "open",
      solved: "resolved",
      closed: "closed",
      deleted: "skip",
    },
  },
} as const;

/** The header of a view's CSV and of the full export, which begins with a summation column. */
export const zendeskList: Profile = {
  name: "zendesk",
  label: "Zendesk tickets",
  tool: {
    name: "Zendesk",
    how: "CSV of a view (*Export view as CSV*) or of all tickets (*Admin Center, Reports, Export*); JSON of the API: `GET /api/v2/tickets?include=metric_sets`",
  },
  target: "incidents",
  source: "zendesk",
  requires: ["Id", "Subject", "Status", "Ticket type", "Created at", ["Solved at", "Initially assigned at"]],
  fields: {
    externalId: ["Id"],
    title: ["Subject"],
    kind: ["Ticket type"],
    severity: ["Priority"],
    status: ["Status"],
    startedAt: ["Created at"],
    resolvedAt: ["Solved at"],
  },
  ids: ["Id"],
  keep: ["Group", "Organization", "Tags", "Via", "Reopens"],
  ...words,
};

/** Tickets as the API lists them (developer.zendesk.com, Ticketing, Tickets); when one was solved is in its metrics. */
export const zendeskTickets: Profile = {
  ...zendeskList,
  name: "zendesk-tickets",
  label: "Zendesk tickets of the API",
  requires: ["id", "subject", "raw_subject", "requester_id", "status", "created_at"],
  fields: {
    externalId: ["id"],
    title: ["subject"],
    summary: ["description"],
    kind: ["type"],
    severity: ["priority"],
    status: ["status"],
    startedAt: ["created_at"],
    resolvedAt: ["metric_set.solved_at"],
  },
  ids: ["id"],
  keep: ["url", "tags", "via.channel", "problem_id"],
};
