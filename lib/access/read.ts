import { and, asc, desc, eq, isNull, max } from "drizzle-orm";
import { z } from "zod";
import { accounts, apiKeys, invitations, people, secrets } from "#db/schema/access.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { AppError, notFound } from "#lib/errors.ts";
import { query } from "#lib/query.ts";
import { hashKey } from "./keys.ts";
import { ApiKey, Email, Invitation, ListedPerson, Person } from "./schema.ts";

// ---- people ----

/** How a password account is called; the others are named after their provider. */
export const passwordProvider = "credential";

export const listPeople = query({
  name: "people.list",
  summary: "Everyone who may sign in, or once might",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(ListedPerson),
  async run({ read }) {
    const [rows, proofs, seen] = await Promise.all([
      read.select().from(people).orderBy(asc(people.name), asc(people.id)),
      read.select({ userId: accounts.userId, providerId: accounts.providerId }).from(accounts),
      read
        .select({ subject: auditEntries.subject, at: max(auditEntries.at) })
        .from(auditEntries)
        .where(eq(auditEntries.action, signInAction))
        .groupBy(auditEntries.subject),
    ]);
    const signedInAt = new Map(seen.map(({ subject, at }) => [subject, at]));
    const has = (id: string, password: boolean) =>
      proofs.some((proof) => proof.userId === id && (proof.providerId === passwordProvider) === password);
    return rows.map((row) =>
      ListedPerson.parse({
        ...row,
        signedInAt: signedInAt.get(row.id) ?? null,
        password: has(row.id, true),
        singleSignOn: has(row.id, false),
      }),
    );
  },
});

export const signInAction = "person.sign-in";

export const getPerson = query({
  name: "people.get",
  summary: "One person",
  requires: "access.manage",
  input: z.object({ id: z.string() }),
  answer: Person.nullable(),
  async run({ read }, { id }) {
    const [row] = await read.select().from(people).where(eq(people.id, id));
    return row === undefined ? null : Person.parse(row);
  },
});

export const personByEmail = query({
  name: "people.by-email",
  summary: "The person with this address",
  requires: "access.manage",
  input: z.object({ email: Email }),
  answer: Person.nullable(),
  async run({ read }, { email }) {
    const [row] = await read.select().from(people).where(eq(people.email, email));
    return row === undefined ? null : Person.parse(row);
  },
});

/** The administrators who can still sign in. */
export const activeAdmins = query({
  name: "people.admins",
  summary: "Administrators who may sign in",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(Person),
  async run({ read }) {
    const rows = await read
      .select()
      .from(people)
      .where(and(eq(people.role, "admin"), isNull(people.disabledAt)))
      .orderBy(asc(people.id));
    return rows.map((row) => Person.parse(row));
  },
});

export const anyPeople = query({
  name: "people.any",
  summary: "Whether anybody exists; before that the installation waits to be set up",
  requires: "access.manage",
  input: z.void(),
  answer: z.boolean(),
  async run({ read }) {
    const rows = await read.select({ id: people.id }).from(people).limit(1);
    return rows.length > 0;
  },
});

/** The password account of a person: its hash never leaves lib. */
export const passwordOf = query({
  name: "people.password",
  summary: "The stored hash of a person's password",
  requires: "access.manage",
  input: z.object({ personId: z.string() }),
  answer: z.object({ id: z.string(), password: z.string().nullable() }).nullable(),
  async run({ read }, { personId }) {
    const [row] = await read
      .select({ id: accounts.id, password: accounts.password })
      .from(accounts)
      .where(and(eq(accounts.userId, personId), eq(accounts.providerId, passwordProvider)));
    return row ?? null;
  },
});

