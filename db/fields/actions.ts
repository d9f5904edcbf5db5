import { actionKinds, actionPriorities, actionStates } from "../values.ts";
import { defineFields } from "./field.ts";

const ownFacts = "action items have a reading of their own, which holds it";
const byState = "`state` and `due` choose by it";

/** What is to be done after an incident. */
export const actionFields = defineFields({
  title: {
    kind: "line",
    max: 500,
    required: true,
    label: "Action",
    means: "What is to be done.",
    group: "action",
    notIn: { facts: ownFacts, filter: "an action is found by its incident" },
  },
  kind: {
    kind: "choice",
    values: actionKinds,
    blank: "prevent",
    filter: "actionKind",
    label: "Kind",
    means:
      "What it does against a repetition: prevents it, detects it, mitigates it, or changes how work is done.",
    group: "action",
    notIn: { facts: ownFacts },
  },
  owner: {
    kind: "name",
    max: 200,
    label: "Owner",
    means: "Who is to do it.",
    group: "action",
    notIn: { facts: ownFacts },
  },
  dueOn: {
    kind: "day",
    filter: "due",
    label: "Due",
    means: "The day by which it is to be done, in the organisation's zone.",
    group: "action",
    notIn: { facts: ownFacts },
  },
  state: {
    kind: "choice",
    values: actionStates,
    blank: "open",
    label: "State",
    means: "Open, done, or dropped without being done.",
    group: "action",
    notIn: { facts: ownFacts },
  },
  priority: {
    kind: "choice",
    values: actionPriorities,
    blank: "medium",
    label: "Priority",
    means: "What is done first.",
    group: "action",
    notIn: { facts: ownFacts },
  },
  trackerUrl: {
    kind: "link",
    max: 2000,
    label: "Tracker",
    means: "Where the work on it is followed.",
    group: "action",
    notIn: { facts: ownFacts, filter: "an action is found by its incident" },
  },
  closedAt: {
    kind: "instant",
    label: "Closed",
    means: "When it was done or dropped; null while it is open.",
    group: "action",
    notIn: { form: "closing an action notes the moment", facts: ownFacts, filter: byState },
  },
});
