import type { Profile } from "../profile.ts";

export const googleCloud: Profile = {
  name: "google-cloud",
  label: "Google Cloud status",
  target: "incidents",
  source: "google-cloud",
  requires: ["id", "begin", "end", "external_desc", "severity"],
  fields: {
    externalId: ["id"],
    title: ["external_desc"],
    severity: ["severity"],
    startedAt: ["begin"],
    resolvedAt: ["end"],
    systems: ["affected_products", "service_name"],
    regions: ["previously_affected_locations", "currently_affected_locations"],
  },
  ids: ["id"],
  numbers: ["number"],
  keep: ["number", "status_impact", "uri", "created"],
  severity: { high: 1, medium: 2, low: 3 },
};
