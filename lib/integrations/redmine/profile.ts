import type { Profile } from "../profile.ts";

/** Trackers are each installation's own: of a bug nobody but its people know whether it is an incident. */
const words = {
  severity: {
    immediate: 1,
    urgent: 2,
    high: 3,
    normal: 4,
    low: 5,
    sofort: 1,
    dringend: 2,
    hoch: 3,
    niedrig: 5,
    immédiat: 1,
    haut: 3,
    bas: 5,
  },
  values: {
    kind: {
      incident: "incident",
      outage: "incident",
      störung: "incident",
      panne: "incident",
      feature: "skip",
      support: "skip",
      task: "skip",
      evolution: "skip",
      assistance: "skip",
      unterstützung: "skip",
    },
    status: {
      new: "open",
      "in progress": "open",
      feedback: "open",
      resolved: "resolved",
      closed: "closed",
      rejected: "skip",
      neu: "open",
      "in bearbeitung": "open",
      gelöst: "resolved",
      erledigt: "closed",
      abgewiesen: "skip",
      nouveau: "open",
      "en cours": "open",
      commentaire: "open",
      résolu: "resolved",
      fermé: "closed",
      rejeté: "skip",
    },
  },
} as const;

/** The issue list's CSV in the language of whoever exports it; its words in German and French are those of Redmine's locales. */
export const redmine: Profile = {
  name: "redmine",
  label: "Redmine issues",
  tool: {
    name: "Redmine",
    how: "CSV of the issue list (*Also available in: CSV*, all columns); JSON of the API: `GET /issues.json?status_id=*`",
  },
  target: "incidents",
  source: "redmine",
  requires: ["#", "Tracker", ["Subject", "Thema", "Sujet"], ["Created", "Angelegt", "Créé"]],
  fields: {
    externalId: ["#"],
    title: ["Subject", "Thema", "Sujet"],
    summary: ["Description", "Beschreibung"],
    kind: ["Tracker"],
    severity: ["Priority", "Priorität", "Priorité"],
    status: ["Status", "Statut"],
    startedAt: ["Created", "Angelegt", "Créé"],
    resolvedAt: ["Closed", "Geschlossen", "Fermé"],
    systems: ["Category", "Kategorie", "Catégorie"],
  },
  ids: ["#"],
  keep: ["Project", "Projekt", "Projet", "Target version", "Related issues", "Spent time"],
  ...words,
};

/** Issues as the API lists them (redmine.org, Rest Issues). */
export const redmineIssues: Profile = {
  ...redmine,
  name: "redmine-issues",
  label: "Redmine issues of the API",
  requires: ["id", "tracker.name", "status.name", "subject", "created_on"],
  fields: {
    externalId: ["id"],
    title: ["subject"],
    summary: ["description"],
    kind: ["tracker.name"],
    severity: ["priority.name"],
    status: ["status.name"],
    startedAt: ["created_on"],
    resolvedAt: ["closed_on"],
    systems: ["category.name"],
  },
  ids: ["id"],
  keep: ["project.name", "fixed_version.name", "done_ratio", "spent_hours"],
};
