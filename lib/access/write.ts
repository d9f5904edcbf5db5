import { randomBytes } from "node:crypto";
import { z } from "zod";
import { create, type Edit, remove, update } from "#db/edit.ts";
import { accounts, apiKeys, invitations, people, secrets, sessions } from "#db/schema/access.ts";
import { settings } from "#db/schema/settings.ts";
import { type Role, roles } from "#db/values.ts";
import { type CommandContext, command, type RecordChange, unchanged } from "#lib/command.ts";
import { AppError, invalid, notFound } from "#lib/errors.ts";
import { getSettings } from "#lib/settings/read.ts";
import { Settings } from "#lib/settings/schema.ts";
import { demandUnchanged } from "#lib/versions.ts";
import { makeKey, makeToken } from "./keys.ts";
import { countPassword, forgivePassword } from "./limits.ts";
import { hashPassword, matchesPassword } from "./passwords.ts";
import {
  activeAdmins,
  anyPeople,
  getPerson,
  invitationOf,
  listInvitations,
  listKeys,
  notOpen,
  ownEmail,
  ownPassword,
  passwordOf,
  passwordProvider,
  personByEmail,
  signInAction,
  storedSecret,
} from "./read.ts";
import {
  ApiKey,
  Email,
  Invitation,
  InvitationBody,
  KeyBody,
  Password,
  Person,
  PersonName,
  RolePatch,
  SetUpBody,
} from "./schema.ts";

// ---- the first start ----

export const makeSecret = command({
  name: "access.make-secret",
  summary: "Make what sessions are signed with, once",
  requires: "access.manage",
  input: z.void(),
  answer: z.string(),
  async run({ ask, now }) {
    const known = await ask(storedSecret, undefined);
    if (known !== null) return unchanged(known);
    const value = randomBytes(32).toString("base64url");
    return {
      edits: [create(secrets, { id: "auth", value, createdAt: now })],
      records: [{ subject: "auth", before: null, after: { made: true } }],
      answer: () => value,
      again: true,
    };
  },
});

export const setUp = command({
  name: "access.set-up",
  summary: "Name the organisation and make its first administrator",
  requires: "access.manage",
  input: SetUpBody.omit({ code: true }).extend({ zone: Settings.shape.zone.unwrap() }),
  answer: Person,
  async run(context, { organisation, zone, ...who }) {
    if (await context.ask(anyPeople, undefined)) throw alreadySetUp();
    const { version, ...before } = await context.ask(getSettings, undefined);
    const person = await newPerson(context, { ...who, role: "admin" });
    // The settings are one row: of two who set up at once, the second finds it taken.
    const settle =
      version === 0
        ? create(settings, { id: "settings", ...before, organisation, zone })
        : update(settings, { key: { id: "settings" }, version }, { organisation, zone });
    return {
      edits: [settle, ...person.edits],
      records: [
        { subject: "settings", before, after: { ...before, organisation, zone }, action: "settings.update" },
        ...person.records,
      ],
      answer: () => person.person,
    };
  },
});

export function alreadySetUp(): AppError {
  return new AppError("forbidden", "This installation is set up already. Sign in, or ask for an invitation.");
}

// ---- people ----

async function newPerson(
  { newId, now }: CommandContext,
  who: { name: string; email: string; role: Role; password: string | null },
) {
  const { name, email, role, password } = who;
  const id = newId("usr");
  const person: Person = { id, version: 1, name, email, role, disabledAt: null, createdAt: now };
  const edits: Edit[] = [
    create(people, { id, name, email, role, emailVerified: true, image: null, disabledAt: null }),
  ];
  if (password !== null) edits.push(await passwordAccount({ newId, now, personId: id, password }));
  const records: RecordChange[] = [
    { subject: id, before: null, after: { name, email, role }, action: "person.create" },
  ];
  return { person, edits, records };
}

