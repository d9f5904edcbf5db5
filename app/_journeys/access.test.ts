import { spawnSync } from "node:child_process";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Permission, permits, personActor } from "#lib/actor.ts";
import { openBrowser, openWindow } from "./browser.ts";
import { adminFor, keyFor, type Served, send, serveEmpty } from "./server.ts";

/** Every page for every role, and what must appear nowhere. */

const roles = ["viewer", "responder", "admin"] as const;
const people = Object.fromEntries(
  roles.map((role) => [
    role,
    { email: `${role}@example.test`, name: `A ${role}`, password: `hunter2-of-the-${role}-Q7x` },
  ]),
) as Record<(typeof roles)[number], { email: string; name: string; password: string }>;

/** What is used in the flows below and must not be told by anything. */
const secrets = new Map<string, string>();
const errors: string[] = [];

let browser: Browser;
let served: Served;
let incident: number;
let change: number;
let importId: string;

beforeAll(async () => {
  browser = await openBrowser();
  served = await serveEmpty(() => ({
    LOG_LEVEL: "trace",
    SMTP_URL: "smtp://mailer:the-mail-servers-password@127.0.0.1:9",
    SMTP_FROM: "faultline@example.test",
    AUTH_SECRET: "the secret that sessions are signed with",
  }));
  secrets.set("the mail server's password", "the-mail-servers-password");
  secrets.set("AUTH_SECRET", "the secret that sessions are signed with");
  for (const role of roles) secrets.set(`the ${role}'s password`, people[role].password);
  await adminFor(served, people.admin);
  const key = await keyFor(served, "admin");
  secrets.set("the admin key", key);
  await send(served, { key, path: "/systems", body: { slug: "shop", name: "Shop" } });
  const startedAt = new Date().toISOString();
  incident = (
    await send(served, { key, path: "/incidents", body: { title: "Down", startedAt, lostOrders: 500_000 } })
  ).number;
  change = (
    await send(served, {
      key,
      path: "/changes",
      body: { title: "Deploy", deployedAt: startedAt, system: "shop" },
    })
  ).number;
  const file = await fetch(`${served.url}/api/v1/imports?target=systems`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "text/csv" },
    body: "slug,name\nbasket,Basket\n",
  });
  importId = ((await file.json()) as { id: string }).id;
  expect(importId).toEqual(expect.any(String));
  for (const role of ["viewer", "responder"] as const) {
    const { email } = people[role];
    const { token, path } = await send(served, { key, path: "/invitations", body: { email, role } });
    secrets.set(`the ${role}'s invitation`, token);
    await accept(path, people[role]);
  }
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

async function accept(path: string, { name, password }: { name: string; password: string }): Promise<void> {
  const { page, close } = await openWindow(browser, served.url);
  await page.goto(path);
  await page.locator("input[name=name]").fill(name);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => url.pathname === "/");
  await close();
}

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").first().fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Those that need more than to read; the others are for everyone who is signed in. */
const needs: Record<string, Permission> = {
  "/ai/labels/check": "change.audit",
  "/audit": "audit.read",
  "/import": "import.run",
  "/import/[id]": "import.run",
  "/incidents/[key]/edit": "incident.write",
  "/incidents/[key]/postmortem/edit": "postmortem.write",
  "/incidents/new": "incident.write",
  "/incidents/postmortem-template": "settings.write",
  "/people": "access.manage",
  "/settings": "settings.write",
  "/systems/[slug]/edit": "system.write",
  "/systems/new": "system.write",
};

const pages = globSync("app/(dashboard)/**/page.tsx")
  .map((file) => `/${file.replace(/^app\/\(dashboard\)\//, "").replace(/\/?page\.tsx$/, "")}`)
  .toSorted();

const pathOf = (page: string) =>
  page
    .replace("/changes/[key]", `/changes/${change}`)
    .replace("[key]", String(incident))
    .replace("[slug]", "shop")
    .replace("[id]", importId);

