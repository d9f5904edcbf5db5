import { testTarget } from "#lib/notifications/operations.ts";
import { getTarget, listDeliveries, listTargets } from "#lib/notifications/read.ts";
import { Delivery, Target, TargetBody, TargetPatch } from "#lib/notifications/schema.ts";
import { addTarget, removeTarget, updateTarget } from "#lib/notifications/write.ts";
import { endpoint } from "../endpoint.ts";
import { bodyOnly, found, named, nothing, patched, whole } from "./kit.ts";

export const notificationsContract = {
  listTargets: endpoint({
    method: "GET",
    path: "/notification-targets",
    operation: listTargets,
    input: nothing,
    ...whole(Target),
  }),
  addTarget: endpoint({
    method: "POST",
    path: "/notification-targets",
    operation: addTarget,
    body: TargetBody,
    input: bodyOnly,
    reply: (answer) => ({
      status: 201,
      body: answer,
      headers: { location: `/api/v1/notification-targets/${answer.target.id}` },
    }),
  }),
  getTarget: found("/notification-targets/{id}", getTarget),
  updateTarget: patched("/notification-targets/{id}", updateTarget, TargetPatch),
  removeTarget: endpoint({
    method: "DELETE",
    path: "/notification-targets/{id}",
    operation: removeTarget,
    input: named,
  }),
  testTarget: endpoint({
    method: "POST",
    path: "/notification-targets/{id}/test",
    operation: testTarget,
    input: named,
  }),
  listDeliveries: endpoint({
    method: "GET",
    path: "/notification-deliveries",
    operation: listDeliveries,
    input: nothing,
    ...whole(Delivery),
  }),
};
