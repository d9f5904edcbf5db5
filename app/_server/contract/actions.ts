import { getAction, listIncidentActions } from "#lib/actions/read.ts";
import { ActionBody, ActionPatch } from "#lib/actions/schema.ts";
import { openAction, removeAction, updateAction } from "#lib/actions/write.ts";
import { listActions } from "#lib/analytics/actions.ts";
import { exportActions } from "#lib/exports/operations.ts";
import { endpoint } from "../endpoint.ts";
import { csvReply, found, listed, named, patched, versionedAct } from "./kit.ts";

export const actionsContract = {
  listIncidentActions: found("/incidents/{key}/actions", listIncidentActions),
  openAction: endpoint({
    method: "POST",
    path: "/incidents/{key}/actions",
    operation: openAction,
    body: ActionBody,
    bodyAt: "body",
    input: (received) => ({ ...named(received), body: received.body }),
    reply: (action) => ({
      status: 201,
      body: action,
      headers: { location: `/api/v1/actions/${action.id}` },
    }),
  }),
  listActions: listed("/actions", listActions),
  getAction: found("/actions/{id}", getAction),
  updateAction: patched("/actions/{id}", updateAction, ActionPatch),
  removeAction: versionedAct("DELETE", "/actions/{id}", removeAction),
  exportActions: { ...listed("/actions.csv", exportActions), reply: csvReply },
};
