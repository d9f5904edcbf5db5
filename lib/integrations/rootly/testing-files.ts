import { at, type ToolFile } from "../testing-file.ts";

export const rootlyFiles: ToolFile[] = [
  {
    profile: "rootly-incidents",
    content: {
      data: [
        {
          id: "7b0a0c1e-0000-4000-8000-000000000001",
          type: "incidents",
          attributes: {
            sequential_id: 829,
            title: "Database timeout",
            kind: "normal",
            slug: "database-timeout",
            summary: "The pool is exhausted",
            status: "closed",
            severity: { data: { id: "s", type: "severities", attributes: { name: "SEV1", slug: "sev1" } } },
            services: {
              data: [{ id: "x", type: "services", attributes: { name: "Orders", slug: "orders" } }],
            },
            started_at: "2026-04-10T15:00:00Z",
            detected_at: "2026-04-10T15:01:00Z",
            mitigated_at: null,
            resolved_at: "2026-04-10T15:45:00Z",
            created_at: "2026-04-10T15:00:10Z",
          },
        },
        {
          id: "7b0a0c1e-0000-4000-8000-000000000002",
          type: "incidents",
          attributes: {
            sequential_id: 830,
            title: "Replace a switch",
            kind: "scheduled",
            status: "completed",
            severity: null,
            services: { data: [] },
            started_at: "2026-04-11T01:00:00Z",
            resolved_at: "2026-04-11T02:00:00Z",
            created_at: "2026-04-01T15:00:10Z",
          },
        },
        {
          id: "7b0a0c1e-0000-4000-8000-000000000003",
          type: "incidents",
          attributes: {
            sequential_id: 831,
            title: "Nothing after all",
            kind: "normal",
            status: "cancelled",
            started_at: null,
            created_at: "2026-04-12T15:00:10Z",
          },
        },
        {
          id: "7b0a0c1e-0000-4000-8000-000000000004",
          type: "incidents",
          attributes: {
            sequential_id: 832,
            title: "Try it out",
            kind: "test",
            status: "resolved",
            started_at: null,
            created_at: "2026-04-12T15:00:10Z",
          },
        },
      ],
      meta: { current_page: 1, total_count: 4 },
    },
    asks: ["values.severity", "values.kind", "createSystems"],
    rows: [
      {
        source: "rootly",
        externalId: "7b0a0c1e-0000-4000-8000-000000000001",
        title: "Database timeout",
        kind: "incident",
        severity: 1,
        status: "closed",
        startedAt: at("2026-04-10T15:00:00Z"),
        detectedAt: at("2026-04-10T15:01:00Z"),
        resolvedAt: at("2026-04-10T15:45:00Z"),
        systems: [{ slug: "orders", part: "affected" }],
      },
      { kind: "maintenance", status: "resolved", startedAt: at("2026-04-11T01:00:00Z") },
      "State is cancelled.",
      "Kind is test.",
    ],
    unused: [
      "type",
      "attributes.severity.data.id",
      "attributes.severity.data.type",
      "attributes.severity.data.attributes.slug",
    ],
  },
];
