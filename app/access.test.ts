import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { createKey, revokeKey } from "#lib/access/api-keys/write.ts";
import { createPerson } from "#lib/access/people/write.ts";
import { permits, personActor, systemActor } from "#lib/actor.ts";
import { scopeFor } from "#lib/runtime.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { endpoints } from "./_server/contract.ts";
import { find } from "./_server/router.ts";

/** Nothing of the product is reached by nobody: every endpoint, route file and page is walked. */

const origin = "http://127.0.0.1:3000";
const password = "a long enough password";

onRuntime(async (scope) => {
  await createPerson(scope, { email: "root@example.test", name: "Root", role: "admin", password });
});

type Handler = (request: Request) => Promise<Response>;

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const everythingElse = "app/api/v1/[[...path]]/route.ts";
const exportsOf = (file: string): Promise<Record<string, Handler>> => import(resolve(file));

const files = globSync("app/api/**/route.ts").toSorted();
const routes: { method: string; path: string; handler: Handler }[] = [];
for (const file of files.filter((one) => one !== everythingElse)) {
  const handlers = await exportsOf(file);
  const path = file.replace(/^app/, "").replace(/\/route\.ts$/, "");
  for (const method of methods) {
    if (method in handlers) routes.push({ method, path, handler: handlers[method]! });
  }
}
const router = await exportsOf(everythingElse);
for (const { method, path } of endpoints)
  routes.push({ method, path: `/api/v1${path}`, handler: router[method]! });

/** What must answer before anybody is known: the way in, the probe, and the shape of the API, which is no secret. */
const open = [
  "GET /api/health",
  "GET /api/v1/openapi.json",
  "POST /api/auth/sign-in/email",
  "POST /api/auth/sign-out",
  "GET /api/auth/callback/oidc",
];

const closed = routes.filter(({ method, path }) => !open.includes(`${method} ${path}`));

const addressOf = (path: string) => path.replaceAll(/\{\w+\}|\[\w+\]/g, "1");

async function call(
  { method, path, handler }: (typeof routes)[number],
  headers: Record<string, string>,
): Promise<Response> {
  const body = method === "GET" || method === "DELETE" ? {} : { body: "{}" };
  const request = new Request(`${origin}${addressOf(path)}`, {
    method,
    headers: { host: "127.0.0.1:3000", "content-type": "application/json", ...headers },
    ...body,
  });
  return handler(request);
}

test("the files of routes are those that the router cannot stand for", () => {
  expect(files).toEqual([
    "app/api/auth/callback/oidc/route.ts",
    "app/api/auth/sign-in/email/route.ts",
    "app/api/auth/sign-out/route.ts",
    "app/api/health/route.ts",
    "app/api/metrics/route.ts",
    everythingElse,
    "app/api/v1/openapi.json/route.ts",
  ]);
});

test("the router finds every endpoint of the contract at its address", () => {
  for (const one of endpoints)
    expect(find(addressOf(`/api/v1${one.path}`))?.methods.get(one.method), one.path).toBe(one);
});

test("the routes that stand open are those that must", () => {
  const known = routes.map(({ method, path }) => `${method} ${path}`);
  expect(open.filter((one) => !known.includes(one))).toEqual([]);
  expect(closed.length).toBeGreaterThan(30);
});

