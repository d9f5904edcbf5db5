import type { Profile } from "../profile.ts";

export const googleCloud: Profile = {
  name: "google-cloud",
  label: "Google Cloud status",
  tool: { name: "Google Cloud status", how: "JSON of `https://status.cloud.google.com/incidents.json`" },
  target: "incidents",
  source: "google-cloud",
  requires: ["id", "begin", "end", "external_desc", "severity"],
  fields: {
    externalId: ["id"],
    title: ["external_desc"],
    severity: ["severity"],
    startedAt: ["begin"],
    // When it was told on the status page, often hours after it began.
    detectedAt: ["created"],
    resolvedAt: ["end"],
    // Older incidents list no products, and name one service.
    systems: { first: ["affected_products", "service_name", "service_key"] },
    regions: { first: ["previously_affected_locations", "currently_affected_locations"] },
  },
  ids: ["id"],
  numbers: ["number"],
  keep: ["number", "status_impact", "uri"],
  severity: { high: 1, medium: 2, low: 3 },
};
