import { at, type ToolFile } from "../testing-file.ts";

const attributes = {
  url: "https://shop.test/",
  http_method: "get",
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_by: null,
  team_name: "Operations",
  regions: ["us", "eu"],
  call: false,
};

export const betterStackFiles: ToolFile[] = [
  {
    profile: "better-stack",
    content: {
      data: [
        {
          id: "25",
          type: "incident",
          attributes: {
            ...attributes,
            name: "shop homepage",
            cause: "Status 404",
            started_at: "2026-04-18T14:00:00.000Z",
            resolved_at: "2026-04-18T14:15:00.000Z",
            status: "Resolved",
          },
        },
        {
          id: "26",
          type: "incident",
          attributes: {
            ...attributes,
            name: "shop checkout",
            cause: null,
            started_at: "2026-04-19T14:00:00.000Z",
            resolved_at: null,
            status: "Acknowledged",
          },
        },
      ],
      pagination: { first: "https://uptime.betterstack.com/api/v3/incidents?page=1", next: null },
    },
    asks: ["createSystems"],
    rows: [
      {
        source: "better-stack",
        externalId: "25",
        title: "shop homepage · Status 404",
        status: "resolved",
        startedAt: at("2026-04-18T14:00:00Z"),
        resolvedAt: at("2026-04-18T14:15:00Z"),
        systems: [{ slug: "shop-homepage", part: "affected" }],
      },
      { externalId: "26", title: "shop checkout", status: "open", startedAt: at("2026-04-19T14:00:00Z") },
    ],
    unused: [
      "type",
      "attributes.http_method",
      "attributes.acknowledged_by",
      "attributes.resolved_by",
      "attributes.regions",
      "attributes.call",
    ],
  },
];
