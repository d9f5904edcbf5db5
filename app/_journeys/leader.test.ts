import { expect, test } from "vitest";
import { drawn, expectClean } from "./browser.ts";
import { journeyOn } from "./journey.ts";
import { serveDemo } from "./server.ts";

const journey = journeyOn(serveDemo);

type Bucket = { start: string; incidents: number; bySeverity: Record<string, number> };

test("a leader goes from the worst week to a post-mortem of it, and prints the review", async () => {
  const { page, complaints, close } = await journey.window();
  await page.goto("/?period=90d");
  await drawn(page);
  const answer = await page.request.get("/api/v1/analytics/overview?period=90d");
  const { buckets } = (await answer.json()) as { buckets: Bucket[] };
  const worst = buckets.toSorted((a, b) => b.incidents - a.incidents)[0]!;
  const severity = Object.entries(worst.bySeverity).toSorted((a, b) => b[1] - a[1])[0]!;

  // Of the bars of the worst week, the one that is drawn tallest.
  const card = page.getByRole("article", { name: "Incidents by severity" });
  const bars = card.locator(`svg [fill='var(--sev-${severity[0]})']`);
  const heights = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().height));
  await bars.nth(heights.indexOf(Math.max(...heights))).click();
  await page.waitForURL(/\/incidents\?/);
  await page.locator("tr[data-incident]").first().waitFor();
  const most = Math.max(...buckets.map((bucket) => bucket.bySeverity[severity[0]] ?? 0));
  expect(await page.locator("tr[data-incident]").count()).toBe(Math.min(most, 50));
  await expectClean(page, complaints);

  // The week as a whole, of which one that was written about is read.
  const words = new URL(page.url()).searchParams;
  words.delete("severity");
  words.set("postmortem", "published");
  await page.goto(`/incidents?${words}`);
  await page.locator("tr[data-incident] a").first().click();
  await page.waitForURL(/\/incidents\/\d+/);
  await drawn(page);
  await expectClean(page, complaints);
  await page.locator('main a[href$="/postmortem"]').first().click();
  await page.waitForURL(/\/postmortem/);
  await drawn(page);
  await expectClean(page, complaints);

  await page.goto(`/review?week=${weekOf(words.get("from")!)}`);
  await drawn(page);
  await expectClean(page, complaints);
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length;
  // The busiest week of a company with 350 systems.
  expect(pages).toBeLessThanOrEqual(6);
  await close();
});

/** ISO week of a Monday, or of any other day. */
function weekOf(day: string): string {
  const thursday = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7);
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}
