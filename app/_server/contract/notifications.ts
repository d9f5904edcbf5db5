import { testTarget } from "#lib/notifications/operations.ts";
import { getTarget, listDeliveries, listTargets } from "#lib/notifications/read.ts";
import { Delivery, Target, TargetBody, TargetPatch } from "#lib/notifications/schema.ts";
import { addTarget, removeTarget, updateTarget } from "#lib/notifications/write.ts";
import { act, getEndpoint, listedWhole, made, patched } from "./kit.ts";

export const notificationsContract = {
  listTargets: listedWhole("/notification-targets", listTargets, Target),
  addTarget: made("/notification-targets", addTarget, {
    body: TargetBody,
    at: ({ target }) => `/notification-targets/${target.id}`,
  }),
  getTarget: getEndpoint("/notification-targets/{id}", getTarget),
  updateTarget: patched("/notification-targets/{id}", updateTarget, TargetPatch),
  removeTarget: act("DELETE", "/notification-targets/{id}", removeTarget),
  testTarget: act("POST", "/notification-targets/{id}/test", testTarget),
  listDeliveries: listedWhole("/notification-deliveries", listDeliveries, Delivery),
};
