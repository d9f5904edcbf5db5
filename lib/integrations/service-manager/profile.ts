import type { Profile } from "../profile.ts";

export const hpServiceManager: Profile = {
  name: "hp-service-manager",
  label: "HP Service Manager",
  tool: { name: "HP Service Manager", how: "CSV of a list of incidents" },
  target: "incidents",
  source: "service-manager",
  requires: ["Incident_ID", "CI_Name", "Open_Time"],
  fields: {
    externalId: ["Incident_ID"],
    title: { join: ["Incident_ID", "CI_Name", "Category"], separator: " · " },
    severity: ["Priority", "Impact"],
    status: ["Status"],
    startedAt: ["Open_Time"],
    resolvedAt: { first: ["Resolved_Time", "Close_Time"] },
    systems: ["CI_Name"],
    rootCauseDetail: ["Closure_Code"],
  },
  keep: ["CI_Cat", "CI_Subcat", "Urgency", "No_of_Reassignments"],
};
