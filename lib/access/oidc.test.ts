import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { accounts } from "#db/schema/access.ts";
import { listAudit } from "#lib/audit/read.ts";
import { readEnvironment } from "#lib/env.ts";
import { query } from "#lib/query.ts";
import { Runtime, type Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { finishOidc, sessionActor, startOidc } from "./auth.ts";
import { invitePerson } from "./invitations/write.ts";
import { createPerson, disablePerson } from "./people/write.ts";
import { listInvitations, listPeople } from "./read.ts";

const storedTokens = query({
  name: "test.tokens",
  summary: "What is kept of the provider's answer",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(z.record(z.string(), z.unknown())),
  run: ({ read }) => {
    const { accountId, accessToken, refreshToken, idToken } = accounts;
    return read.select({ accountId, accessToken, refreshToken, idToken }).from(accounts);
  },
});

/** A real identity provider; whoever types a name into its form is that person. */
const app = "http://faultline.test";
const unverified = "unverified@example.test";
let server: Server;
let issuer: string;

beforeAll(async () => {
  // It warns that its keys and its store are for development, which is what they are for here.
  for (const method of ["info", "warn"] as const) vi.spyOn(console, method).mockImplementation(() => {});
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "faultline",
        client_secret: "the provider's secret",
        redirect_uris: [`${app}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: id !== unverified, name: "Nina" }),
    }),
    cookies: { keys: ["a key for the provider's cookies"] },
  });
  server.on("request", provider.callback());
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

let scope: Scope;
let world: Runtime;

beforeEach(async () => {
  scope = { ...(await testScope()), clock: () => new Date() };
  world = worldWith({});
});

function worldWith(more: Record<string, string>): Runtime {
  const environment = readEnvironment({
    BASE_URL: app,
    OIDC_DISCOVERY_URL: `${issuer}/.well-known/openid-configuration`,
    OIDC_CLIENT_ID: "faultline",
    OIDC_CLIENT_SECRET: "the provider's secret",
    ...more,
  });
  return new Runtime(scope.runtime.database, { environment });
}

/** What a browser does: follows redirects, keeps cookies, fills in the provider's forms. */
class Browser {
  private jar = new Map<string, string>();

  keep(headers: string[]): void {
    for (const header of headers) {
      const [name, ...value] = header.split(";")[0]!.split("=");
      this.jar.set(name!, value.join("="));
    }
  }

  get headers(): Headers {
    return new Headers({ cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ") });
  }

  async visit(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      headers: this.headers,
      redirect: "manual",
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    this.keep(response.headers.getSetCookie());
    return response;
  }
}

async function signInAs(login: string): Promise<{ browser: Browser; location: string }> {
  const browser = new Browser();
  const started = await startOidc(world, { headers: new Headers(), next: "/incidents" });
  browser.keep([...started.cookies]);
  let location = started.location;
  for (let step = 0; step < 12 && !location.startsWith(app); step += 1) {
    const url = new URL(location, issuer).href;
    const response = await browser.visit(url);
    const next = response.headers.get("location");
    if (next !== null) {
      location = next;
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())![1]!;
    const sent = await browser.visit(url, { prompt, login, password: "any" });
    location = sent.headers.get("location")!;
  }
  const finished = await finishOidc(world, new Request(location, { headers: browser.headers }));
  browser.keep(finished.headers.getSetCookie());
  return { browser, location: finished.headers.get("location")! };
}

describe("single sign-on", () => {
  test("lets in whom an invitation names, with its role, once and again", async () => {
    await invitePerson(scope, { email: "nina@example.test", role: "responder" });
    const { browser, location } = await signInAs("nina@example.test");
    expect(location).toBe("/incidents");
    expect(await sessionActor(world, browser.headers)).toMatchObject({ name: "Nina", roles: ["responder"] });
    expect(await listInvitations(scope, undefined)).toEqual([]);
    await signInAs("nina@example.test");
    expect(await listPeople(scope, undefined)).toMatchObject([
      { email: "nina@example.test", role: "responder", singleSignOn: true, password: false },
    ]);
    const { items } = await listAudit(scope, { action: "person.sign-in" });
    expect(items.map(({ actorName, after }) => [actorName, after])).toEqual([
      ["Nina", { how: "single sign-on" }],
      ["Nina", { how: "single sign-on" }],
    ]);
  });

  test("belongs to the person who is here already", async () => {
    await createPerson(scope, {
      email: "nina@example.test",
      name: "Nina from before",
      role: "admin",
      password: "a long enough password",
    });
    const { browser } = await signInAs("nina@example.test");
    expect(await sessionActor(world, browser.headers)).toMatchObject({
      name: "Nina from before",
      roles: ["admin"],
    });
  });

  test("lets in nobody who was not invited", async () => {
    const { browser, location } = await signInAs("stranger@example.test");
    expect(location).toContain("/sign-in?error=signup_disabled");
    expect(await sessionActor(world, browser.headers)).toBeNull();
    expect(await listPeople(scope, undefined)).toEqual([]);
  });

  test("lets in everyone with the role that the configuration gives them", async () => {
    world = worldWith({ OIDC_DEFAULT_ROLE: "viewer" });
    const { browser } = await signInAs("stranger@example.test");
    expect(await sessionActor(world, browser.headers)).toMatchObject({ roles: ["viewer"] });
  });

  test("an address the provider does not vouch for opens nobody's account", async () => {
    await invitePerson(scope, { email: unverified, role: "admin" });
    expect((await signInAs(unverified)).location).toContain("/sign-in?error=signup_disabled");
    await createPerson(scope, {
      email: unverified,
      name: "Owner",
      role: "admin",
      password: "a long enough password",
    });
    const { browser, location } = await signInAs(unverified);
    expect(location).toContain("/sign-in?error=account_not_linked");
    expect(await sessionActor(world, browser.headers)).toBeNull();
  });

  test("a person who is shut out stays out", async () => {
    await createPerson(scope, {
      email: "root@example.test",
      name: "Root",
      role: "admin",
      password: "a long enough password",
    });
    const { id, version } = await createPerson(scope, {
      email: "nina@example.test",
      name: "Nina",
      role: "viewer",
      password: "a long enough password",
    });
    await signInAs("nina@example.test");
    await disablePerson(scope, { id, version });
    const { browser, location } = await signInAs("nina@example.test");
    expect(location).toContain("/sign-in?error=account_disabled");
    expect(await sessionActor(world, browser.headers)).toBeNull();
  });

  test("an answer that nobody asked for is refused", async () => {
    const forged = new Request(`${app}/api/auth/callback/oidc?code=x&state=y`);
    const response = await finishOidc(world, forged);
    expect(response.headers.get("location")).toContain("/sign-in?error=");
    expect(response.headers.getSetCookie().join()).not.toMatch(/session_token=[^;]/);
  });

  test("while the provider is away, that is what is said; when it is back, it is found", async () => {
    world = worldWith({ OIDC_DISCOVERY_URL: "http://127.0.0.1:9/.well-known/openid-configuration" });
    const start = () => startOidc(world, { headers: new Headers(), next: "/" });
    await expect(start()).rejects.toMatchObject({ code: "unavailable" });
    world = worldWith({});
    await expect(start()).resolves.toMatchObject({ location: expect.stringContaining(issuer) });
  });

  test("keeps none of the provider's tokens", async () => {
    world = worldWith({ OIDC_DEFAULT_ROLE: "viewer" });
    await signInAs("nina@example.test");
    expect(await storedTokens(scope, undefined)).toEqual([
      { accountId: "nina@example.test", accessToken: null, refreshToken: null, idToken: null },
    ]);
  });
});
