import { at, lines, type ToolFile } from "../testing-file.ts";

export const azureDevOpsFiles: ToolFile[] = [
  {
    profile: "azure-devops",
    content: `\ufeff${lines(
      "ID,Work Item Type,Title,Assigned To,State,Tags,Severity,Created Date,Resolved Date,Closed Date,Area Path,Iteration Path",
      '"761","Incident","Payments fail","Kim Lund <kim@shop.test>","Closed","payments; live","1 - Critical","3/14/2026 6:55:03 PM","3/14/2026 8:00:00 PM","3/17/2026 9:00:00 AM","Shop\\Payments","Shop\\Sprint 9"',
      '"762","Bug","Search shows old prices",,"Active","","3 - Medium","3/15/2026 7:00:00 AM",,,"Shop\\Search","Shop\\Sprint 9"',
      '"763","User Story","As a customer I pay by invoice",,"New","",,"3/15/2026 7:30:00 AM",,,"Shop","Shop\\Sprint 9"',
      '"764","Incident","Cart is empty","Bo Ek <bo@shop.test>","Closed","","2 - High","3/16/2026 12:05:00 AM",,"3/16/2026 1:05:00 AM","Shop\\Cart","Shop\\Sprint 9"',
      '"765","Incident","A drill",,"Removed","test","4 - Low","3/16/2026 2:05:00 PM",,,"Shop","Shop\\Sprint 9"',
    )}`,
    asks: ["zone", "sources.resolvedAt", "values.severity", "values.kind"],
    answers: { zone: "America/Los_Angeles", values: { kind: { Bug: "skip" } } },
    rows: [
      {
        source: "azure-devops",
        externalId: "761",
        title: "Payments fail",
        kind: "incident",
        severity: 1,
        severityRaw: "1 - Critical",
        status: "closed",
        startedAt: at("2026-03-15T01:55:03Z"),
        resolvedAt: at("2026-03-15T03:00:00Z"),
        customFields: { "Area Path": "Shop\\Payments", Tags: "payments; live" },
      },
      "Kind is Bug.",
      "Kind is User Story.",
      {
        externalId: "764",
        severity: 2,
        startedAt: at("2026-03-16T07:05:00Z"),
        resolvedAt: at("2026-03-16T08:05:00Z"),
      },
      "State is Removed.",
    ],
    unused: ["Assigned To", "Iteration Path"],
  },
  {
    profile: "azure-devops-items",
    content: {
      count: 2,
      value: [
        {
          id: 65,
          rev: 1,
          fields: {
            "System.WorkItemType": "Incident",
            "System.State": "Closed",
            "System.Title": "Payments fail",
            "System.CreatedDate": "2023-06-06T08:04:21.16Z",
            "System.AreaPath": "Shop",
            "Microsoft.VSTS.Common.Severity": "2 - High",
            "Microsoft.VSTS.Common.Priority": 1,
            "Microsoft.VSTS.Common.ResolvedDate": "2023-06-06T09:00:00Z",
            "Microsoft.VSTS.Common.ClosedDate": "2023-06-08T09:00:00Z",
          },
        },
        {
          id: 66,
          rev: 3,
          fields: {
            "System.WorkItemType": "Task",
            "System.State": "To Do",
            "System.Title": "Write a report",
            "System.CreatedDate": "2023-06-07T08:04:21.16Z",
            "System.AreaPath": "Shop",
          },
        },
      ],
    },
    asks: ["sources.resolvedAt", "values.severity", "values.kind"],
    answers: {
      sources: { resolvedAt: { from: "column", column: "fields.Microsoft.VSTS.Common.ClosedDate" } },
    },
    rows: [
      {
        externalId: "65",
        severity: 2,
        status: "closed",
        startedAt: at("2023-06-06T08:04:21.160Z"),
        resolvedAt: at("2023-06-08T09:00:00Z"),
      },
      "Kind is Task.",
    ],
    unused: ["rev"],
  },
];
