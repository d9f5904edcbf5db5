import { at, lines, type ToolFile } from "../testing-file.ts";

export const jiraFiles: ToolFile[] = [
  {
    profile: "jira",
    content: `\ufeff${lines(
      "Summary,Issue key,Issue id,Issue Type,Status,Priority,Created,Resolved,Component/s,Component/s,Component/s,Labels,Labels,Comment,Comment,Status Category",
      `Cart empties itself,OPS-7,10007,Incident,Closed,Blocker,25/Feb/26 10:17 PM,26/Feb/26 1:02 AM,checkout,payments,web,cart,sev1,26/Feb/26 9:00 AM;5b10ac;Rolled back,"26/Feb/26 10:00 AM;5b10ac;All is well, again",Done`,
      "Search is slow,OPS-8,10008,Incident,In Progress,Medium,26/Feb/26 9:00 AM,,,search,,,,,,In Progress",
      "Please reset my password,OPS-9,10009,Service Request,Open,Low,26/Feb/26 9:30 AM,,,,,,,,,To Do",
    )}`,
    asks: ["zone", "values.severity", "values.kind", "createSystems"],
    answers: { zone: "Europe/Berlin" },
    rows: [
      {
        externalId: "OPS-7",
        severity: 1,
        status: "resolved",
        startedAt: at("2026-02-25T21:17:00Z"),
        resolvedAt: at("2026-02-26T00:02:00Z"),
        systems: [
          { slug: "checkout", part: "affected" },
          { slug: "payments", part: "affected" },
          { slug: "web", part: "affected" },
        ],
        customFields: {
          "Issue id": "10007",
          Labels: "cart\nsev1",
          Comment: "26/Feb/26 9:00 AM;5b10ac;Rolled back\n26/Feb/26 10:00 AM;5b10ac;All is well, again",
        },
      },
      {
        externalId: "OPS-8",
        severity: 3,
        status: "open",
        systems: [{ slug: "search", part: "affected" }],
      },
      "Kind is Service Request.",
    ],
    unused: ["Status"],
  },
  {
    profile: "jira",
    content: lines(
      "Zusammenfassung;Vorgangsschlüssel;Vorgangs-ID;Vorgangstyp;Status;Projektschlüssel;Priorität;Lösung;Erstellt;Aktualisiert;Erledigt;Beschreibung;Anhang;Anhang;Benutzerdefinierte Felder (Affected services);Benutzerdefinierte Felder (Affected services);Statuskategorie",
      'Kasse steht;BETR-7;10007;Incident;Geschlossen;BETR;Höchste;Fertig;25.02.26 22:17;27.02.26 09:00;26.02.26 01:02;"Erste Zeile\nzweite";;;Kasse;Warenkorb;Fertig',
      "Suche langsam;BETR-8;10008;Incident;In Arbeit;BETR;Mittel;;26.02.26 09:00;26.02.26 09:05;;;;;Suche;;In Arbeit",
      "Neuer Bildschirm;BETR-9;10009;Aufgabe;Offen;BETR;Niedrig;;26.02.26 09:30;26.02.26 09:30;;;;;;;Zu erledigen",
    ),
    asks: ["order", "zone", "values.severity", "values.kind", "createSystems"],
    answers: { order: "dmy", zone: "Europe/Berlin" },
    rows: [
      {
        externalId: "BETR-7",
        title: "Kasse steht",
        summary: "Erste Zeile\nzweite",
        kind: "incident",
        severity: 1,
        status: "resolved",
        startedAt: at("2026-02-25T21:17:00Z"),
        resolvedAt: at("2026-02-26T00:02:00Z"),
        systems: [
          { slug: "kasse", part: "affected" },
          { slug: "warenkorb", part: "affected" },
        ],
      },
      { externalId: "BETR-8", severity: 3, status: "open", systems: [{ slug: "suche", part: "affected" }] },
      "Kind is Aufgabe.",
    ],
    unused: ["Status", "Projektschlüssel", "Lösung", "Aktualisiert", "Anhang", "Anhang (2)"],
  },
  {
    profile: "jira-issues",
    content: {
      expand: "schema,names",
      startAt: 0,
      maxResults: 50,
      total: 2,
      issues: [
        {
          id: "10007",
          key: "OPS-7",
          self: "https://shop.atlassian.net/rest/api/3/issue/10007",
          fields: {
            summary: "Cart empties itself",
            issuetype: { id: "1", name: "Incident" },
            status: { id: "6", name: "Closed", statusCategory: { id: 3, key: "done", name: "Done" } },
            priority: { id: "1", name: "Highest" },
            created: "2026-02-25T22:17:00.000+0100",
            resolutiondate: "2026-02-26T01:02:00.000+0100",
            components: [
              { id: "1", name: "checkout" },
              { id: "2", name: "payments" },
            ],
            labels: ["cart", "sev1"],
          },
        },
        {
          id: "10009",
          key: "OPS-9",
          self: "https://shop.atlassian.net/rest/api/3/issue/10009",
          fields: {
            summary: "Write a report",
            issuetype: { id: "2", name: "Task" },
            status: { id: "1", name: "Open", statusCategory: { id: 2, key: "new", name: "To Do" } },
            priority: { id: "3", name: "Medium" },
            created: "2026-02-26T09:30:00.000+0100",
            resolutiondate: null,
            components: [],
            labels: [],
          },
        },
      ],
    },
    asks: ["values.severity", "values.kind", "createSystems"],
    rows: [
      {
        source: "jira",
        externalId: "OPS-7",
        kind: "incident",
        severity: 1,
        status: "resolved",
        startedAt: at("2026-02-25T21:17:00Z"),
        resolvedAt: at("2026-02-26T00:02:00Z"),
        systems: [
          { slug: "checkout", part: "affected" },
          { slug: "payments", part: "affected" },
        ],
      },
      "Kind is Task.",
    ],
    unused: [
      "self",
      "fields.issuetype.id",
      "fields.priority.id",
      "fields.status.id",
      "fields.status.statusCategory.id",
      "fields.status.statusCategory.key",
    ],
  },
];
