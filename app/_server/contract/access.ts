import { z } from "zod";
import { createKey, revokeKey } from "#lib/access/api-keys/write.ts";
import { invitePerson, offerNewPassword, revokeInvitation } from "#lib/access/invitations/write.ts";
import { changeRole, disablePerson, enablePerson } from "#lib/access/people/write.ts";
import { listInvitations, listKeys, listPeople } from "#lib/access/read.ts";
import { ApiKey, Invitation, InvitationBody, KeyBody, ListedPerson, RolePatch } from "#lib/access/schema.ts";
import { listAudit } from "#lib/audit/read.ts";
import { endpoint, type Reply } from "../endpoint.ts";
import { act, bodyOnly, keyInput, listEndpoint, listedWhole, patchOf, versionedAct } from "./kit.ts";

/** Where the link leads, on the address that people reach this installation by. */
const Link = z.object({
  token: z.string().describe("What the link ends with, shown this once."),
  path: z.string().describe("The link itself, on this installation's address."),
  invitation: Invitation.describe("What is kept of it."),
});

function linkReply(answer: { token: string; invitation: Invitation }): Reply {
  return { status: 201, body: { ...answer, path: `/invitation/${answer.token}` } };
}

export const accessContract = {
  listPeople: listedWhole("/people", listPeople, ListedPerson),
  changeRole: endpoint({
    method: "PATCH",
    path: "/people/{id}",
    operation: changeRole,
    body: RolePatch,
    input: (received) => ({ ...(patchOf(received) as object), ...keyInput(received) }),
  }),
  disablePerson: versionedAct("DELETE", "/people/{id}", disablePerson),
  enablePerson: versionedAct("POST", "/people/{id}/restore", enablePerson),
  offerNewPassword: endpoint({
    method: "POST",
    path: "/people/{id}/new-password",
    operation: offerNewPassword,
    input: keyInput,
    answer: Link,
    statuses: { 201: "Made; the link is shown this once" },
    reply: linkReply,
  }),
  listInvitations: listedWhole("/invitations", listInvitations, Invitation),
  invitePerson: endpoint({
    method: "POST",
    path: "/invitations",
    operation: invitePerson,
    body: InvitationBody,
    input: bodyOnly,
    answer: Link,
    statuses: { 201: "Made; the link is shown this once" },
    reply: linkReply,
  }),
  revokeInvitation: act("DELETE", "/invitations/{id}", revokeInvitation),
  listKeys: listedWhole("/keys", listKeys, ApiKey),
  createKey: endpoint({
    method: "POST",
    path: "/keys",
    operation: createKey,
    body: KeyBody,
    input: bodyOnly,
    statuses: { 201: "Made; the key is shown this once" },
    reply: (answer) => ({ status: 201, body: answer }),
  }),
  revokeKey: act("DELETE", "/keys/{id}", revokeKey),
  audit: listEndpoint("/audit", listAudit),
};
