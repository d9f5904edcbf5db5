import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { expectClean, openBrowser, openWindow } from "./browser.ts";
import { adminFor, keyFor, type Served, send, serveEmpty } from "./server.ts";

/** A real identity provider; whoever types a name into its form is that person. */

let browser: Browser;
let provider: Server;
let served: Served;

const secret = "the secret that the provider knows us by";

beforeAll(async () => {
  // It warns that its keys and its store are for development, which is what they are for here.
  for (const method of ["info", "warn"] as const) vi.spyOn(console, method).mockImplementation(() => {});
  browser = await openBrowser();
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  served = await serveEmpty((url) => ({
    BASE_URL: url,
    OIDC_DISCOVERY_URL: `${issuer}/.well-known/openid-configuration`,
    OIDC_CLIENT_ID: "faultline",
    OIDC_CLIENT_SECRET: secret,
    OIDC_NAME: "Acme login",
  }));
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: "faultline",
        client_secret: secret,
        redirect_uris: [`${served.url}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true, name: "Nina" }),
    }),
    cookies: { keys: ["a key for the provider's cookies"] },
  });
  provider.on("request", oidc.callback());
  const key = await keyFor(served, "admin");
  // Somebody is here already, so that the installation is not to be set up.
  await adminFor(served, { email: "root@example.test", password: "a long enough password", name: "Root" });
  await send(served, { key, path: "/invitations", body: { email: "nina@example.test", role: "responder" } });
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
  provider?.closeAllConnections();
  await new Promise((resolve) => provider?.close(resolve));
});

async function throughProvider(login: string, from: string) {
  const { page, complaints, context, close } = await openWindow(browser, served.url);
  await page.goto(from);
  await page.getByRole("button", { name: "Acme login" }).click();
  await page.waitForURL(/\/interaction\//);
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.getByText("Continue").click();
  await page.waitForURL((url) => url.origin === served.url && !url.pathname.startsWith("/api/"));
  // The provider's own pages want fonts from elsewhere.
  complaints.length = 0;
  return { page, complaints, context, close };
}

describe("single sign-on", () => {
  test("leads who was invited to the page they wanted, with what their role may", async () => {
    const { page, complaints, context, close } = await throughProvider(
      "nina@example.test",
      "/incidents?severity=1",
    );
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/incidents?severity=1");
    await page.goto("/account");
    await page.getByRole("main").getByText("Nina").first().waitFor();
    const session = (await context.cookies()).find(({ name }) => name.endsWith("session_token"));
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
    await page.goto("/people");
    await page.getByText("Not for your role").waitFor();
    await expectClean(page, complaints);
    await close();
  });

  test("leads a stranger to the sign-in page, which says why", async () => {
    const { page, complaints, context, close } = await throughProvider("stranger@example.test", "/sign-in");
    await page.getByText(/Nobody here has your address/).waitFor();
    expect((await context.cookies()).some(({ name }) => name.endsWith("session_token"))).toBe(false);
    await expectClean(page, complaints);
    await close();
  });
});