export const ownPassword = query({
  name: "people.own-password",
  summary: "The stored hash of one's own password",
  requires: "account.write",
  input: z.void(),
  answer: z.object({ id: z.string(), password: z.string() }).nullable(),
  async run({ read, actor }) {
    if (actor.kind !== "person" || actor.id === null) return null;
    const [row] = await read
      .select({ id: accounts.id, password: accounts.password })
      .from(accounts)
      .where(and(eq(accounts.userId, actor.id), eq(accounts.providerId, passwordProvider)));
    return row?.password == null ? null : { id: row.id, password: row.password };
  },
});

export const ownEmail = query({
  name: "people.own-email",
  summary: "One's own e-mail address",
  requires: "account.write",
  input: z.void(),
  answer: z.string(),
  async run({ read, actor }) {
    const [row] = await read
      .select({ email: people.email })
      .from(people)
      .where(eq(people.id, actor.id ?? ""));
    if (row === undefined) throw notFound("person behind this session");
    return row.email;
  },
});

/** Whose the identity provider's subject is. */
export const personOfIdentity = query({
  name: "people.of-identity",
  summary: "The person an identity provider's subject belongs to",
  requires: "access.manage",
  input: z.object({ providerId: z.string(), accountId: z.string() }),
  answer: z.string().nullable(),
  async run({ read }, { providerId, accountId }) {
    const [row] = await read
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(and(eq(accounts.providerId, providerId), eq(accounts.accountId, accountId)));
    return row?.userId ?? null;
  },
});

// ---- invitations ----

export const listInvitations = query({
  name: "invitations.list",
  summary: "Invitations that can still be accepted, the latest first",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(Invitation),
  async run({ read, now }) {
    const rows = await read
      .select()
      .from(invitations)
      .where(and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
      .orderBy(desc(invitations.createdAt), desc(invitations.id));
    return rows.map((row) => Invitation.parse(row)).filter((one) => isOpen(one, now));
  },
});

export const invitationOf = query({
  name: "invitations.of-token",
  summary: "The invitation a link leads to, while it is open",
  requires: "access.manage",
  input: z.object({ token: z.string().max(200) }),
  answer: Invitation.nullable(),
  async run({ read, now }, { token }) {
    const [row] = await read
      .select()
      .from(invitations)
      .where(eq(invitations.tokenHash, hashKey(token)));
    if (row === undefined) return null;
    const invitation = Invitation.parse(row);
    return isOpen(invitation, now) ? invitation : null;
  },
});

function isOpen(invitation: Invitation, now: Date): boolean {
  return (
    invitation.acceptedAt === null &&
    invitation.revokedAt === null &&
    invitation.expiresAt.getTime() > now.getTime()
  );
}

// ---- keys ----

export const listKeys = query({
  name: "keys.list",
  summary: "API keys, the latest first; never the keys themselves",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(ApiKey),
  async run({ read }) {
    const rows = await read.select().from(apiKeys).orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
    return rows.map((row) => ApiKey.parse(row));
  },
});

/** The key with this hash, if it may still be used. */
export const usableKey = query({
  name: "keys.usable",
  summary: "The key with this hash, unless it is revoked or expired",
  requires: "access.manage",
  input: z.object({ hash: z.string() }),
  answer: ApiKey.nullable(),
  async run({ read, now }, { hash }) {
    const [row] = await read.select().from(apiKeys).where(eq(apiKeys.hash, hash)).limit(1);
    if (row === undefined || row.revokedAt !== null) return null;
    if (row.expiresAt !== null && row.expiresAt.getTime() <= now.getTime()) return null;
    return ApiKey.parse(row);
  },
});

export const storedSecret = query({
  name: "access.secret",
  summary: "What sessions are signed with, where the environment does not say",
  requires: "access.manage",
  input: z.void(),
  answer: z.string().nullable(),
  async run({ read }) {
    const [row] = await read.select().from(secrets).limit(1);
    return row?.value ?? null;
  },
});

export function notOpen(): AppError {
  return new AppError(
    "not-found",
    "This link does not lead in: it was used, withdrawn or has run out. Ask for another one.",
  );
}