async function passwordAccount(of: {
  newId: CommandContext["newId"];
  now: Date;
  personId: string;
  password: string;
}): Promise<Edit> {
  return create(accounts, {
    id: of.newId("acc"),
    createdAt: of.now,
    updatedAt: of.now,
    userId: of.personId,
    providerId: passwordProvider,
    accountId: of.personId,
    password: await hashPassword(of.password),
  });
}

async function newPassword(context: CommandContext, personId: string, password: string): Promise<Edit> {
  const { ask, newId, now } = context;
  const account = await ask(passwordOf, { personId });
  if (account === null) return passwordAccount({ newId, now, personId, password });
  const set = { password: await hashPassword(password), updatedAt: now };
  return update(accounts, { key: { id: account.id }, version: null }, set);
}

export const createPerson = command({
  name: "person.create",
  summary: "Make a person who can sign in at once; the operator's way in",
  requires: "access.manage",
  input: z.strictObject({ email: Email, name: PersonName, role: z.enum(roles), password: Password }),
  answer: Person,
  async run(context, who) {
    if ((await context.ask(personByEmail, { email: who.email })) !== null) throw alreadyHere("email");
    const { person, edits, records } = await newPerson(context, who);
    return { edits, records, answer: () => person };
  },
});

function alreadyHere(path: string): AppError {
  return invalid([{ path, message: "belongs to somebody who is here already" }]);
}

/** Without a version: as the person stands. */
const PersonVersion = z.strictObject({ id: z.string().max(100), version: z.int().optional() });

export const changeRole = command({
  name: "person.change-role",
  summary: "Say what a person may do",
  requires: "access.manage",
  input: PersonVersion.extend(RolePatch.shape),
  answer: Person,
  async run(context, { id, version: seen, role }) {
    const before = await personAt(context, { id, version: seen });
    const { version } = before;
    const after = { ...before, role, version: version + 1 };
    if (role === before.role) return unchanged(before);
    return {
      edits: [update(people, { key: { id }, version }, { role }), ...(await anotherAdmin(context, before))],
      records: [{ subject: id, before: { role: before.role }, after: { role } }],
      answer: () => after,
    };
  },
});

export const disablePerson = command({
  name: "person.disable",
  summary: "Shut a person out: their sessions end with it",
  requires: "access.manage",
  input: PersonVersion,
  answer: Person,
  async run(context, { id, version: seen }) {
    const before = await personAt(context, { id, version: seen });
    const { version } = before;
    if (before.disabledAt !== null) return unchanged(before);
    const disabledAt = context.now;
    return {
      edits: [
        update(people, { key: { id }, version }, { disabledAt }),
        remove(sessions, { userId: id }),
        ...(await anotherAdmin(context, before)),
      ],
      records: [{ subject: id, before: { disabledAt: null }, after: { disabledAt } }],
      answer: () => ({ ...before, disabledAt, version: version + 1 }),
    };
  },
});

export const enablePerson = command({
  name: "person.enable",
  summary: "Let a person in again",
  requires: "access.manage",
  input: PersonVersion,
  answer: Person,
  async run(context, { id, version: seen }) {
    const before = await personAt(context, { id, version: seen });
    const { version } = before;
    if (before.disabledAt === null) return unchanged(before);
    return {
      edits: [update(people, { key: { id }, version }, { disabledAt: null })],
      records: [{ subject: id, before: { disabledAt: before.disabledAt }, after: { disabledAt: null } }],
      answer: () => ({ ...before, disabledAt: null, version: version + 1 }),
    };
  },
});

async function personAt(
  { ask }: CommandContext,
  { id, version }: z.infer<typeof PersonVersion>,
): Promise<Person> {
  const person = await ask(getPerson, { id });
  if (person === null) throw notFound(`person ${id}`);
  demandUnchanged({ version, before: person, name: person.name });
  return person;
}

/**
 * Somebody must be left to administer. The one who is left is named in the edits by version, so that of two who
 * demote each other at once the second is refused.
 */
