import { beforeAll, expect, test } from "vitest";
import { timeVisit } from "#scripts/weight.ts";
import { send, serveClaimed } from "./account.ts";
import { journeyOn } from "./journey.ts";

/** A history as large as a company brings in: pages of it stand still and answer soon. */
const incidents = 20_000;
const perRequest = 1000;

const journey = journeyOn(serveClaimed);

beforeAll(async () => {
  const { page, close } = await journey.window();
  await page.goto("/sign-in");
  for (let first = 0; first < incidents; first += perRequest) {
    const items = Array.from({ length: perRequest }, (_, i) => incidentOf(first + i));
    const { refused } = await send<{ refused: unknown[] }>(page, "/incidents/batch", { items });
    expect(refused).toEqual([]);
  }
  await close();
}, 300_000);

/** Five years of them, spread over hours, severities, causes and systems, with gaps in what is recorded. */
function incidentOf(i: number) {
  // All of them are over by now: an end that is yet to come is refused.
  const startedAt = Date.now() - (incidents - i) * 2.2 * 3_600_000 - 2 * 86_400_000;
  const after = (minutes: number) => new Date(startedAt + minutes * 60_000).toISOString();
  return {
    source: "history",
    externalId: `H-${i}`,
    title: `Service ${i % 300} answers slowly (${i})`,
    severity: (i % 5) + 1,
    status: "closed",
    startedAt: new Date(startedAt).toISOString(),
    detectedAt: i % 9 === 0 ? null : after((i * 7) % 90),
    mitigatedAt: i % 8 === 0 ? null : after(90 + ((i * 31) % 900)),
    resolvedAt: after(1000 + ((i * 17) % 900)),
    lostOrders: i % 2 === 0 ? (i * 37) % 4000 : null,
    errors: i % 3 === 0 ? (i * 53) % 90_000 : null,
    aiInvolvement: (["none", "none", "contributing", "primary", "unknown"] as const)[i % 5],
    regions: [`Region ${i % 12}`],
  };
}

/** Machines differ: the times are told, and held to what none may exceed. */
test.each(["/", "/trends", "/incidents"])(
  "%s with 20,000 incidents stands still and answers soon",
  async (path) => {
    // The first visit after a change counts anew: what most visits meet is the second.
    await timeVisit(journey.browser, journey.served.url + path, journey.served.session);
    const visit = await timeVisit(journey.browser, journey.served.url + path, journey.served.session);
    const { layoutShift, interactiveMs, longestTaskMs } = visit;
    process.stdout.write(
      `${path}: layout shift ${layoutShift.toFixed(4)}, interactive after ${Math.round(interactiveMs)} ms, longest task after load ${Math.round(longestTaskMs)} ms\n`,
    );
    expect(layoutShift).toBeLessThan(0.05);
    expect(interactiveMs).toBeLessThan(6000);
    expect(longestTaskMs).toBeLessThan(1000);
  },
);