async function sessionCookie(email = "root@example.test"): Promise<string> {
  const signIn = routes.find(({ path }) => path === "/api/auth/sign-in/email")!;
  const request = new Request(`${origin}${signIn.path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const response = await signIn.handler(request);
  return response.headers.getSetCookie()[0]!.split(";")[0]!;
}

describe.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))("%s", (_, route) => {
  test("answers nobody without a key or a session", async () => {
    expect((await call(route, {})).status).toBe(401);
    expect((await call(route, { authorization: "Bearer flt_made-up" })).status).toBe(401);
    expect((await call(route, { cookie: "faultline.session_token=made.up", origin })).status).toBe(401);
  });
});

test("no route that changes something is reached from another site with a reader's cookie", async () => {
  const cookie = await sessionCookie();
  const changing = routes.filter(
    ({ method, path }) => method !== "GET" && path !== "/api/auth/sign-in/email",
  );
  for (const route of changing) {
    const response = await call(route, { cookie, origin: "https://evil.example" });
    expect([route.path, response.status]).toEqual([route.path, 403]);
  }
});

test("the same cookie from this site is answered", async () => {
  const cookie = await sessionCookie();
  const audit = routes.find(({ path }) => path === "/api/v1/audit")!;
  expect((await call(audit, { cookie })).status).toBe(200);
  const declare = routes.find(({ method, path }) => method === "POST" && path === "/api/v1/incidents")!;
  expect((await call(declare, { cookie, origin })).status).toBe(422);
});

/** What each endpoint requires, as the contract says; the routes in files of their own look after themselves. */
const required = new Map(
  endpoints.map((one) => [`${one.method} /api/v1${one.path}`, one.operation.definition.requires]),
);

test("every closed route but one stands in the contract", () => {
  const names = closed.map(({ method, path }) => `${method} ${path}`);
  expect(names.filter((name) => !required.has(name))).toEqual(["GET /api/metrics"]);
});

test.each(["viewer", "responder", "admin"] as const)(
  "a %s is refused by the routes that require what is lacking, before their body is read, and by no other",
  async (role) => {
    const email = `${role}@example.test`;
    const scope = await scopeFor(systemActor("test"));
    await createPerson(scope, { email, name: role, role, password });
    const cookie = await sessionCookie(email);
    const actor = personActor({ id: "usr", name: role, role });
    const wrong: string[] = [];
    for (const route of closed) {
      const name = `${route.method} ${route.path}`;
      const requires = required.get(name);
      if (requires === undefined) continue;
      const { status } = await call(route, { cookie, origin });
      if ((status === 403) === permits(actor, requires)) wrong.push(`${name} answered ${status}`);
    }
    expect(wrong).toEqual([]);
  },
);

test("a read key writes nothing, whatever the route", async () => {
  const scope = await scopeFor(systemActor("test"));
  const { key } = await createKey(scope, { name: "reader", scopes: ["read"] });
  // Reached by a reader: they compute and store nothing.
  const harmless = ["/api/v1/changes/check"];
  const changing = closed.filter(({ method, path }) => method !== "GET" && !harmless.includes(path));
  for (const route of changing) {
    const { status } = await call(route, { authorization: `Bearer ${key}` });
    expect([403, 404, 415, 422], `${route.method} ${route.path} answered ${status}`).toContain(status);
  }
});

test("a key that was revoked is refused on the next request", async () => {
  const scope = await scopeFor(systemActor("test"));
  const { key, record } = await createKey(scope, { name: "gone", scopes: ["admin"] });
  const audit = routes.find(({ path }) => path === "/api/v1/audit")!;
  const authorization = `Bearer ${key}`;
  expect((await call(audit, { authorization })).status).toBe(200);
  await revokeKey(scope, { id: record.id });
  expect((await call(audit, { authorization })).status).toBe(401);
});

test("wrong passwords by JSON end in a 429 that says when to come back", async () => {
  const signIn = routes.find(({ path }) => path === "/api/auth/sign-in/email")!;
  const attempt = async () => {
    const request = new Request(`${origin}${signIn.path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "somebody@example.test", password: "a wrong password" }),
    });
    return signIn.handler(request);
  };
  const answers: Response[] = [];
  for (let i = 0; i < 20; i += 1) answers.push(await attempt());
  expect(answers[0]!.status).toBe(401);
  expect(answers.at(-1)!.status).toBe(429);
  expect(Number(answers.at(-1)!.headers.get("retry-after"))).toBeGreaterThan(0);
});

describe("pages", () => {
  const source = (file: string) => readFileSync(file, "utf8");
  const asks = /_server\/(ask|permitted|choices|form-action|reading-page)\.tsx?"/;

  test.each(globSync("app/(dashboard)/**/page.tsx"))("%s asks who is there by itself", (file) => {
    // A page can be fetched without the layout around it, so the layout's asking is not enough.
    expect(source(file)).toMatch(asks);
  });

  test("those outside the dashboard are the ways in", () => {
    const outside = globSync("app/**/page.tsx").filter((file) => !file.startsWith("app/(dashboard)/"));
    expect(outside.toSorted()).toEqual([
      "app/(entry)/invitation/[token]/page.tsx",
      "app/(entry)/setup/page.tsx",
      "app/(entry)/sign-in/page.tsx",
    ]);
  });

  test.each(
    globSync("app/**/*.ts").filter(
      (file) => /^\s*"use server"/.test(source(file)) && !file.startsWith("app/(entry)/"),
    ),
  )("the actions in %s ask who is there", (file) => {
    expect(source(file)).toMatch(asks);
  });
});
