import { beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { testScope } from "#lib/testing.ts";
import { createKey, noteKeyUse, revokeKey } from "./api-keys/write.ts";
import { claim } from "./first-start.ts";
import { acceptInvitation, invitePerson, offerNewPassword, revokeInvitation } from "./invitations/write.ts";
import { hashKey, setUpCode } from "./keys.ts";
import { changeRole, createPerson, disablePerson } from "./people/write.ts";
import { invitationOf, listInvitations, listKeys, listPeople, usableKey } from "./read.ts";
import { makeSecret } from "./setup/write.ts";

const password = "a long enough password";

let scope: Scope;

beforeEach(async () => {
  scope = await testScope();
});

const later = (minutes: number): Scope => ({
  ...scope,
  clock: () => new Date(scope.clock().getTime() + minutes * 60_000),
});

const admin = (name: string) =>
  createPerson(scope, { email: `${name}@example.test`, name, role: "admin", password });

describe("the first start", () => {
  const body = {
    organisation: "Example Retail",
    zone: "Europe/Berlin",
    name: "Maria",
    email: "Maria@Example.test",
    password,
  };

  const world = () => scope.runtime;
  const code = async () => setUpCode(await makeSecret(scope, undefined));

  test("the code in the log makes the first administrator, names the organisation and sets its zone", async () => {
    await claim(world(), { ...body, code: ` ${(await code()).toLowerCase()} ` });
    expect(await listPeople(scope, undefined)).toMatchObject([
      { email: "maria@example.test", role: "admin" },
    ]);
    expect(await getSettings(scope, undefined)).toMatchObject({
      organisation: "Example Retail",
      zone: "Europe/Berlin",
    });
  });

  test("a stranger without the code claims nothing", async () => {
    await expect(claim(world(), { ...body, code: "AAAA-AAAA-AAAA" })).rejects.toMatchObject({
      errors: [{ path: "code" }],
    });
    expect(await listPeople(scope, undefined)).toEqual([]);
  });

  test("the code is of no use once somebody exists", async () => {
    await admin("root");
    await expect(claim(world(), { ...body, code: await code() })).rejects.toThrow("set up already");
  });

  test("of two who set up at once one is the administrator", async () => {
    const right = await code();
    const attempts = await Promise.allSettled(
      ["a", "b"].map((name) => claim(world(), { ...body, email: `${name}@example.test`, code: right })),
    );
    expect(attempts.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await listPeople(scope, undefined)).toHaveLength(1);
  });

  test("settings made before it are kept", async () => {
    await updateSettings(scope, { currency: "EUR", version: 0 });
    await claim(world(), { ...body, code: await code() });
    expect(await getSettings(scope, undefined)).toMatchObject({
      organisation: "Example Retail",
      currency: "EUR",
    });
  });
});

describe("invitations", () => {
  test("lead in once, with the role that was given", async () => {
    const { token } = await invitePerson(scope, { email: "Vera@example.test", role: "viewer" });
    await acceptInvitation(scope, { token, name: "Vera", password });
    await expect(acceptInvitation(scope, { token, name: "Again", password })).rejects.toThrow(
      "does not lead in",
    );
    expect(await listPeople(scope, undefined)).toMatchObject([
      { email: "vera@example.test", role: "viewer" },
    ]);
  });

  test("run out, can be withdrawn, and give way to a newer one", async () => {
    const old = await invitePerson(scope, { email: "vera@example.test", role: "viewer" });
    expect(await invitationOf(later(7 * 24 * 60 + 1), { token: old.token })).toBeNull();
    const fresh = await invitePerson(scope, { email: "vera@example.test", role: "admin" });
    expect(await invitationOf(scope, { token: old.token })).toBeNull();
    await revokeInvitation(scope, { id: fresh.invitation.id });
    expect(await invitationOf(scope, { token: fresh.token })).toBeNull();
    expect(await listInvitations(scope, undefined)).toEqual([]);
  });

  test("two who follow the same link at once make one person", async () => {
    const { token } = await invitePerson(scope, { email: "vera@example.test", role: "viewer" });
    const attempts = await Promise.allSettled(
      ["A", "B"].map((name) => acceptInvitation(scope, { token, name, password })),
    );
    expect(attempts.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await listPeople(scope, undefined)).toHaveLength(1);
  });

  test("nobody is invited who is here already", async () => {
    await admin("root");
    await expect(invitePerson(scope, { email: "ROOT@example.test", role: "viewer" })).rejects.toThrow(
      "here already",
    );
  });

  test("a link for a new password changes the password of that person and no role", async () => {
    const { id } = await admin("root");
    const { token } = await offerNewPassword(scope, { id });
    await acceptInvitation(scope, { token, password: "another long password" });
    expect(await listPeople(scope, undefined)).toMatchObject([{ id, role: "admin" }]);
  });

  test("a short password is refused", async () => {
    const { token } = await invitePerson(scope, { email: "vera@example.test", role: "viewer" });
    await expect(acceptInvitation(scope, { token, name: "Vera", password: "short" })).rejects.toThrow(
      "12 characters",
    );
  });
});

describe("the last administrator", () => {
  test("can be neither demoted nor shut out", async () => {
    const { id } = await admin("root");
    await createPerson(scope, { email: "vera@example.test", name: "Vera", role: "responder", password });
    await expect(changeRole(scope, { id, version: 1, role: "viewer" })).rejects.toThrow("last administrator");
    await expect(disablePerson(scope, { id, version: 1 })).rejects.toThrow("last administrator");
  });

  test("of two who demote each other at once, one stays", async () => {
    const [a, b] = [await admin("a"), await admin("b")];
    await Promise.allSettled([
      changeRole(scope, { id: a.id, version: a.version, role: "viewer" }),
      disablePerson(scope, { id: b.id, version: b.version }),
    ]);
    const left = (await listPeople(scope, undefined)).filter(
      ({ role, disabledAt }) => role === "admin" && disabledAt === null,
    );
    expect(left).toHaveLength(1);
  });

  test("one who is shut out counts for nothing", async () => {
    const [a, b] = [await admin("a"), await admin("b")];
    await disablePerson(scope, { id: b.id, version: b.version });
    const { version } = (await listPeople(scope, undefined)).find(({ id }) => id === a.id)!;
    await expect(changeRole(scope, { id: a.id, version, role: "viewer" })).rejects.toThrow(
      "last administrator",
    );
  });
});

describe("keys", () => {
  const make = (more: object = {}) => createKey(scope, { name: "pipeline", scopes: ["read"], ...more });

  test("is not made where its end is over already", async () => {
    const over = make({ expiresAt: "2026-06-01T12:00:00Z" });
    await expect(over).rejects.toMatchObject({ errors: [{ path: "expiresAt" }] });
    expect(await listKeys(scope, undefined)).toEqual([]);
  });

  test("work until they are revoked or expire, to the moment", async () => {
    const { key, record } = await make({ expiresAt: "2026-06-01T13:00:00Z" });
    const hash = hashKey(key);
    expect(await usableKey(later(59), { hash })).toMatchObject({ id: record.id });
    expect(await usableKey(later(60), { hash })).toBeNull();
    await revokeKey(scope, { id: record.id });
    expect(await usableKey(scope, { hash })).toBeNull();
  });

  test("say when they were used last, which is no edit to be told in the trail", async () => {
    const { record } = await make();
    await noteKeyUse(scope, { id: record.id });
    expect(await listKeys(scope, undefined)).toMatchObject([{ lastUsedAt: scope.clock() }]);
    expect((await listAudit(scope, {})).items.map(({ action }) => action)).toEqual(["key.create"]);
  });
});

test("what was done about access is in the trail, and no secret is", async () => {
  const secret = await makeSecret(scope, undefined);
  const [a, b] = [await admin("a"), await admin("b")];
  const { token, invitation } = await invitePerson(scope, { email: "vera@example.test", role: "viewer" });
  await acceptInvitation(scope, { token, name: "Vera", password });
  const reset = await offerNewPassword(scope, { id: a.id });
  await acceptInvitation(scope, { token: reset.token, password: "another long password" });
  await disablePerson(scope, { id: b.id, version: b.version });
  const made = await createKey(scope, { name: "pipeline", scopes: ["admin"] });
  await revokeKey(scope, { id: made.record.id });
  const { items } = await listAudit(scope, { limit: 100 });
  expect(new Set(items.map(({ action }) => action))).toEqual(
    new Set([
      "access.make-secret",
      "person.create",
      "person.invite",
      "invitation.accept",
      "person.offer-password",
      "person.disable",
      "key.create",
      "key.revoke",
    ]),
  );
  const told = JSON.stringify(items);
  for (const hidden of [secret, token, reset.token, made.key, password, "another long password"])
    expect(told).not.toContain(hidden);
  expect(told).toContain(invitation.email);
});
