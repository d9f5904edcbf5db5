import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Download, Page } from "playwright-core";
import { expect } from "vitest";
import { violationsOn } from "./browser.ts";

/** The steps of an import, as somebody goes through them. */

const looks = [1440, 390].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);

/** Whatever window and scheme the step is looked at in. */
export async function expectCleanEverywhere(page: Page, complaints: readonly string[]): Promise<void> {
  for (const { width, scheme } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
    expect(await violationsOn(page), `${page.url()} ${width} ${scheme}`).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${page.url()} ${width}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(complaints).toEqual([]);
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).waitFor();
export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** As a person drags it from a folder onto the page. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/import");
  const dropped = await page.evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([file.text], file.name, { type: "text/csv" }));
      return transfer;
    },
    { name, text },
  );
  await page.getByText("Drop a file here").dispatchEvent("drop", { dataTransfer: dropped });
  await page.waitForURL(/\/import\/imp/);
  await heading(page, "What is each column?");
}

/** A few numbers with their names, as the page shows them. */
export async function countsOn(page: Page): Promise<Record<string, number>> {
  const pairs = await page
    .locator("dl > div")
    .evaluateAll((all) =>
      all.map((one) => [one.querySelector("dt")?.textContent, one.querySelector("dd")?.textContent]),
    );
  return Object.fromEntries(pairs.map(([name, count]) => [name, Number(count?.replaceAll(",", ""))]));
}

async function rowsOf(download: Download): Promise<Record<string, string>[]> {
  const text = readFileSync(await download.path(), "utf8").replace(/^\uFEFF/, "");
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

export async function downloaded(page: Page, link: string | RegExp): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: link }).click(),
  ]);
  return rowsOf(download);
}

export async function storedIncidents(page: Page): Promise<number> {
  const list = await page.request.get("/api/v1/incidents?period=all&limit=1");
  return ((await list.json()) as { total: number }).total;
}

export async function takeBack(page: Page): Promise<void> {
  await button(page, "Take it back").click();
  await page.getByRole("dialog").getByRole("button", { name: "Take it back" }).click();
  await heading(page, "The import was taken back");
}
