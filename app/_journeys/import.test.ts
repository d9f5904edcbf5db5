import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { serveClaimed } from "./account.ts";
import { drawn, violationsOn } from "./browser.ts";
import { faults, incidentFile, mended } from "./import-file.ts";
import {
  button,
  countsOn,
  downloaded,
  drop,
  expectCleanEverywhere,
  heading,
  storedIncidents,
  takeBack,
} from "./import-steps.ts";
import { journeyOn } from "./journey.ts";

const journey = journeyOn(serveClaimed);

async function answer(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "day/month/year" }).check();
  await page.getByPlaceholder(/Choose one/).fill("Europe/Berlin");
  await page.getByRole("option", { name: "Europe/Berlin" }).click();
  const purple = page.getByLabel("What Purple means");
  if ((await purple.count()) > 0) await purple.selectOption("Sev-4");
  const refuse = button(page, "An error: refuse those rows, for all of them");
  if ((await refuse.count()) > 0) await refuse.click();
  await page.getByRole("radio", { name: "Yes, create them" }).check();
}

/** Waits until the server has it: whoever leaves then finds it again. */
async function answerHalf(page: Page): Promise<void> {
  for (const give of [
    () => page.getByLabel("What Purple means").selectOption("Sev-5"),
    () => page.getByRole("radio", { name: "Yes, create them" }).check(),
  ]) {
    const kept = page.waitForResponse((response) => response.request().method() === "POST");
    await give();
    await kept;
  }
}

async function expectHalfKept(page: Page): Promise<void> {
  await heading(page, "What the file leaves open");
  expect(await page.getByLabel("What Purple means").inputValue()).toBe("5");
  expect(await page.getByRole("radio", { name: "Yes, create them" }).isChecked()).toBe(true);
  expect(await page.getByRole("radio", { name: "day/month/year" }).isChecked()).toBe(false);
  expect(await button(page, "On to the preview").isDisabled()).toBe(true);
}

const rows = 12_000;

describe("an analyst", () => {
  test("imports a file, mends what was refused, takes an import back and exports", {
    timeout: 300_000,
  }, async () => {
    const { page, complaints, close } = await journey.window();

    await drop(page, "ops.csv", incidentFile(rows));
    await expectCleanEverywhere(page, complaints);
    const reference = page.getByLabel("What Ref becomes").first();
    await reference.click();
    await page.getByRole("option", { name: "Keep it as it is" }).click();
    await page.reload();
    await heading(page, "What is each column?");
    await page.getByText("Keep it as it is").first().waitFor();
    await button(page, "On to the questions").click();
    await heading(page, "What the file leaves open");
    await expectCleanEverywhere(page, complaints);
    expect(await button(page, "On to the preview").isDisabled()).toBe(true);
    await answerHalf(page);
    await page.reload();
    await expectHalfKept(page);
    await page.goto("/import");
    await page.getByRole("link", { name: "ops.csv" }).click();
    await heading(page, "What is each column?");
    await button(page, "On to the questions").click();
    await heading(page, "What the file leaves open");
    await expectHalfKept(page);
    await answer(page);
    await button(page, "On to the preview").click();

    await heading(page, "What would be stored");
    const planned = {
      "to create": rows - faults.length,
      "to update": 0,
      unchanged: 0,
      refused: faults.length,
    };
    expect(await countsOn(page)).toEqual({ ...planned, "left out": 0 });
    await page.getByText("3 systems would be added").waitFor();
    await expectCleanEverywhere(page, complaints);
    await page.reload();
    await heading(page, "What would be stored");
    await page.goto("/import");
    await page.getByRole("link", { name: "ops.csv" }).click();
    await heading(page, "What would be stored");

    await button(page, "Run the import").click();
    await page.getByRole("progressbar").waitFor();
    expect(await page.getByRole("status").textContent()).toMatch(/of 12,000 rows/);
    await page.reload();
    await heading(page, "The import is through");
    const stored = { created: rows - faults.length, updated: 0, unchanged: 0, refused: faults.length };
    expect(await countsOn(page)).toEqual({ ...stored, "left out": 0 });
    await expectCleanEverywhere(page, complaints);
    const first = page.url();

    const refused = await downloaded(page, /refused rows/);
    expect(refused.map((row) => row.Ref)).toEqual(faults.map(({ row }) => `OPS-${row}`));
    const [why] = Object.keys(refused[0]!).filter((name) => name.startsWith("Refused because"));
    for (const row of refused) expect(row[why!]).toMatch(/\w.+\./);

    await drop(page, "ops-mended.csv", mended(refused));
    await heading(page, "Refused rows that came back");
    await expectCleanEverywhere(page, complaints);
    await button(page, "See what becomes of them").click();
    await heading(page, "What would be stored");
    await button(page, "Run the import").click();
    await heading(page, "The import is through");
    const allIn = { created: faults.length, updated: 0, unchanged: 0, refused: 0, "left out": 0 };
    expect(await countsOn(page)).toEqual(allIn);
    expect(await storedIncidents(page)).toBe(rows);

    await takeBack(page);
    expect(await countsOn(page)).toEqual({ removed: faults.length, restored: 0, "kept, edited since": 0 });
    await expectCleanEverywhere(page, complaints);
    expect(await storedIncidents(page)).toBe(rows - faults.length);

    await page.goto("/incidents?period=all");
    const exported = await downloaded(page, "Export CSV");
    expect(exported).toHaveLength(rows - faults.length);

    await page.goto(first);
    await takeBack(page);
    await page.getByText("3 of the 3 systems that were added for it went with it.").waitFor();
    expect(await storedIncidents(page)).toBe(0);
    await expectCleanEverywhere(page, complaints);
    await close();
  });

  test("is told in the preview what is not kept to the letter", async () => {
    const { page, complaints, close } = await journey.window();
    await drop(page, "few.csv", "id,title,started\n1,Sl\0ow,2026-03-02T08:00:00Z\n");
    await button(page, "On to the questions").click();
    await heading(page, "What the file leaves open");
    await button(page, "On to the preview").click();
    await heading(page, "What would be stored");
    await heading(page, "Rows that are not stored to the letter");
    await page.getByText("Line 2: title “Slow”: NUL bytes were removed.").waitFor();
    await expectCleanEverywhere(page, complaints);
    await close();
  });

  test("is told what is wrong with a file that is none, on a phone too", async () => {
    const { page, close } = await journey.window({ width: 390 });
    await page.goto("/import");
    await drawn(page);
    await page.locator("input[type=file]").setInputFiles({
      name: "book.xlsx",
      mimeType: "text/csv",
      buffer: Buffer.from("PK\u0003\u0004 and so on"),
    });
    await page.getByText(/Excel/).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await close();
  });
});
