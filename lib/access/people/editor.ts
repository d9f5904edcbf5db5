import { create, type Edit, update } from "#db/edit.ts";
import { accounts, people } from "#db/schema/access.ts";
import type { Role } from "#db/values.ts";
import type { CommandContext, RecordChange } from "#lib/command.ts";
import { type AppError, invalid } from "#lib/errors.ts";
import { hashPassword } from "../passwords.ts";
import { passwordOf, passwordProvider } from "../read.ts";
import type { Person } from "../schema.ts";

/** A person and a password as edits, for all that makes one. */

export async function newPerson(
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

export async function newPassword(
  context: CommandContext,
  personId: string,
  password: string,
): Promise<Edit> {
  const { ask, newId, now } = context;
  const account = await ask(passwordOf, { personId });
  if (account === null) return passwordAccount({ newId, now, personId, password });
  const set = { password: await hashPassword(password), updatedAt: now };
  return update(accounts, { key: { id: account.id }, version: null }, set);
}

export function alreadyHere(path: string): AppError {
  return invalid([{ path, message: "belongs to somebody who is here already" }]);
}
