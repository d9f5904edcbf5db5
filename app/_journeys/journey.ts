import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { Claimed } from "./account.ts";
import { type Look, openBrowser, openWindow } from "./browser.ts";
import type { Served } from "./server.ts";

/** One browser and one server, for all journeys of a file. */
export function journeyOn<S extends Served & Partial<Claimed>>(serve: (browser: Browser) => Promise<S>) {
  const made = {} as { browser: Browser; served: S };
  beforeAll(async () => {
    made.browser = await openBrowser();
    made.served = await serve(made.browser);
  });
  afterAll(async () => {
    await made.browser?.close();
    await made.served?.stop();
  });
  return Object.assign(made, {
    /** A window, signed in where somebody claimed the server. */
    window: (look: Look = {}) =>
      openWindow(made.browser, made.served.url, { session: made.served.session, ...look }),
  });
}
