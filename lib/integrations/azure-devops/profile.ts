import { workItems } from "../jira/words.ts";
import type { Profile } from "../profile.ts";

/**
 * Which columns a query exports is chosen by whoever writes it; Created Date has to be among them
 * (learn.microsoft.com/azure/devops/boards/queries/import-work-items-from-csv).
 */
export const azureDevOps: Profile = {
  name: "azure-devops",
  label: "Azure DevOps work items",
  tool: {
    name: "Azure DevOps",
    how: "CSV of a query of Boards (*Export to CSV*) with the columns Created Date, Resolved Date, Closed Date and Severity; JSON of the API: `GET _apis/wit/workitems`",
  },
  target: "incidents",
  source: "azure-devops",
  requires: ["ID", "Work Item Type", "Title", "State", "Created Date"],
  fields: {
    externalId: ["ID"],
    title: ["Title"],
    summary: ["Description", "Repro Steps"],
    kind: ["Work Item Type"],
    severity: ["Severity", "Priority"],
    status: ["State"],
    startedAt: ["Created Date"],
    resolvedAt: {
      either: ["Resolved Date", "Closed Date"],
      why: "Work items are resolved by those who work on them and closed by those who check it, and some processes know one of both.",
    },
  },
  ids: ["ID"],
  keep: ["Area Path", "Tags", "Reason", "Priority"],
  severity: { "1": 1, "2": 2, "3": 3, "4": 4, "3 - medium": 3, "4 - low": 4 },
  values: {
    kind: {
      incident: "incident",
      "live site incident": "incident",
      outage: "incident",
      ...workItems,
      "user story": "skip",
      feature: "skip",
      "product backlog item": "skip",
      requirement: "skip",
      impediment: "skip",
      "test case": "skip",
      "test plan": "skip",
      "test suite": "skip",
    },
    status: {
      new: "open",
      proposed: "open",
      approved: "open",
      committed: "open",
      active: "open",
      "to do": "open",
      doing: "open",
      "in progress": "open",
      resolved: "resolved",
      done: "closed",
      closed: "closed",
      completed: "closed",
      removed: "skip",
    },
  },
};

const system = (name: string) => `fields.System.${name}`;
const common = (name: string) => `fields.Microsoft.VSTS.Common.${name}`;

/** Work items as the API lists them, with the reference names of their fields; times are in UTC and say so. */
export const azureDevOpsItems: Profile = {
  ...azureDevOps,
  name: "azure-devops-items",
  label: "Azure DevOps work items of the API",
  requires: ["id", system("WorkItemType"), system("Title"), system("State"), system("CreatedDate")],
  fields: {
    externalId: ["id"],
    title: [system("Title")],
    summary: [system("Description"), "fields.Microsoft.VSTS.TCM.ReproSteps"],
    kind: [system("WorkItemType")],
    severity: [common("Severity"), common("Priority")],
    status: [system("State")],
    startedAt: [system("CreatedDate")],
    resolvedAt: {
      either: [common("ResolvedDate"), common("ClosedDate")],
      why: "Work items are resolved by those who work on them and closed by those who check it, and some processes know one of both.",
    },
  },
  ids: ["id"],
  keep: [system("AreaPath"), system("Tags"), system("Reason"), common("Priority")],
};
