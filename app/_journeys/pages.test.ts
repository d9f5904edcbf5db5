import { describe, expect, test } from "vitest";
import { drawn, expectClean, violationsOn } from "./browser.ts";
import { journeyOn } from "./journey.ts";
import { plainPages, recordPages } from "./paths.ts";
import { serveDemo } from "./server.ts";

const journey = journeyOn(serveDemo);

const paths = [
  ...plainPages,
  ...recordPages,
  "/?period=28d",
  "/trends?by=org",
  "/incidents?severity=1",
  "/?severity=9",
];

describe("every page, with the demo company", () => {
  test.concurrent.each(paths)("%s is clean in either scheme", async (path) => {
    const { page, complaints, close } = await journey.window({ scheme: "light" });
    await page.goto(path);
    await drawn(page);
    await expectClean(page, complaints);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await drawn(page);
    await expectClean(page, complaints);
    await close();
  });

  test.concurrent.each(paths)("%s fits a phone", async (path) => {
    const { page, complaints, close } = await journey.window({ width: 390 });
    await page.goto(path);
    await drawn(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await expectClean(page, complaints);
    await close();
  });
});

test.each([
  "/incidents/XX",
  "/incidents/99999999",
  "/incidents/99999999/edit",
  "/incidents/99999999/postmortem",
  "/changes/nope",
  "/systems/nope",
  "/systems/nope/edit",
  "/import/nope",
])("%s names no record: the answer is 404, in words", async (path) => {
  const { page, close } = await journey.window({ width: 390 });
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(404);
  await page.getByRole("heading", { name: "There is no such record" }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await close();
});

describe("a leader", () => {
  test("clicks a bar of the trend and gets exactly that many incidents", async () => {
    const { page, complaints, close } = await journey.window();
    await page.goto("/?period=90d");
    await drawn(page);
    const card = page.getByRole("article", { name: "Incidents by severity" });
    const answer = await page.request.get("/api/v1/analytics/overview?period=90d");
    const { buckets } = (await answer.json()) as {
      buckets: { incidents: number; bySeverity: Record<string, number> }[];
    };
    const bars = card.locator("svg [fill='var(--sev-2)']");
    expect(await bars.count()).toBeGreaterThan(0);

    await bars.first().click();
    await page.waitForURL(/\/incidents\?/);
    const shown = Number(((await page.locator("h1 + div").textContent()) ?? "").replace(/\D/g, ""));
    const rows = await page.locator("tr[data-incident]").count();
    expect(rows).toBe(Math.min(shown, 50));
    expect(buckets.flatMap((bucket) => [bucket.incidents, ...Object.values(bucket.bySeverity)])).toContain(
      shown,
    );

    const words = new URL(page.url()).searchParams;
    const from = words.get("from")!;
    const bucket =
      buckets.find((one) => (one as unknown as { start: string }).start.startsWith(from)) ?? buckets[0]!;
    expect(shown).toBe(bucket.bySeverity[words.get("severity")!]);
    expect(complaints).toEqual([]);
    await close();
  });

  test("every cell of the severity table opens as many incidents as it says", async () => {
    const { page, close } = await journey.window();
    await page.goto("/?period=28d");
    await drawn(page);
    await page.getByRole("button", { name: "Incidents by severity as table" }).click();
    const cells = await page
      .getByRole("article", { name: "Incidents by severity" })
      .locator("td a")
      .evaluateAll((links) =>
        links.map((link) => ({
          count: Number(link.textContent),
          href: (link as HTMLAnchorElement).pathname + (link as HTMLAnchorElement).search,
        })),
      );
    expect(cells.length).toBeGreaterThan(20);
    for (const { count, href } of cells) {
      const list = await page.request.get(`/api/v1${href}`);
      expect(((await list.json()) as { total: number }).total, href).toBe(count);
    }
    await close();
  });
});
