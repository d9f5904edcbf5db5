import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { openWindow } from "./browser.ts";
import { claim } from "./people.ts";
import { type Served, serveEmpty } from "./server.ts";

export const zone = "Europe/Berlin";

/** An installation that somebody has claimed, with nothing in it. */
export interface Claimed extends Served {
  /** Those who are signed in, for further windows of theirs. */
  session: Awaited<ReturnType<BrowserContext["storageState"]>>;
}

export async function serveClaimed(browser: Browser): Promise<Claimed> {
  const served = await serveEmpty();
  const { page, context, close } = await openWindow(browser, served.url);
  await claim(page, served);
  const session = await context.storageState();
  await close();
  return { ...served, session };
}

/** A session is taken from its own pages alone, so the request says where it comes from. */
export function request(page: Page, path: string, of: { method?: string; data: unknown }) {
  const headers = { origin: new URL(page.url()).origin };
  return page.request.fetch(`/api/v1${path}`, { method: "POST", headers, ...of });
}

/** What a program would send, under the session of the window. */
export async function send<T>(page: Page, path: string, data: unknown, method = "POST"): Promise<T> {
  const answer = await request(page, path, { method, data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

export async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1${path}`);
  expect(answer.ok(), `${path} ${answer.status()}`).toBe(true);
  return (await answer.json()) as T;
}
