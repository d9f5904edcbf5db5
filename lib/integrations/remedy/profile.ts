import type { Profile } from "../profile.ts";
import { within } from "../within.ts";

/**
 * The incident console's export writes the labels of the form with their marks (`Incident ID*+`), other reports the
 * names of its fields, `Detailed Decription` among them.
 */
export const remedy: Profile = {
  name: "remedy",
  label: "BMC Helix ITSM or Remedy incidents",
  tool: {
    name: "BMC Helix, Remedy",
    how: "CSV or Excel of the incident console or of a report; JSON of the API: `GET /api/arsys/v1/entry/HPD:Help Desk`",
  },
  target: "incidents",
  source: "remedy",
  requires: [
    ["Incident ID", "Incident Number"],
    ["Summary", "Description"],
    ["Reported Date", "Submit Date"],
    "Last Resolved Date",
    "Status",
  ],
  fields: {
    externalId: ["Incident Number", "Incident ID"],
    title: ["Summary", "Description"],
    summary: ["Notes", "Detailed Decription", "Detailed Description"],
    kind: ["Incident Type", "Service Type"],
    severity: ["Priority"],
    status: ["Status"],
    startedAt: { first: ["Reported Date", "Submit Date"] },
    resolvedAt: ["Last Resolved Date"],
    systems: { first: ["Service", "ServiceCI", "CI", "CI Name", "HPD_CI"] },
    rootCauseDetail: ["Resolution"],
  },
  ids: ["Incident Number", "Incident ID", "Entry ID"],
  keep: ["Entry ID", "Impact", "Urgency", "Assigned Group", "Closed Date", "Status_Reason"],
  severity: { critical: 1, high: 2, medium: 3, low: 4 },
  values: {
    kind: {
      "user service restoration": "incident",
      "infrastructure restoration": "incident",
      "infrastructure event": "incident",
      "security incident": "incident",
      "user service request": "skip",
    },
    status: {
      new: "open",
      assigned: "open",
      "in progress": "open",
      pending: "open",
      resolved: "resolved",
      closed: "closed",
      cancelled: "skip",
    },
  },
};

/** Entries of the API, of which `values` holds the fields. */
export const remedyEntries: Profile = within(
  "values",
  { name: "remedy-entries", label: "BMC Helix ITSM or Remedy incidents of the API", tool: remedy.tool },
  remedy,
);
