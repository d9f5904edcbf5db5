import type { Page } from "playwright-core";
import type { Served } from "./server.ts";

/** Who may sign in to the instances that journeys set up. */
export const admin = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };

export async function signIn(page: Page, who: { email: string; password: string } = admin): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(who.email);
  await page.locator("input[name=password]").first().fill(who.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Fills in all of `/setup` but the code, which stands in the log. */
export async function fillSetup(page: Page): Promise<void> {
  await page.getByLabel("Organisation").fill("Acme");
  await page.locator("input[name=zone]").fill("Europe/Berlin");
  await page.getByLabel("Your name").fill(admin.name);
  await page.getByLabel("Your e-mail address").fill(admin.email);
  await page.locator("input[name=password]").fill(admin.password);
}

export function setupCode(served: Served): string {
  const code = /enter the code ([A-Z0-9-]+)/.exec(served.log())?.[1];
  if (code === undefined) throw new Error(`The log tells no code:\n${served.log()}`);
  return code;
}

export async function claim(page: Page, served: Served): Promise<void> {
  await page.goto("/setup");
  await fillSetup(page);
  await page.locator("input[name=code]").fill(setupCode(served));
  await page.getByRole("button", { name: "Set up" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}
