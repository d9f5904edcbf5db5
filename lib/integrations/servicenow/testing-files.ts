import { at, lines, type ToolFile } from "../testing-file.ts";

export const serviceNowFiles: ToolFile[] = [
  {
    profile: "servicenow",
    content: lines(
      "number,opened_at,short_description,caller_id,priority,state,category,assignment_group,assigned_to,sys_updated_on,cmdb_ci,resolved_at,closed_at",
      '"INC0010007","2025-06-21 16:14:09","Mail is down","Ana Reyes","1 - Critical","Closed","Network","Mail","Kim Lund","2025-06-28 18:00:00","mail-01","2025-06-21 17:30:00","2025-06-28 18:00:00"',
      '"INC0010008","2025-07-01 08:00:00","Search is slow","Bo Ek","3 - Moderate","On Hold","Software","Web","","2025-07-01 09:00:00","?","",""',
      '"INC0010009","2025-07-02 08:00:00","Said twice","Bo Ek","4 - Low","Canceled","Software","Web","","2025-07-02 09:00:00","","","2025-07-02 09:00:00"',
      '"INC0010010","2025-07-03 08:00:00","Login fails","Cy Dahl","2 - High","Closed","?","Web","","2025-07-03 10:00:00","login","","2025-07-03 10:00:00"',
    ),
    asks: ["zone", "sources.resolvedAt", "values.severity", "createSystems"],
    answers: {
      zone: "UTC",
      sources: { resolvedAt: { from: "column", column: "resolved_at" } },
    },
    rows: [
      {
        source: "servicenow",
        externalId: "INC0010007",
        severity: 1,
        status: "closed",
        startedAt: at("2025-06-21T16:14:09Z"),
        resolvedAt: at("2025-06-21T17:30:00Z"),
        systems: [{ slug: "mail-01", part: "affected" }],
        customFields: { category: "Network", assignment_group: "Mail" },
      },
      { externalId: "INC0010008", severity: 3, status: "open", customFields: { category: "Software" } },
      "State is Canceled.",
      // When it was closed is not when it was over, as was answered; a mark of nothing is kept nowhere.
      { externalId: "INC0010010", severity: 2, status: "closed", customFields: { assignment_group: "Web" } },
    ],
    unused: ["caller_id", "assigned_to", "sys_updated_on"],
  },
  {
    profile: "servicenow",
    content: lines(
      "Number,Opened,Short description,Caller,Priority,State,Category,Assignment group,Assigned to,Updated,Updated by,Configuration item,Resolved,Closed",
      "INC0020001,2025-06-21 16:14:09,Mail is down,Ana Reyes,1 - Critical,Resolved,Network,Mail,Kim Lund,2025-06-21 18:00:00,kim,mail-01,2025-06-21 17:30:00,",
      "INC0020002,2025-06-22 16:14:09,Search is slow,Bo Ek,4 - Low,New,Software,Web,,2025-06-22 18:00:00,bo,,,",
    ),
    // One of the columns says all that both say.
    asks: ["zone", "values.severity", "createSystems"],
    answers: { zone: "UTC" },
    rows: [
      {
        externalId: "INC0020001",
        severity: 1,
        status: "resolved",
        startedAt: at("2025-06-21T16:14:09Z"),
        resolvedAt: at("2025-06-21T17:30:00Z"),
        systems: [{ slug: "mail-01", part: "affected" }],
      },
      { externalId: "INC0020002", severity: 4, status: "open" },
    ],
    unused: ["Caller", "Assigned to", "Updated", "Updated by"],
  },
];
