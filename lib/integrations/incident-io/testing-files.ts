import { at, type ToolFile } from "../testing-file.ts";

const stamp = (name: string, value: string | null) => ({
  incident_timestamp: { id: `01-${name}`, name, rank: 1 },
  ...(value === null ? {} : { value: { value } }),
});

const incident = (of: object) => ({
  mode: "standard",
  permalink: "https://app.incident.io/shop/incidents/1",
  visibility: "public",
  incident_type: { id: "01T", name: "Production", is_default: true },
  severity: { id: "01S", name: "Minor", rank: 1 },
  custom_field_entries: [],
  incident_timestamp_values: [],
  has_debrief: false,
  ...of,
});

export const incidentIoFiles: ToolFile[] = [
  {
    profile: "incident-io",
    content: {
      incidents: [
        incident({
          id: "01FDAG4SAP5TYPT98WGR2N7W91",
          reference: "INC-123",
          name: "Checkout is sad",
          summary: "Connection pool exhausted",
          severity: { id: "01C", name: "Critical", rank: 3 },
          incident_status: { id: "01X", name: "Closed", category: "closed" },
          created_at: "2024-08-17T13:28:57.801578Z",
          incident_timestamp_values: [
            stamp("Impact started at", "2024-08-17T13:00:00Z"),
            stamp("Reported at", "2024-08-17T13:28:57Z"),
            stamp("Fixed at", "2024-08-17T14:00:00Z"),
            stamp("Resolved at", "2024-08-17T15:30:00Z"),
          ],
          custom_field_entries: [
            {
              custom_field: { id: "01F", name: "Affected services", field_type: "multi_select" },
              values: [
                { value_catalog_entry: { id: "01E", name: "Checkout" } },
                { value_option: { id: "01O", value: "Cart" } },
              ],
            },
          ],
        }),
        incident({
          id: "01FDAG4SAP5TYPT98WGR2N7W92",
          reference: "INC-124",
          name: "Search is slow",
          incident_status: { id: "01Y", name: "Investigating", category: "live" },
          created_at: "2024-08-18T09:00:00Z",
          incident_timestamp_values: [stamp("Reported at", null), stamp("Resolved at", null)],
        }),
        incident({
          id: "01FDAG4SAP5TYPT98WGR2N7W93",
          reference: "INC-125",
          name: "Said twice",
          incident_status: { id: "01Z", name: "Merged", category: "merged" },
          created_at: "2024-08-18T09:01:00Z",
        }),
        incident({
          id: "01FDAG4SAP5TYPT98WGR2N7W94",
          reference: "INC-126",
          name: "A game day",
          mode: "test",
          incident_status: { id: "01X", name: "Closed", category: "closed" },
          created_at: "2024-08-19T09:00:00Z",
        }),
      ],
      pagination_meta: { after: "01FDAG4SAP5TYPT98WGR2N7W94", page_size: 25, total_record_count: 4 },
    },
    asks: ["values.severity", "values.kind", "createSystems"],
    rows: [
      {
        source: "incident.io",
        externalId: "01FDAG4SAP5TYPT98WGR2N7W91",
        title: "Checkout is sad",
        summary: "Connection pool exhausted",
        kind: "incident",
        severity: 1,
        severityRaw: "Critical",
        status: "closed",
        startedAt: at("2024-08-17T13:00:00Z"),
        mitigatedAt: at("2024-08-17T14:00:00Z"),
        resolvedAt: at("2024-08-17T15:30:00Z"),
        systems: [
          { slug: "checkout", part: "affected" },
          { slug: "cart", part: "affected" },
        ],
      },
      {
        externalId: "01FDAG4SAP5TYPT98WGR2N7W92",
        severity: 3,
        status: "open",
        startedAt: at("2024-08-18T09:00:00Z"),
      },
      "State is merged.",
      "Kind is test.",
    ],
    unused: [
      "has_debrief",
      "incident_status.id",
      "incident_type.id",
      "incident_type.is_default",
      "severity.id",
      "severity.rank",
    ],
  },
];
