import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { drawn, expectClean } from "./browser.ts";
import { journeyOn } from "./journey.ts";
import { claim } from "./people.ts";
import { serveEmpty } from "./server.ts";

const journey = journeyOn(() => serveEmpty());

test("an administrator sets up, makes and ends a key, changes a role, and finds all of it in the audit", async () => {
  const { page, complaints, close } = await journey.window();
  await claim(page, journey.served);
  await page.goto("/people");
  await drawn(page);

  await page.locator("input[name=name]").fill("pipeline");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByText("The key pipeline").waitFor();
  const key = await shownOnce(page);
  await expectClean(page, complaints);
  const declare = () =>
    fetch(`${journey.served.url}/api/v1/incidents`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ title: "Checkout is down", startedAt: "2026-03-01T00:00:00Z" }),
    });
  expect((await declare()).status).toBe(201);

  await page.reload();
  await drawn(page);
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("revoked").waitFor();
  expect((await declare()).status).toBe(401);

  await page.locator("input[name=email]").fill("grace@example.org");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByText("An invitation for grace@example.org").waitFor();
  const link = await shownOnce(page);
  const guest = await journey.window();
  await guest.page.goto(new URL(link).pathname);
  await drawn(guest.page);
  await guest.page.getByLabel("Your name").fill("Grace");
  await guest.page.locator("input[name=password]").fill("another horse battery");
  await guest.page.getByRole("button", { name: "Join" }).click();
  await guest.page.waitForURL((url) => url.pathname === "/");
  await guest.close();

  await page.reload();
  await drawn(page);
  await page.getByLabel("Role of Grace").selectOption("viewer");
  const audit = async () => (await page.request.get("/api/v1/audit?limit=100")).text();
  await expect.poll(audit).toContain("viewer");
  for (const word of ["pipeline", "grace@example.org", "revokedAt"]) expect(await audit()).toContain(word);
  await page.goto("/audit");
  await drawn(page);
  await expectClean(page, complaints);
  await close();
});

/** A secret, which is kept nowhere. */
async function shownOnce(page: Page): Promise<string> {
  const secret = page.getByRole("status").locator("pre, code").last();
  return ((await secret.textContent()) ?? "").trim();
}
