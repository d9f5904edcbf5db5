import { getAction, listIncidentActions } from "#lib/actions/read.ts";
import { ActionBody, ActionPatch } from "#lib/actions/schema.ts";
import { openAction, removeAction, updateAction } from "#lib/actions/write.ts";
import { listActions } from "#lib/analytics/actions.ts";
import { exportActions } from "#lib/exports/operations.ts";
import { added, csvFile, getEndpoint, listEndpoint, patched, versionedAct } from "./kit.ts";

export const actionsContract = {
  listIncidentActions: getEndpoint("/incidents/{key}/actions", listIncidentActions),
  openAction: added("/incidents/{key}/actions", openAction, {
    body: ActionBody,
    at: ({ id }) => `/actions/${id}`,
  }),
  listActions: listEndpoint("/actions", listActions),
  getAction: getEndpoint("/actions/{id}", getAction),
  updateAction: patched("/actions/{id}", updateAction, ActionPatch),
  removeAction: versionedAct("DELETE", "/actions/{id}", removeAction),
  exportActions: { ...listEndpoint("/actions.csv", exportActions), ...csvFile },
};
