import { at, lines, type ToolFile } from "../testing-file.ts";

const header =
  '"ID","Team","Title","Description","Status","Estimate","Priority","Project ID","Project","Creator","Assignee","Labels","Cycle Number","Cycle Name","Cycle Start","Cycle End","Created","Updated","Started","Triaged","Completed","Canceled","Archived","Due Date","Parent issue","Initiatives","Project Milestone ID","Project Milestone","SLA Status","UUID","Time in status (minutes)","Related to","Blocked by","Duplicate of"';

function row(cells: Record<string, string>): string {
  return header
    .split(",")
    .map((column) => `"${cells[column.slice(1, -1)] ?? ""}"`)
    .join(",");
}

const gmt = "GMT+0000 (GMT+00:00)";

export const linearFiles: ToolFile[] = [
  {
    profile: "linear",
    content: lines(
      header,
      row({
        ID: "OPS-1",
        Team: "Operations",
        Title: "Checkout is down",
        Description: "Line one\nline two",
        Status: "Done",
        Priority: "Urgent",
        Project: "Shop",
        Labels: "Incident, checkout",
        Created: `Wed May 13 2026 11:21:41 ${gmt}`,
        Started: `Wed May 13 2026 11:30:00 ${gmt}`,
        Completed: `Wed May 13 2026 13:00:05 ${gmt}`,
        UUID: "0b6e0c54-1111-4111-8111-000000000001",
      }),
      row({
        ID: "OPS-2",
        Team: "Operations",
        Title: "Search is slow",
        Status: "In Progress",
        Priority: "No priority",
        Created: `Thu May 14 2026 09:00:00 ${gmt}`,
      }),
      row({
        ID: "OPS-3",
        Title: "Said twice",
        Status: "Duplicate",
        Priority: "Urgent",
        Created: `Wed May 13 2026 11:22:00 ${gmt}`,
        Canceled: `Wed May 13 2026 11:40:00 ${gmt}`,
        "Duplicate of": "OPS-1",
      }),
      row({
        ID: "OPS-4",
        Title: "No incident after all",
        Status: "Canceled",
        Priority: "Low",
        Created: `Fri May 15 2026 11:22:00 ${gmt}`,
        Canceled: `Fri May 15 2026 11:40:00 ${gmt}`,
      }),
    ),
    asks: ["values.severity"],
    rows: [
      {
        source: "linear",
        externalId: "OPS-1",
        title: "Checkout is down",
        summary: "Line one\nline two",
        severity: 1,
        status: "resolved",
        startedAt: at("2026-05-13T11:21:41Z"),
        resolvedAt: at("2026-05-13T13:00:05Z"),
        customFields: { Team: "Operations", Project: "Shop", Labels: "Incident, checkout" },
      },
      {
        externalId: "OPS-2",
        severityRaw: "No priority",
        status: "open",
        startedAt: at("2026-05-14T09:00:00Z"),
      },
      "State is Duplicate.",
      "State is Canceled.",
    ],
    unused: [
      "Estimate",
      "Project ID",
      "Creator",
      "Assignee",
      "Cycle Number",
      "Cycle Name",
      "Cycle Start",
      "Cycle End",
      "Updated",
      "Started",
      "Triaged",
      "Archived",
      "Due Date",
      "Initiatives",
      "Project Milestone ID",
      "Project Milestone",
      "SLA Status",
      "Time in status (minutes)",
      "Related to",
      "Blocked by",
    ],
  },
  {
    profile: "linear-issues",
    content: {
      data: {
        issues: {
          nodes: [
            {
              id: "0b6e0c54-1111-4111-8111-000000000001",
              identifier: "OPS-1",
              title: "Checkout is down",
              description: "Since noon",
              priority: 1,
              priorityLabel: "Urgent",
              createdAt: "2026-05-13T11:21:41.000Z",
              completedAt: "2026-05-13T13:00:05.000Z",
              canceledAt: null,
              state: { name: "Shipped", type: "completed" },
              team: { name: "Operations" },
            },
            {
              id: "0b6e0c54-1111-4111-8111-000000000002",
              identifier: "OPS-2",
              title: "Search is slow",
              description: null,
              priority: 0,
              priorityLabel: "No priority",
              createdAt: "2026-05-14T09:00:00.000Z",
              completedAt: null,
              canceledAt: null,
              state: { name: "Looking", type: "started" },
              team: { name: "Operations" },
            },
            {
              id: "0b6e0c54-1111-4111-8111-000000000003",
              identifier: "OPS-3",
              title: "Nothing after all",
              description: null,
              priority: 4,
              priorityLabel: "Low",
              createdAt: "2026-05-14T10:00:00.000Z",
              completedAt: null,
              canceledAt: "2026-05-14T10:05:00.000Z",
              state: { name: "Never mind", type: "canceled" },
              team: { name: "Operations" },
            },
          ],
        },
      },
    },
    asks: ["values.severity"],
    rows: [
      {
        externalId: "OPS-1",
        summary: "Since noon",
        severity: 1,
        status: "resolved",
        startedAt: at("2026-05-13T11:21:41Z"),
        resolvedAt: at("2026-05-13T13:00:05Z"),
      },
      { externalId: "OPS-2", severityRaw: "No priority", status: "open" },
      "State is canceled.",
    ],
    unused: ["priority", "state.name"],
  },
];
