import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { serveClaimed } from "./account.ts";
import { violationsOn } from "./browser.ts";
import { journeyOn } from "./journey.ts";

const journey = journeyOn(serveClaimed);

/** A moment in three columns, which are joined in the order of the file unless somebody says otherwise. */
const file = `id,title,Clock,Day,Timezone,resolved
1,Checkout is down,10:00,2024-03-01,UTC,2024-03-01 20:00Z
2,Search is slow,11:30,2024-07-01,UTC,2024-07-01 20:00Z
`;

async function upload(page: Page): Promise<void> {
  await page.goto("/import");
  await page.locator("input[type=file]").setInputFiles({
    name: "clocks.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(file),
  });
  await page.waitForURL(/\/import\/imp/);
  await page.getByRole("heading", { name: "What is each column?" }).waitFor();
  for (const column of ["Clock", "Day", "Timezone"]) await feeds(page, column);
}

/** Chooses the start for a column where that is not proposed. */
async function feeds(page: Page, column: string): Promise<void> {
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: column, exact: true }) });
  if ((await row.getByText("Impact began").count()) > 0) return;
  await page.getByLabel(`What ${column} becomes`).first().click();
  await page.getByRole("option", { name: /^Impact began/ }).click();
  await page.keyboard.press("Escape");
}

const orderOn = (page: Page) =>
  page
    .getByRole("list", { name: "Columns of Impact began" })
    .getByRole("listitem")
    .evaluateAll((items) => items.map((item) => item.textContent?.replace(/^\d/, "")));

const right = ["Day", "Clock", "Timezone"];

test("the order of joined columns is changed by keyboard, and the file is stored by it", async () => {
  const { page, complaints, close } = await journey.window({ width: 390, scheme: "dark" });
  await upload(page);
  for (const [at, column] of right.entries())
    for (let now = (await orderOn(page)).indexOf(column); now > at; now -= 1) {
      await page.getByRole("button", { name: `Move ${column} up` }).focus();
      await page.keyboard.press("ArrowUp");
    }
  expect(await orderOn(page)).toEqual(right);
  await page.getByText("2024-03-01 10:00 UTC").first().waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await page.getByRole("button", { name: "On to the questions" }).click();
  await page
    .getByRole("heading", { name: /The file leaves nothing open|What the file leaves open/ })
    .waitFor();
  await page.getByRole("button", { name: "On to the preview" }).click();
  await page.getByRole("heading", { name: "What would be stored" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "Run the import" }).click();
  await page.getByRole("heading", { name: "The import is through" }).waitFor();
  const list = await page.request.get("/api/v1/incidents?period=all&sort=startedAt");
  const { items } = (await list.json()) as { items: { startedAt: string }[] };
  expect(items.map(({ startedAt }) => startedAt)).toEqual([
    "2024-03-01T10:00:00.000Z",
    "2024-07-01T11:30:00.000Z",
  ]);
  expect(complaints).toEqual([]);
  await close();
});

test("and by mouse, which is still so after a reload", async () => {
  const { page, complaints, close } = await journey.window();
  await upload(page);
  const item = (name: string) =>
    page
      .getByRole("list", { name: "Columns of Impact began" })
      .getByRole("listitem")
      .filter({ hasText: name });
  const before = await orderOn(page);
  await item(before[2]!).dragTo(item(before[0]!));
  const moved = [before[2], before[0], before[1]];
  expect(await orderOn(page)).toEqual(moved);
  await page.reload();
  await item(before[0]!).waitFor();
  await expect.poll(() => orderOn(page)).toEqual(moved);
  expect(await violationsOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
