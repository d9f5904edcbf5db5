import { describe, expect, test } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { createPerson } from "#lib/access/people/write.ts";
import { systemActor } from "#lib/actor.ts";
import { scopeFor } from "#lib/runtime.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { contract } from "./contract.ts";
import type { Endpoint } from "./endpoint.ts";
import { type EndpointName, type Sent, send } from "./testing.ts";

/** What administrators do on pages, programs with an admin key do over REST. */

const keys = { read: "", write: "", admin: "" };
let root: { id: string; version: number };

onRuntime(async (scope) => {
  for (const name of ["read", "write", "admin"] as const)
    keys[name] = (await createKey(scope, { name, scopes: [name] })).key;
  root = await createPerson(scope, {
    email: "root@example.test",
    name: "Root",
    role: "admin",
    password: "a long enough password",
  });
});

async function call(name: EndpointName, of: Omit<Sent, "body"> & { body?: unknown } = {}) {
  const response = await send(name, {
    key: keys.admin,
    ...of,
    headers: {
      ...(of.body === undefined ? {} : { "content-type": "application/json" }),
      ...of.headers,
    },
    body: of.body === undefined ? undefined : JSON.stringify(of.body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

describe("keys", () => {
  test("are shown in the answer that makes them, in no other, and end with the next request", async () => {
    const made = await call("createKey", { body: { name: "pipeline", scopes: ["write"] } });
    expect(made.status).toBe(201);
    const { key, record } = made.body;
    expect(key).toMatch(/^flt_/);
    expect((await call("listIncidents", { key })).status).toBe(200);
    const { body } = await call("listKeys");
    expect(body.items.map((one: { name: string }) => one.name)).toContain("pipeline");
    expect(JSON.stringify(body)).not.toContain(key);
    const ended = await call("revokeKey", { params: { id: record.id } });
    expect(ended).toMatchObject({ status: 200, body: { revokedAt: expect.any(String) } });
    expect((await call("listIncidents", { key })).status).toBe(401);
  });

  test("that expire are refused from then on", async () => {
    const expiresAt = new Date(Date.now() + 150).toISOString();
    const { body } = await call("createKey", { body: { name: "short", scopes: ["read"], expiresAt } });
    expect((await call("listIncidents", { key: body.key })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await call("listIncidents", { key: body.key })).status).toBe(401);
  });

  test("that are badly asked for are refused by field", async () => {
    const { status, body } = await call("createKey", { body: { name: " ", scopes: ["root"] } });
    expect(status).toBe(422);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(["name", "scopes.0"]);
  });
});

describe("people", () => {
  test("are invited, by a link that is shown once, and can be uninvited", async () => {
    const { status, body } = await call("invitePerson", {
      body: { email: "Nina@Example.test", role: "viewer" },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      path: `/invitation/${body.token}`,
      invitation: { email: "nina@example.test" },
    });
    const listed = await call("listInvitations");
    expect(listed.body).toMatchObject({ items: [{ id: body.invitation.id }], next: null });
    expect(JSON.stringify(listed.body)).not.toContain(body.token);
    expect((await call("revokeInvitation", { params: { id: body.invitation.id } })).status).toBe(200);
    expect((await call("listInvitations")).body.items).toEqual([]);
  });

  test("get another role, are shut out and let in again, under the version that was seen", async () => {
    const scope = await scopeFor(systemActor("test"));
    const { id } = await createPerson(scope, {
      email: "max@example.test",
      name: "Max",
      role: "viewer",
      password: "a long enough password",
    });
    const params = { id };
    const raised = await call("changeRole", { params, body: { role: "responder", version: 1 } });
    expect(raised).toMatchObject({ status: 200, body: { role: "responder", version: 2 } });
    expect(await call("changeRole", { params, body: { role: "admin", version: 1 } })).toMatchObject({
      status: 409,
      body: { current: { version: 2 } },
    });
    expect((await call("disablePerson", { params, headers: { "if-match": '"1"' } })).status).toBe(409);
    expect((await call("disablePerson", { params })).body.disabledAt).toEqual(expect.any(String));
    expect((await call("enablePerson", { params })).body.disabledAt).toBeNull();
    expect((await call("offerNewPassword", { params })).body.path).toMatch(/^\/invitation\//);
    expect((await call("changeRole", { params: { id: "usr_none" }, body: { role: "viewer" } })).status).toBe(
      404,
    );
  });

  test("the last administrator stays one", async () => {
    const params = { id: root.id };
    expect((await call("changeRole", { params, body: { role: "viewer" } })).status).toBe(422);
    expect((await call("disablePerson", { params })).status).toBe(422);
  });
});

describe("settings", () => {
  test("are read and changed under the version that was seen", async () => {
    const { body: before } = await call("getSettings", { key: keys.read });
    const patch = { zone: "Europe/Berlin", reviewSchedule: { weekday: 2, hour: 8 }, version: before.version };
    const { status, body } = await call("updateSettings", { body: patch });
    expect(status).toBe(200);
    expect(body).toMatchObject({ zone: "Europe/Berlin", reviewSchedule: { weekday: 2, hour: 8 } });
    expect((await call("updateSettings", { body: patch })).status).toBe(409);
    const wrong = await call("updateSettings", { body: { zone: "Nowhere/At all", version: body.version } });
    expect(wrong.body.errors[0].path).toBe("zone");
  });

  test("say whom to notify; the secret is in the first answer alone", async () => {
    const { status, body, headers } = await call("addTarget", {
      body: {
        name: "Chat",
        channel: "webhook",
        address: "https://hooks.example/T1/path-secret",
        review: true,
        highBlast: false,
      },
    });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/v1/notification-targets/${body.target.id}`);
    const params = { id: body.target.id };
    const patched = await call("updateTarget", { params, body: { highBlast: true, version: 1 } });
    expect(patched.body).toMatchObject({ highBlast: true, version: 2, address: "https://hooks.example/…" });
    const later = [
      await call("listTargets"),
      await call("getTarget", { params }),
      await call("listDeliveries"),
    ];
    expect(later.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(JSON.stringify(later)).not.toContain(body.secret);
    expect(JSON.stringify(later)).not.toContain("path-secret");
    expect((await call("removeTarget", { params })).status).toBe(200);
    expect((await call("getTarget", { params })).status).toBe(404);
  });
});

/** Asked with what any of them would refuse for another reason, if the permission did not come first. */
const administrative = Object.entries(contract).filter(([, { operation }]) =>
  ["access.manage", "settings.write", "audit.read"].includes(operation.definition.requires),
) as [keyof typeof contract, Endpoint][];

test("there are administrative endpoints to look at", () => {
  expect(administrative.length).toBeGreaterThan(15);
});

test.each(administrative)("%s is for admin keys alone", async (name, { method }) => {
  for (const key of [keys.read, keys.write]) {
    const { status } = await call(name, {
      key,
      params: { id: "1" },
      body: method === "GET" ? undefined : {},
    });
    expect(status).toBe(403);
  }
});
