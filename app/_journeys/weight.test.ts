import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { weighVisit } from "#scripts/weight.ts";
import { openBrowser } from "./browser.ts";
import { type Served, serveDemo } from "./server.ts";

let browser: Browser;
let demo: Served;

beforeAll(async () => {
  browser = await openBrowser();
  demo = await serveDemo();
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

test.each(["/", "/review"])(
  "a first visit to %s loads at most 350 KB of JavaScript and moves nothing",
  async (path) => {
    const { scripts, scriptBytes, layoutShift } = await weighVisit(browser, demo.url + path);
    expect(scripts.length).toBeGreaterThan(5);
    expect(scriptBytes).toBeLessThanOrEqual(350_000);
    expect(layoutShift).toBeLessThan(0.05);
  },
);
