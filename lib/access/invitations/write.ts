import { z } from "zod";
import { create, type Edit, remove, update } from "#db/edit.ts";
import { invitations, sessions } from "#db/schema/access.ts";
import { type Role, roles } from "#db/values.ts";
import { type CommandContext, command, unchanged } from "#lib/command.ts";
import { invalid, notFound } from "#lib/errors.ts";
import { makeToken } from "../keys.ts";
import { alreadyHere, newPassword, newPerson } from "../people/editor.ts";
import { getPerson, invitationOf, listInvitations, notOpen, personByEmail } from "../read.ts";
import { Email, Invitation, InvitationBody, Password, PersonName } from "../schema.ts";

const daysOpen = 7;

/** The token is in the answer this once; only its hash is kept. */
const Offered = z.object({
  token: z.string().describe("What the link ends with, shown this once."),
  invitation: Invitation.describe("What is kept of it."),
});

function offer(
  { newId, now, actor }: CommandContext,
  to: { email: string; role: Role; personId: string | null },
) {
  const { token, hash } = makeToken();
  const expiresAt = new Date(now.getTime() + daysOpen * 86_400_000);
  const open = { acceptedAt: null, revokedAt: null };
  const row = { id: newId("inv"), ...to, expiresAt, createdBy: actor.name, ...open };
  return {
    edit: create(invitations, { ...row, tokenHash: hash }),
    record: { subject: row.id, before: null, after: { ...to, expiresAt } },
    answer: () => ({ token, invitation: { ...row, version: 1, createdAt: now } }),
  };
}

/** A new one takes the place of those that are still open, so that one link at a time leads in. */
async function replaced({ ask, now }: CommandContext, email: string): Promise<Edit[]> {
  const open = (await ask(listInvitations, undefined)).filter((one) => one.email === email);
  return open.map(({ id, version }) => update(invitations, { key: { id }, version }, { revokedAt: now }));
}

export const invitePerson = command({
  name: "person.invite",
  summary: "Invite somebody; the link is shown this once",
  requires: "access.manage",
  input: InvitationBody,
  answer: Offered,
  async run(context, { email, role }) {
    if ((await context.ask(personByEmail, { email })) !== null) throw alreadyHere("email");
    const { edit, record, answer } = offer(context, { email, role, personId: null });
    return { edits: [...(await replaced(context, email)), edit], records: [record], answer };
  },
});

export const offerNewPassword = command({
  name: "person.offer-password",
  summary: "Make a link with which a person sets a new password; it is shown this once",
  requires: "access.manage",
  input: z.strictObject({ id: z.string() }),
  answer: Offered,
  async run(context, { id }) {
    const person = await context.ask(getPerson, { id });
    if (person === null || person.disabledAt !== null) throw notFound(`person ${id} who may sign in`);
    const { email, role } = person;
    const { edit, record, answer } = offer(context, { email, role, personId: id });
    return { edits: [...(await replaced(context, email)), edit], records: [record], answer };
  },
});

export const revokeInvitation = command({
  name: "invitation.revoke",
  summary: "Close an invitation that was not accepted",
  requires: "access.manage",
  input: z.strictObject({ id: z.string() }),
  answer: Invitation,
  async run({ ask, now }, { id }) {
    const invitation = (await ask(listInvitations, undefined)).find((one) => one.id === id);
    if (invitation === undefined) throw notFound("open invitation of this name");
    const { version, email } = invitation;
    return {
      edits: [update(invitations, { key: { id }, version }, { revokedAt: now })],
      records: [{ subject: id, before: { email, revokedAt: null }, after: { email, revokedAt: now } }],
      answer: () => ({ ...invitation, version: version + 1, revokedAt: now }),
    };
  },
});

export const acceptInvitation = command({
  name: "invitation.accept",
  summary: "Come in with an invitation's link and set a password",
  requires: "access.manage",
  input: z.strictObject({ token: z.string().max(200), name: PersonName.optional(), password: Password }),
  answer: z.object({ email: z.string() }),
  async run(context, { token, name, password }) {
    const invitation = await context.ask(invitationOf, { token });
    if (invitation === null) throw notOpen();
    const { id, version, email, role, personId } = invitation;
    const accept = update(invitations, { key: { id }, version }, { acceptedAt: context.now });
    const answer = () => ({ email });
    if (personId !== null) {
      const edits = [
        accept,
        await newPassword(context, personId, password),
        remove(sessions, { userId: personId }),
      ];
      return {
        edits,
        records: [{ subject: personId, before: null, after: { passwordChanged: true } }],
        answer,
      };
    }
    if (name === undefined) throw invalid([{ path: "name", message: "is needed" }]);
    const person = await newPerson(context, { name, email, role, password });
    return { edits: [accept, ...person.edits], records: person.records, answer };
  },
});

/** Whom the identity provider vouches for: let in by an open invitation, or with the role all of them get. */
export const admitPerson = command({
  name: "person.admit",
  summary: "Let in whom the identity provider vouches for, if invited or if everyone is",
  requires: "access.manage",
  input: z.object({ email: Email, name: z.string(), defaultRole: z.enum(roles).nullable() }),
  answer: z.boolean(),
  async run(context, { email, name, defaultRole }) {
    if ((await context.ask(personByEmail, { email })) !== null) return unchanged(true);
    const open = await context.ask(listInvitations, undefined);
    const invitation = open.find((one) => one.email === email && one.personId === null);
    const role = invitation?.role ?? defaultRole;
    if (role === null) return unchanged(false);
    const called = PersonName.safeParse(name);
    const person = await newPerson(context, {
      name: called.success ? called.data : email,
      email,
      role,
      password: null,
    });
    const accept =
      invitation === undefined
        ? []
        : [
            update(
              invitations,
              { key: { id: invitation.id }, version: invitation.version },
              { acceptedAt: context.now },
            ),
          ];
    return { edits: [...accept, ...person.edits], records: person.records, answer: () => true, again: true };
  },
});
