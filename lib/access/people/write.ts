import { z } from "zod";
import { type Edit, remove, update } from "#db/edit.ts";
import { accounts, people, sessions } from "#db/schema/access.ts";
import { roles } from "#db/values.ts";
import { type CommandContext, command, unchanged } from "#lib/command.ts";
import { AppError, invalid, notFound } from "#lib/errors.ts";
import { requireUnchanged } from "#lib/versions.ts";
import { hashPassword, matchesPassword } from "../passwords.ts";
import { activeAdmins, getPerson, ownEmail, ownPassword, personByEmail, signInAction } from "../read.ts";
import { Email, Password, Person, PersonName, RolePatch } from "../schema.ts";
import { alreadyHere, newPerson } from "./editor.ts";

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
  requireUnchanged({ version, before: person, name: person.name });
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
  async run({ ask, actor, now, limits }, { current, password }) {
    const account = await ask(ownPassword, undefined);
    if (account === null || actor.id === null)
      throw new AppError("forbidden", "Only a person who signs in with a password has one.");
    // A session left open must be no place to guess the password at.
    const guess = { email: await ask(ownEmail, undefined), address: null };
    await limits.countPassword(guess);
    if (!(await matchesPassword(account.password, current)))
      throw invalid([{ path: "current", message: "is not your password" }]);
    await limits.forgivePassword(guess);
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
