import { actionFields } from "#db/fields/actions.ts";
import { type ImportWords, targetFields } from "./fields.ts";
import type { Target } from "./target.ts";

/** Headers and words of other tools, for the fields that have any. */
const words = {
  title: {
    names: ["summary", "action", "action item", "name", "description", "task"],
  },
  kind: {
    names: ["type", "action type", "category"],
    words: {
      prevention: "prevent",
      preventive: "prevent",
      detection: "detect",
      monitoring: "detect",
      mitigation: "mitigate",
    },
  },
  owner: {
    names: ["assignee", "assigned to", "responsible"],
  },
  dueOn: {
    names: ["due date", "due", "deadline", "target date"],
  },
  state: {
    names: ["status"],
    words: {
      todo: "open",
      "to do": "open",
      new: "open",
      "in progress": "open",
      backlog: "open",
      closed: "done",
      resolved: "done",
      completed: "done",
      complete: "done",
      "won't do": "dropped",
      "wont do": "dropped",
      cancelled: "dropped",
      canceled: "dropped",
      rejected: "dropped",
    },
  },
  priority: {
    confirm: true,
    names: ["importance"],
    words: {
      highest: "high",
      critical: "high",
      p1: "high",
      p2: "medium",
      normal: "medium",
      lowest: "low",
      p3: "low",
      p4: "low",
    },
  },
  trackerUrl: {
    names: ["url", "link", "ticket url", "tracker", "issue url"],
  },
  closedAt: {
    names: ["closed", "completed at", "resolved", "resolution date", "done at"],
  },
} satisfies Partial<Record<keyof typeof actionFields, ImportWords>>;

export const actionsTarget: Target = {
  name: "actions",
  label: "Action items",
  naturalKey: ["incident", "title"],
  fields: [
    { name: "id", label: "Faultline id", kind: "identifier", names: [] },
    {
      name: "incident",
      label: "Incident",
      kind: "incident",
      required: true,
      names: ["incident number", "incident id", "incident key", "parent", "parent key", "incident reference"],
    },
    ...targetFields(actionFields, words),
  ],
};
