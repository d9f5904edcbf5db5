import type { Browser, BrowserContext } from "playwright-core";

export interface Visit {
  /** Largest first; bytes as they travelled, compressed, with their headers. */
  scripts: { url: string; bytes: number }[];
  scriptBytes: number;
  layoutShift: number;
}

/** What somebody's first visit to a page loads, with nothing kept from before, until the network is quiet. */
export async function weighVisit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const kinds = new Map<string, { url: string; isScript: boolean }>();
  const scripts: Visit["scripts"] = [];
  session.on("Network.responseReceived", ({ requestId, response, type }) => {
    const isScript = type === "Script" || response.mimeType.includes("javascript");
    kinds.set(requestId, { url: response.url, isScript });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const seen = kinds.get(requestId);
    if (seen?.isScript) scripts.push({ url: seen.url, bytes: encodedDataLength });
  });
  await page.addInitScript(observe);
  await page.goto(url, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  const { layoutShift } = await page.evaluate(() => (window as unknown as Observed).observed);
  await context.close();
  scripts.sort((a, b) => b.bytes - a.bytes);
  return { scripts, scriptBytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0), layoutShift };
}

type Observed = { observed: { layoutShift: number; tasks: { start: number; ms: number }[] } };

/** Runs in the page before anything of its own. */
function observe(): void {
  const { observed } = Object.assign(window as unknown as Observed, {
    observed: { layoutShift: 0, tasks: [] },
  }) as Observed;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
      if (!entry.hadRecentInput) observed.layoutShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      observed.tasks.push({ start: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
}

export interface TimedVisit {
  layoutShift: number;
  /** From the request until the last part of the page answers clicks. */
  interactiveMs: number;
  /** The longest that the page was busy at one go once it had loaded; 0 where it never was for 50 ms. */
  longestTaskMs: number;
}

/** How a page comes to rest for somebody who is signed in, measured in the browser. */
export async function timeVisit(
  browser: Browser,
  url: string,
  session: Awaited<ReturnType<BrowserContext["storageState"]>>,
): Promise<TimedVisit> {
  const context = await browser.newContext({ storageState: session, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(url, { waitUntil: "load" });
  const interactiveMs = await page.waitForFunction(() => {
    const parts = [...document.querySelectorAll("#content button, header button")];
    const answers = parts.every((part) => Object.keys(part).some((key) => key.startsWith("__reactProps")));
    return answers && parts.length > 1 ? performance.now() : undefined;
  });
  await page.waitForLoadState("networkidle");
  const { layoutShift, tasks } = await page.evaluate(() => (window as unknown as Observed).observed);
  const loaded = await page.evaluate(
    () => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).loadEventEnd,
  );
  const late = tasks.filter(({ start }) => start >= loaded).map(({ ms }) => ms);
  const visit = {
    layoutShift,
    interactiveMs: (await interactiveMs.jsonValue())!,
    longestTaskMs: Math.max(0, ...late),
  };
  await context.close();
  return visit;
}
