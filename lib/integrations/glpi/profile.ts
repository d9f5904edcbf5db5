import type { Profile } from "../profile.ts";

/**
 * The list's CSV in the language of whoever exports it: the English words are those of GLPI's source, the French ones
 * those of exports; German, Spanish and Portuguese were not verified against an export.
 */
export const glpi: Profile = {
  name: "glpi",
  label: "GLPI tickets",
  tool: {
    name: "GLPI",
    how: "CSV of the ticket list (*Export, all pages in CSV*); JSON of the API: `GET /Ticket`",
  },
  target: "incidents",
  source: "glpi",
  requires: [
    "ID",
    ["Title", "Titre", "Titel", "Título"],
    ["Status", "Statut", "Estado"],
    ["Opening date", "Date d'ouverture", "Eröffnungsdatum", "Fecha de apertura", "Data de abertura"],
    [
      "Last update",
      "Dernière modification",
      "Letzte Änderung",
      "Última actualización",
      "Última atualização",
      "Resolution date",
      "Date de résolution",
    ],
  ],
  fields: {
    externalId: ["ID"],
    title: ["Title", "Titre", "Titel", "Título"],
    summary: ["Description", "Beschreibung", "Descripción", "Descrição"],
    kind: ["Type", "Typ", "Tipo"],
    severity: ["Priority", "Priorité", "Priorität", "Prioridad", "Prioridade"],
    status: ["Status", "Statut", "Estado"],
    startedAt: [
      "Opening date",
      "Date d'ouverture",
      "Eröffnungsdatum",
      "Fecha de apertura",
      "Data de abertura",
    ],
    resolvedAt: [
      "Resolution date",
      "Date de résolution",
      "Lösungsdatum",
      "Fecha de solución",
      "Data da solução",
    ],
    systems: ["Associated elements", "Éléments associés"],
  },
  ids: ["ID"],
  keep: [
    "Category",
    "Catégorie",
    "Kategorie",
    "Urgency",
    "Urgence",
    "Impact",
    "Closing date",
    "Date de clôture",
  ],
  severity: {
    major: 1,
    "very high": 1,
    high: 2,
    medium: 3,
    low: 4,
    "very low": 5,
    majeure: 1,
    "très haute": 1,
    haute: 2,
    moyenne: 3,
    basse: 4,
    "très basse": 5,
  },
  values: {
    kind: { incident: "incident", request: "skip", demande: "skip" },
    status: {
      new: "open",
      "processing (assigned)": "open",
      "processing (planned)": "open",
      pending: "open",
      solved: "resolved",
      closed: "closed",
      nouveau: "open",
      "en cours (attribué)": "open",
      "en cours (planifié)": "open",
      "en attente": "open",
      résolu: "resolved",
      clos: "closed",
    },
  },
};

/** Tickets as the REST API lists them, with states and priorities as numbers (github.com/glpi-project/glpi). */
export const glpiTickets: Profile = {
  ...glpi,
  name: "glpi-tickets",
  label: "GLPI tickets of the API",
  requires: ["id", "name", "date", "solvedate", "itilcategories_id", "date_mod"],
  fields: {
    externalId: ["id"],
    title: ["name"],
    summary: ["content"],
    kind: ["type"],
    severity: ["priority"],
    status: ["status"],
    startedAt: ["date"],
    resolvedAt: ["solvedate"],
  },
  ids: ["id"],
  keep: ["itilcategories_id", "urgency", "impact", "closedate"],
  severity: { "6": 1, "5": 1, "4": 2, "3": 3, "2": 4, "1": 5 },
  values: {
    kind: { "1": "incident", "2": "skip" },
    status: { "1": "open", "2": "open", "3": "open", "4": "open", "5": "resolved", "6": "closed" },
  },
};
