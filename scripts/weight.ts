import type { Browser } from "playwright-core";

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
  await page.addInitScript(() => {
    const shifts = window as unknown as { layoutShift: number };
    shifts.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
        if (!entry.hadRecentInput) shifts.layoutShift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  const layoutShift = await page.evaluate(() => (window as unknown as { layoutShift: number }).layoutShift);
  await context.close();
  scripts.sort((a, b) => b.bytes - a.bytes);
  return { scripts, scriptBytes: scripts.reduce((sum, { bytes }) => sum + bytes, 0), layoutShift };
}
