import { at, type ToolFile } from "../testing-file.ts";

export const datadogFiles: ToolFile[] = [
  {
    profile: "datadog-incidents",
    content: {
      data: [
        {
          id: "00000000-0000-0000-1234-000000000000",
          type: "incidents",
          attributes: {
            public_id: 5,
            title: "Ads are blank",
            severity: "SEV-2",
            state: "resolved",
            customer_impacted: true,
            customer_impact_scope: "A third of pages",
            customer_impact_start: "2025-02-02T09:50:00+00:00",
            customer_impact_end: "2025-02-02T10:30:00+00:00",
            created: "2025-02-02T10:00:00+00:00",
            detected: "2025-02-02T09:58:00+00:00",
            resolved: "2025-02-02T11:00:00+00:00",
          },
        },
        {
          id: "00000000-0000-0000-1235-000000000000",
          type: "incidents",
          attributes: {
            public_id: 6,
            title: "Search is slow",
            severity: "UNKNOWN",
            state: "active",
            customer_impacted: false,
            created: "2025-02-03T10:00:00+00:00",
            detected: null,
            resolved: null,
          },
        },
      ],
    },
    asks: ["values.severity"],
    rows: [
      {
        source: "datadog",
        externalId: "00000000-0000-0000-1234-000000000000",
        severity: 2,
        status: "resolved",
        customerFacing: true,
        startedAt: at("2025-02-02T09:50:00Z"),
        detectedAt: at("2025-02-02T09:58:00Z"),
        mitigatedAt: at("2025-02-02T10:30:00Z"),
        resolvedAt: at("2025-02-02T11:00:00Z"),
      },
      {
        severityRaw: "UNKNOWN",
        status: "open",
        customerFacing: false,
        startedAt: at("2025-02-03T10:00:00Z"),
      },
    ],
    unused: ["type"],
  },
];
