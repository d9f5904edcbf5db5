import type { Profile } from "../profile.ts";
import { workItems } from "./words.ts";

const priorities = {
  blocker: 1,
  highest: 1,
  critical: 2,
  high: 2,
  major: 2,
  medium: 3,
  low: 4,
  minor: 4,
  lowest: 5,
  trivial: 5,
  höchste: 1,
  hoch: 2,
  mittel: 3,
  niedrig: 4,
  niedrigste: 5,
} as const;

/** Categories of states, which all projects share. */
const states = {
  "to do": "open",
  "in progress": "open",
  done: "resolved",
  "zu erledigen": "open",
  "in arbeit": "open",
  fertig: "resolved",
  "à faire": "open",
  "en cours": "open",
  terminé: "resolved",
} as const;

const kinds = {
  incident: "incident",
  "[system] incident": "incident",
  outage: "incident",
  "[system] service request": "skip",
  "service request": "skip",
  "[system] change": "skip",
  change: "skip",
  "[system] problem": "skip",
  aufgabe: "skip",
  "service-anfrage": "skip",
  tâche: "skip",
  ...workItems,
} as const;

/** What customers added, by its name; Jira says in the reader's language that it is a custom field. */
const custom = (...names: string[]) =>
  names.flatMap((name) => [
    `Custom field (${name})`,
    `Benutzerdefinierte Felder (${name})`,
    `Champs personnalisés (${name})`,
  ]);

/** A search's CSV in the language of whoever exports it; the German and French names are those of exports. */
export const jira: Profile = {
  name: "jira",
  label: "Jira or Jira Service Management",
  tool: {
    name: "Jira, Jira Service Management",
    how: "CSV of a search (*Export, CSV, all fields*); JSON of the API: `GET /rest/api/3/search/jql`",
  },
  target: "incidents",
  source: "jira",
  requires: [
    ["Summary", "Zusammenfassung", "Résumé"],
    ["Issue key", "Work item key", "Vorgangsschlüssel", "Clé de ticket"],
    ["Created", "Erstellt", "Création"],
  ],
  fields: {
    externalId: ["Issue key", "Work item key", "Vorgangsschlüssel", "Clé de ticket"],
    title: ["Summary", "Zusammenfassung", "Résumé"],
    summary: ["Description", "Beschreibung"],
    kind: ["Issue Type", "Work type", "Vorgangstyp", "Type de ticket"],
    severity: [...custom("Severity", "Incident severity"), "Severity", "Priority", "Priorität", "Priorité"],
    status: ["Status Category", "Statuskategorie", "Status", "État"],
    startedAt: [
      ...custom("Incident start time", "Impact start", "Start time", "Actual start"),
      "Created",
      "Erstellt",
      "Création",
    ],
    detectedAt: custom("Detected", "Detection time"),
    resolvedAt: [...custom("Incident end time", "Actual end"), "Resolved", "Erledigt", "Résolue"],
    // Jira repeats a column for each value.
    systems: {
      each: [...custom("Affected services"), "Component/s", "Komponente(n)", "Komponenten", "Composants"],
    },
    rootCauseDetail: custom("Bug Root Cause", "Root cause", "Root cause details"),
    customersAffected: custom("Customers affected"),
  },
  ids: ["Issue key", "Issue id", "Work item key", "Vorgangsschlüssel", "Vorgangs-ID", "Clé de ticket"],
  keep: [
    "Issue id",
    "Vorgangs-ID",
    "Labels",
    "Stichwörter",
    "Étiquettes",
    "Comment",
    "Kommentar",
    ...custom("Business Impact", "Impact"),
  ],
  severity: priorities,
  values: { kind: kinds, status: states },
};

/** Issues as the API lists them (developer.atlassian.com, Issue search), with their fields inside. */
export const jiraIssues: Profile = {
  ...jira,
  name: "jira-issues",
  label: "Jira issues of the API",
  requires: ["key", "fields.summary", "fields.created", "fields.status.name"],
  fields: {
    externalId: ["key"],
    title: ["fields.summary"],
    summary: ["fields.description"],
    kind: ["fields.issuetype.name"],
    severity: ["fields.priority.name"],
    status: ["fields.status.statusCategory.name", "fields.status.name"],
    startedAt: ["fields.created"],
    resolvedAt: ["fields.resolutiondate"],
    systems: ["fields.components"],
  },
  ids: ["key", "id"],
  keep: ["id", "fields.labels", "fields.status.name"],
};