describe("pages", () => {
  test("that need more than to read are there", () => {
    expect(Object.keys(needs).filter((page) => !pages.includes(page))).toEqual([]);
  });

  test("lead nobody further than to sign in", async () => {
    for (const page of pages) {
      const answer = await fetch(`${served.url}${pathOf(page)}`, { redirect: "manual" });
      const text = await answer.text();
      // Where the answer had begun, the way on stands in it.
      const onward = answer.headers.get("location") ?? /\/sign-in[^"<\\;]*/.exec(text)?.[0] ?? "";
      expect([page, onward]).toEqual([page, expect.stringContaining("/sign-in")]);
      expect(text).not.toMatch(/Down|Deploy|Shop|example\.test/);
    }
  });

  test.each(roles)("open for a %s as the role table says", async (role) => {
    const { page, close } = await openWindow(browser, served.url);
    await signIn(page, people[role]);
    await page.waitForURL((url) => url.pathname === "/");
    const actor = personActor({ id: "usr", name: role, role });
    for (const each of pages) {
      const answer = await page.request.get(pathOf(each));
      const shut = (await answer.text()).includes("Not for your role");
      const may = permits(actor, needs[each] ?? "read");
      expect([each, answer.status(), shut]).toEqual([each, 200, !may]);
    }
    await close();
  });

  test("carry out nothing that another site sends with a reader's cookie", async () => {
    const { page, close } = await openWindow(browser, served.url);
    await signIn(page, people.admin);
    await page.waitForURL((url) => url.pathname === "/");
    for (const path of ["/settings", "/people", "/incidents/new", "/account"]) {
      const answer = await page.request.post(path, {
        headers: { origin: "https://evil.example", "next-action": "0" },
        data: "[]",
      });
      expect([path, answer.status()]).toEqual([path, 403]);
    }
    await close();
  });
});

test("no secret stands in a log, the audit trail, an error or an export, nor as it is in the database", async () => {
  const admin = secrets.get("the admin key")!;
  const keep = (name: string, value: string) => secrets.set(name, value);
  const attempt = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${served.url}${path}`, init);
    errors.push(await answer.text());
    return answer;
  };
  const json = { "content-type": "application/json" };
  const bearer = (key: string) => ({ ...json, authorization: `Bearer ${key}` });

  // Keys: right, wrong, in the wrong place, in a body that is no JSON, revoked.
  const { key: second, record } = await send(served, {
    key: admin,
    path: "/keys",
    body: { name: "second", scopes: ["write"] },
  });
  keep("the second key", second);
  keep("a wrong key", "flt_this-key-is-not-known-here-xyz");
  expect(
    (await attempt("/api/v1/incidents", { headers: bearer("flt_this-key-is-not-known-here-xyz") })).status,
  ).toBe(401);
  await attempt(`/api/v1/incidents?key=${second}`, { headers: bearer(admin) });
  await attempt(`/api/v1/incidents?token=${second}`);
  await attempt("/api/v1/audit", { headers: bearer(second) });
  await attempt("/api/v1/incidents", { headers: { ...json, authorization: `Basic ${second}` } });
  for (const body of [`{"key": ${second}}`, `"${second}`, `[1, ${second}]`, `{"title":"${second}" "x"}`])
    expect(
      (await attempt("/api/v1/incidents", { method: "POST", headers: bearer(admin), body })).status,
    ).toBe(400);
  for (const path of ["/api/v1/keys", "/api/v1/settings", "/api/v1/notification-targets"])
    await attempt(path, {
      method: path.endsWith("settings") ? "PATCH" : "POST",
      headers: bearer(admin),
      body: JSON.stringify({
        name: "x",
        scopes: [second],
        expiresAt: second,
        zone: second,
        channel: second,
        version: second,
      }),
    });
  await send(served, { key: admin, path: `/keys/${record.id}`, method: "DELETE" });
  expect((await attempt("/api/v1/incidents", { headers: bearer(second) })).status).toBe(401);

  // Passwords: wrong, mistyped bodies, throttled, changed.
  const { email, password } = people.responder;
  keep("a wrong password", "this-password-is-wrong-Q7x");
  const signInWith = (body: string) =>
    attempt("/api/auth/sign-in/email", { method: "POST", headers: json, body });
  for (const wrong of [
    JSON.stringify({ email: "nobody@example.test", password: "this-password-is-wrong-Q7x" }),
    JSON.stringify({ email, password: "this-password-is-wrong-Q7x" }),
    JSON.stringify({ email, password, remember: password }),
    JSON.stringify({ email: password, password: [password] }),
    `{"email": "${email}", "password": ${password}}`,
    `{"email": "${email}", "password": "${password}"`,
  ])
    expect((await signInWith(wrong)).status).toBeGreaterThan(399);
  const { page, close } = await openWindow(browser, served.url);
  await signIn(page, { email, password: "this-password-is-wrong-Q7x" });
  await page.getByText(/is wrong/).waitFor();
  await signIn(page, { email, password });
  await page.waitForURL((url) => url.pathname === "/");
  for (const cookie of await page.context().cookies())
    if (cookie.name.endsWith("session_token"))
      keep("the session", decodeURIComponent(cookie.value).split(".")[0]!);
  await page.goto("/account");
  keep("a new password", "another-hunter3-password-Q7x");
  await page.locator("input[name=current]").fill(password);
  await page.locator("input[name=password]").fill("another-hunter3-password-Q7x");
  await page.locator("form:has(input[name=current]) button[type=submit]").click();
  await page.waitForLoadState("networkidle");
  await close();

  // Notifications: a webhook's secret and the rest of its address.
  const hooked = await send(served, {
    key: admin,
    path: "/notification-targets",
    body: {
      name: "Chat",
      channel: "webhook",
      address: "http://127.0.0.1:9/services/T0/the-hooks-own-secret",
      review: true,
      highBlast: true,
    },
  });
  const mailed = await send(served, {
    key: admin,
    path: "/notification-targets",
    body: { name: "Mail", channel: "email", address: "lead@example.test", review: true, highBlast: true },
  });
  keep("the webhook's secret", hooked.secret);
  keep("the webhook's address", "the-hooks-own-secret");
  for (const { target } of [hooked, mailed]) {
    const path = `/notification-targets/${target.id}`;
    const tested = await send(served, { key: admin, path: `${path}/test`, method: "POST" });
    expect(tested).toMatchObject({ state: "failed", error: expect.any(String) });
    errors.push(JSON.stringify(tested));
    await send(served, { key: admin, path, method: "PATCH", body: { review: false } });
  }

  const told = new Map<string, string>([
    ["the log", served.log()],
    ["an error", errors.join("\n")],
  ]);
  const readable = [
    "/audit?limit=500",
    "/incidents.csv",
    "/changes.csv",
    "/actions.csv",
    "/systems.csv",
    "/incidents",
    "/settings",
    "/people",
    "/keys",
    "/invitations",
    "/notification-targets",
    "/notification-deliveries",
    "/openapi.json",
  ];
  for (const path of readable) {
    const answer = await fetch(`${served.url}/api/v1${path}`, { headers: bearer(admin) });
    expect([path, answer.status]).toEqual([path, 200]);
    told.set(path, await answer.text());
  }
  const metrics = await fetch(`${served.url}/api/metrics`, { headers: bearer(admin) });
  told.set("/metrics", await metrics.text());
  expect(told.get("/audit?limit=500")).toContain("key.create");
  expect(told.get("the log")).toContain("/api/v1/keys");

  const found = [...told].flatMap(([place, text]) =>
    [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => `${name} stands in ${place}`),
  );
  expect(found).toEqual([]);

  // What is needed as it is: sessions are looked up by it, messages are signed with it.
  const kept = ["the session", "the webhook's secret", "the webhook's address"];
  const files = readdirSync(served.folder).map((name) => readFileSync(join(served.folder, name)));
  const stored = [...secrets].filter(([name]) => !kept.includes(name));
  expect(
    stored.filter(([, secret]) => files.some((file) => file.includes(secret))).map(([name]) => name),
  ).toEqual([]);
});

describe("the demo", () => {
  const elsewhere = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === "IPv4" && !one.internal)?.address;

  test("is answered on this machine alone, and under its own names alone", async () => {
    const demo = await serveEmpty((_, folder) => ({
      FAULTLINE_DEMO: "1",
      DATABASE_URL: `file:${join(folder, "demo.db")}`,
    }));
    try {
      expect((await fetch(`${demo.url}/api/v1/incidents`)).status).toBe(200);
      const { port } = new URL(demo.url);
      if (elsewhere !== undefined) expect(await reaches(elsewhere, Number(port))).toBe(false);
      const response = await raw(
        Number(port),
        "GET /api/v1/incidents HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
      );
      expect(response).toMatch(/^HTTP\/1\.1 403/);
    } finally {
      await demo.stop();
    }
  });

  test.each([
    ["another interface", { HOST: "0.0.0.0" }, /HOST: must be 127\.0\.0\.1/],
    [
      "another database",
      { DATABASE_URL: "file:./data/faultline.db" },
      /DATABASE_URL: must be a file named demo\.db/,
    ],
    [
      "PostgreSQL",
      { DATABASE_URL: "postgres://127.0.0.1:9/demo.db" },
      /DATABASE_URL: must be a file named demo\.db/,
    ],
  ])("does not start on %s", (_, more, words) => {
    const started = spawnSync(process.execPath, ["scripts/serve.ts"], {
      env: { ...process.env, BASE_URL: "", FAULTLINE_DEMO: "1", DATABASE_URL: "file:/tmp/demo.db", ...more },
      encoding: "utf8",
      timeout: 30_000,
    });
    expect(started.status).not.toBe(0);
    expect(started.stdout + started.stderr).toMatch(words);
  });
});

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write(request));
    socket.on("data", (piece) => {
      text += piece;
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}
