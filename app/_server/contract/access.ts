import { z } from "zod";
import { listInvitations, listKeys, listPeople } from "#lib/access/read.ts";
import { ApiKey, Invitation, InvitationBody, KeyBody, ListedPerson, RolePatch } from "#lib/access/schema.ts";
import {
  changeRole,
  createKey,
  disablePerson,
  enablePerson,
  invitePerson,
  offerNewPassword,
  revokeInvitation,
  revokeKey,
} from "#lib/access/write.ts";
import { listAudit } from "#lib/audit/read.ts";
import { endpoint, type Reply } from "../endpoint.ts";
import { bodyOnly, listed, named, nothing, patchOf, versionedAct, whole } from "./kit.ts";

/** Where the link leads, on the address that people reach this installation by. */
const Link = z.object({ token: z.string(), path: z.string(), invitation: Invitation });

function linkReply(answer: { token: string; invitation: Invitation }): Reply {
  return { status: 201, body: { ...answer, path: `/invitation/${answer.token}` } };
}

export const accessContract = {
  listPeople: endpoint({
    method: "GET",
    path: "/people",
    operation: listPeople,
    input: nothing,
    ...whole(ListedPerson),
  }),
  changeRole: endpoint({
    method: "PATCH",
    path: "/people/{id}",
    operation: changeRole,
    body: RolePatch,
    input: (received) => ({ ...(patchOf(received) as object), ...named(received) }),
  }),
  disablePerson: versionedAct("DELETE", "/people/{id}", disablePerson),
  enablePerson: versionedAct("POST", "/people/{id}/restore", enablePerson),
  offerNewPassword: endpoint({
    method: "POST",
    path: "/people/{id}/new-password",
    operation: offerNewPassword,
    input: named,
    answer: Link,
    reply: linkReply,
  }),
  listInvitations: endpoint({
    method: "GET",
    path: "/invitations",
    operation: listInvitations,
    input: nothing,
    ...whole(Invitation),
  }),
  invitePerson: endpoint({
    method: "POST",
    path: "/invitations",
    operation: invitePerson,
    body: InvitationBody,
    input: bodyOnly,
    answer: Link,
    reply: linkReply,
  }),
  revokeInvitation: endpoint({
    method: "DELETE",
    path: "/invitations/{id}",
    operation: revokeInvitation,
    input: named,
  }),
  listKeys: endpoint({
    method: "GET",
    path: "/keys",
    operation: listKeys,
    input: nothing,
    ...whole(ApiKey),
  }),
  createKey: endpoint({
    method: "POST",
    path: "/keys",
    operation: createKey,
    body: KeyBody,
    input: bodyOnly,
    reply: (answer) => ({ status: 201, body: answer }),
  }),
  revokeKey: endpoint({ method: "DELETE", path: "/keys/{id}", operation: revokeKey, input: named }),
  audit: listed("/audit", listAudit),
};
