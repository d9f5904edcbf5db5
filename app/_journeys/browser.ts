import { readFileSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface Look {
  scheme?: "light" | "dark";
  width?: number;
  session?: Awaited<ReturnType<BrowserContext["storageState"]>>;
  /** False where scripts do not run. */
  scripts?: boolean;
}

/** A reader's window. Whatever its console complains of is kept, and must be nothing in the end. */
export async function openWindow(browser: Browser, url: string, look: Look = {}) {
  const context: BrowserContext = await browser.newContext({
    baseURL: url,
    storageState: look.session,
    colorScheme: look.scheme ?? "light",
    viewport: { width: look.width ?? 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
    javaScriptEnabled: look.scripts ?? true,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.text()} ${message.location().url}`.trim());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, context, complaints, close: () => context.close() };
}

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

interface AxeResults {
  violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
}

/** A page has its title, and the colours of its scheme, a moment after what asked for them. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== "");
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => {});
  });
}

/** What axe-core finds wrong with the page as it stands. */
export async function violationsOn(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 3)
      .map((node) => `${id}: ${help}: ${JSON.stringify(node.target)} ${node.failureSummary ?? ""}`),
  );
}

/** Opens a page and waits until its forms and buttons answer. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await answering(page);
}

/** What the server sent can be seen before it can be used. */
export async function answering(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const parts = [
      ...document.querySelectorAll("#content button, #content input:not([type=hidden]), #content textarea"),
    ];
    const last = [...parts, document.querySelector("header button")!];
    return last.every((part) => Object.keys(part).some((key) => key.startsWith("__reactProps")));
  });
  // What listens to the whole window begins a moment after its parts do.
  await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 50)));
}

/** Pictures are drawn after the page, and their marks some frames after their axes: wait until nothing is added. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('div[role="img"]')].every(
        (box) => box.querySelector("svg, table") !== null,
      ),
    undefined,
    { timeout: 10_000 },
  );
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let still = 0;
        const observer = new MutationObserver(() => {
          still = 0;
        });
        for (const box of document.querySelectorAll('div[role="img"]'))
          observer.observe(box, { childList: true, subtree: true });
        const look = () => {
          still += 1;
          if (still < 4) return void requestAnimationFrame(look);
          observer.disconnect();
          resolve();
        };
        requestAnimationFrame(look);
      }),
  );
}

export async function expectClean(page: Page, complaints: readonly string[]): Promise<void> {
  expect(await violationsOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
}
