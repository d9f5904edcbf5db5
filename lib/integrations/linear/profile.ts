import type { Profile } from "../profile.ts";

/** Priorities are Linear's own; states are named by each team, these are the names at first. */
const severity = { urgent: 1, high: 2, medium: 3, low: 4, "no priority": null } as const;

/** The header of a workspace's export, of which the last columns came with the years. */
export const linear: Profile = {
  name: "linear",
  label: "Linear issues",
  tool: {
    name: "Linear",
    how: "CSV of the workspace (*Settings, Import / export, Export CSV*) or of a view; JSON of the API: `issues { nodes { … } }`",
  },
  target: "incidents",
  source: "linear",
  requires: ["ID", "Team", "Title", "Status", "Priority", "Created", "Completed", "Canceled"],
  fields: {
    externalId: ["ID"],
    title: ["Title"],
    summary: ["Description"],
    severity: ["Priority"],
    status: ["Status"],
    startedAt: ["Created"],
    resolvedAt: ["Completed"],
  },
  ids: ["ID", "UUID"],
  keep: ["UUID", "Team", "Project", "Labels", "Parent issue", "Duplicate of", "Canceled"],
  severity,
  values: {
    status: {
      backlog: "open",
      triage: "open",
      todo: "open",
      "in progress": "open",
      "in review": "open",
      done: "resolved",
      canceled: "skip",
      cancelled: "skip",
      duplicate: "skip",
    },
  },
};

/** Issues as the API lists them (linear.app/developers/graphql); a state's type is the same in every team. */
export const linearIssues: Profile = {
  ...linear,
  name: "linear-issues",
  label: "Linear issues of the API",
  requires: ["identifier", "title", ["priorityLabel", "priority"], ["state.type", "state.name"], "createdAt"],
  fields: {
    externalId: ["identifier"],
    title: ["title"],
    summary: ["description"],
    severity: ["priorityLabel", "priority"],
    status: ["state.type", "state.name"],
    startedAt: ["createdAt"],
    resolvedAt: ["completedAt"],
  },
  ids: ["identifier", "id"],
  keep: ["id", "team.name", "project.name", "url", "canceledAt"],
  severity: { ...severity, "1": 1, "2": 2, "3": 3, "4": 4, "0": null },
  values: {
    status: { ...linear.values?.status, unstarted: "open", started: "open", completed: "resolved" },
  },
};