async function anotherAdmin({ ask }: CommandContext, person: Person): Promise<Edit[]> {
  if (person.role !== "admin" || person.disabledAt !== null) return [];
  const left = (await ask(activeAdmins, undefined)).find((admin) => admin.id !== person.id);
  if (left === undefined) {
    throw invalid([
      { path: "role", message: "cannot change: this is the last administrator. Make another one first" },
    ]);
  }
  return [update(people, { key: { id: left.id }, version: left.version }, { role: "admin" })];
}

export const noteSignIn = command({
  name: signInAction,
  summary: "Somebody signed in",
  requires: "account.write",
  input: z.object({ how: z.enum(["password", "single sign-on"]) }),
  answer: z.void(),
  async run({ actor }, { how }) {
    return {
      edits: [],
      records: [{ subject: actor.id ?? actor.name, before: null, after: { how } }],
      answer: () => undefined,
    };
  },
});

export const changePassword = command({
  name: "person.change-password",
  summary: "Give oneself another password; every session ends",
  requires: "account.write",
  input: z.strictObject({ current: z.string().max(1000), password: Password }),
  answer: z.void(),
  async run({ ask, actor, now }, { current, password }) {
    const account = await ask(ownPassword, undefined);
    if (account === null || actor.id === null)
      throw new AppError("forbidden", "Only a person who signs in with a password has one.");
    // A session left open must be no place to guess the password at.
    const guess = { email: await ask(ownEmail, undefined), address: null };
    await countPassword(guess);
    if (!(await matchesPassword(account.password, current)))
      throw invalid([{ path: "current", message: "is not your password" }]);
    await forgivePassword(guess);
    const set = { password: await hashPassword(password), updatedAt: now };
    return {
      edits: [
        update(accounts, { key: { id: account.id }, version: null }, set),
        remove(sessions, { userId: actor.id }),
      ],
      records: [{ subject: actor.id, before: null, after: { passwordChanged: true } }],
      answer: () => undefined,
    };
  },
});

// ---- invitations ----

const daysOpen = 7;

/** The token is in the answer this once; only its hash is kept. */
const Offered = z.object({ token: z.string(), invitation: Invitation });

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

// ---- keys ----

export const createKey = command({
  name: "key.create",
  summary: "Make an API key; it is shown this once",
  requires: "access.manage",
  input: KeyBody,
  answer: z.object({ key: z.string(), record: ApiKey }),
  async run({ actor, now, newId }, body) {
    const { key, start, hash } = makeKey();
    const id = newId("key");
    const record = { ...body, start, createdBy: actor.name, lastUsedAt: null, revokedAt: null };
    return {
      edits: [create(apiKeys, { id, hash, ...record })],
      records: [
        {
          subject: id,
          before: null,
          after: { id, name: body.name, scopes: body.scopes, expiresAt: body.expiresAt },
        },
      ],
      answer: () => ({ key, record: { id, version: 1, createdAt: now, ...record } }),
    };
  },
});

export const revokeKey = command({
  name: "key.revoke",
  summary: "End an API key, from the next request on",
  requires: "access.manage",
  input: z.strictObject({ id: z.string() }),
  answer: ApiKey,
  async run({ ask, now }, { id }) {
    const key = (await ask(listKeys, undefined)).find((one) => one.id === id);
    if (key === undefined) throw notFound(`key ${id}`);
    if (key.revokedAt !== null) return unchanged(key);
    return {
      edits: [update(apiKeys, { key: { id }, version: null }, { revokedAt: now })],
      records: [
        {
          subject: id,
          before: { name: key.name, revokedAt: null },
          after: { name: key.name, revokedAt: now },
        },
      ],
      answer: () => ({ ...key, version: key.version + 1, revokedAt: now }),
    };
  },
});

export const noteKeyUse = command({
  name: "key.use",
  summary: "Note when a key was used last",
  requires: "access.manage",
  input: z.object({ id: z.string() }),
  answer: z.void(),
  audited: "use",
  async run({ now }, { id }) {
    return {
      edits: [update(apiKeys, { key: { id }, version: null }, { lastUsedAt: now })],
      records: [],
      answer: () => undefined,
    };
  },
});
