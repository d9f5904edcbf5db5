import { expect, test } from "vitest";
import { weighVisit } from "#scripts/weight.ts";
import { journeyOn } from "./journey.ts";
import { serveDemo } from "./server.ts";

const journey = journeyOn(serveDemo);

test.each(["/", "/review"])(
  "a first visit to %s loads at most 350 KB of JavaScript and moves nothing",
  async (path) => {
    const { scripts, scriptBytes, layoutShift } = await weighVisit(
      journey.browser,
      journey.served.url + path,
    );
    expect(scripts.length).toBeGreaterThan(5);
    expect(scriptBytes).toBeLessThanOrEqual(350_000);
    expect(layoutShift).toBeLessThan(0.05);
  },
);
