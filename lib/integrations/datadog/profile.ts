import type { Profile } from "../profile.ts";
import { within } from "../within.ts";

export const datadog: Profile = {
  name: "datadog",
  label: "Datadog incidents",
  tool: { name: "Datadog", how: "CSV of the incident list; JSON of the API: `GET /api/v2/incidents`" },
  target: "incidents",
  source: "datadog",
  requires: [
    "title",
    "severity",
    ["customer_impacted", "customer_impact_start", "customer_impact_scope"],
    ["state", "resolved"],
  ],
  fields: {
    externalId: ["public_id", "id"],
    title: ["title"],
    severity: ["severity"],
    status: ["state"],
    startedAt: { first: ["customer_impact_start", "detected", "created"] },
    detectedAt: ["detected"],
    mitigatedAt: ["customer_impact_end"],
    resolvedAt: ["resolved"],
    customerFacing: ["customer_impacted"],
    systems: ["services"],
    rootCauseDetail: ["root_cause"],
  },
  ids: ["public_id", "id"],
  keep: ["customer_impact_scope", "teams"],
  severity: { unknown: null },
  values: { status: { active: "open", stable: "mitigated", resolved: "resolved" } },
};

const inside: Profile = within(
  "attributes",
  { name: "datadog-incidents", label: "Datadog incidents of the API", tool: datadog.tool, beside: ["id"] },
  { ...datadog, keep: ["public_id", ...datadog.keep!] },
);

/** Incidents as the API lists them (docs.datadoghq.com/api, Incidents), each inside its attributes. */
export const datadogIncidents: Profile = { ...inside, fields: { ...inside.fields, externalId: ["id"] } };
