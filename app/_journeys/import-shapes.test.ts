import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { serveClaimed } from "./account.ts";
import {
  button,
  countsOn,
  downloaded,
  drop,
  expectCleanEverywhere,
  heading,
  storedIncidents,
} from "./import-steps.ts";
import { journeyOn } from "./journey.ts";

/** Histories in the shapes that public ones have, to the end, in every window and scheme. */

const journey = journeyOn(serveClaimed);

const two = (n: number) => String(n).padStart(2, "0");
const days = Array.from({ length: 24 }, (_, i) => `2025-${two((i % 12) + 1)}-${two(i + 3)}`);

/** As a status page's list is scraped: impacts, several components in a cell, maintenance among incidents. */
const statusPage = [
  "id,title,url,impact,components,published_at,started_at,resolved_at,duration_minutes,updates_count",
  ...days.map((day, i) =>
    [
      9_630_000 + i,
      i % 8 === 0 ? "Scheduled work on the network" : `Degraded service number ${i}`,
      `https://status.example.com/${i}`,
      i % 8 === 0 ? "maintenance" : ["minor", "major", "critical", "none"][i % 4],
      i % 3 === 0 ? '"Packages, Pages"' : "Actions",
      `${day}T14:00:00Z`,
      `${day}T10:00:00Z`,
      `${day}T12:30:00Z`,
      150,
      4,
    ].join(","),
  ),
].join("\n");

/** Records by their keys, dates and zones apart, and words where nothing is known. */
const byKey = JSON.stringify(
  Object.fromEntries(
    days.map((day, i) => [
      `key${i}`,
      {
        title: `Incident with part ${i}`,
        severity: ["major", "minor", "critical"][i % 3],
        start_timezone: i % 2 === 0 ? "UTC" : "PDT",
        start_time: `${day} 09:15`,
        end_timezone: i % 2 === 0 ? "UTC" : "PDT",
        end_time: i % 6 === 0 ? "N/A" : `${day} 11:45`,
        impact: "N/A",
        summary: `On ${day} part ${i} answered slowly.`,
      },
    ]),
  ),
);

/** As a warehouse of trackers keeps issues. */
const tracker = [
  "id,url,issue_key,title,type,original_type,status,original_status,resolution_date,created_date,priority,component",
  ...days.map((day, i) =>
    [
      `jira:JiraIssue:2:${10_000 + i}`,
      `https://jira.example.com/browse/EE-${i}`,
      `EE-${i}`,
      `Search does not answer: case ${i}`,
      "INCIDENT",
      "Incident",
      i % 5 === 0 ? "IN_PROGRESS" : "DONE",
      i % 5 === 0 ? "In Progress" : "Done",
      i % 5 === 0 ? "NULL" : `${day} 17:15:55.959+00:00`,
      `${day} 07:15:55.959+00:00`,
      ["Highest", "High", "Medium", "Low"][i % 4],
      "search",
    ].join(","),
  ),
].join("\n");

/** Says what nobody proposed: the first thing that can be said. */
async function answerAll(page: Page): Promise<void> {
  const selects = page.locator("select");
  for (let i = 0; i < (await selects.count()); i += 1)
    if ((await selects.nth(i).inputValue()) === "") await selects.nth(i).selectOption({ index: 1 });
  const zone = page.getByPlaceholder(/Choose one/);
  if ((await zone.count()) > 0) {
    await zone.fill("Europe/Berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
  }
  for (const name of ["Yes, create them", /comma begins the fraction/])
    if ((await page.getByRole("radio", { name }).count()) > 0)
      await page.getByRole("radio", { name }).check();
}

/** From the columns to the end, with what is refused on the way. */
async function through(page: Page, complaints: readonly string[]): Promise<Record<string, number>> {
  await expectCleanEverywhere(page, complaints);
  await button(page, "On to the questions").click();
  await page
    .getByRole("heading", { name: /file leaves/ })
    .first()
    .waitFor();
  await answerAll(page);
  await expectCleanEverywhere(page, complaints);
  await button(page, "On to the preview").click();
  await heading(page, "What would be stored");
  await expectCleanEverywhere(page, complaints);
  await button(page, "Run the import").click();
  await heading(page, "The import is through");
  await expectCleanEverywhere(page, complaints);
  return countsOn(page);
}

describe("a history is imported to the end", () => {
  test.each([
    // Three of its entries are maintenance, which is no incident.
    ["of a status page", "status.csv", statusPage, 21],
    ["of records by their keys, as JSON", "history.json", byKey, 24],
    ["of a tracker's warehouse", "issues.csv", tracker, 24],
  ])("%s", { timeout: 180_000 }, async (_, name, text, incidents) => {
    const { page, complaints, close } = await journey.window();
    const before = await storedIncidents(page);
    await drop(page, name, text);
    expect(await through(page, complaints)).toMatchObject({ created: 24, refused: 0 });
    expect((await storedIncidents(page)) - before).toBe(incidents);
    await close();
  });
});

test("a German file's refused rows come home by one press, and are stored", {
  timeout: 180_000,
}, async () => {
  const { page, complaints, close } = await journey.window();
  const before = await storedIncidents(page);
  const lines = days.map((day, i) => {
    const [year, month, date] = day.split("-");
    const title = i === 4 ? "" : `Störung im Lager ${i}`;
    const began = i === 9 ? "übermorgen" : `${date}.${month}.${year} 08:00`;
    return `S-${i};${title};${began};${date}.${month}.${year} 09:30;hoch;1.${two(i)}0,5`;
  });
  const file = ["Vorfall-Nr;Titel;Beginn;Ende;Schweregrad;Umsatzverlust", ...lines].join("\r\n");
  await drop(page, "störungen.csv", file);
  expect(await through(page, complaints)).toMatchObject({ created: 22, refused: 2 });

  const refused = await downloaded(page, /refused rows/);
  const header = Object.keys(refused[0]!);
  const mended = refused.map((row) => ({
    ...row,
    Titel: row.Titel || "Störung, nachgetragen",
    Beginn: row.Beginn === "übermorgen" ? "12.10.2025 08:00" : row.Beginn!,
  }));
  const back = [header, ...mended.map((row) => Object.values(row))].map((cells) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";"),
  );
  await drop(page, "störungen-refused.csv", back.join("\r\n"));
  await heading(page, "Refused rows that came back");
  await expectCleanEverywhere(page, complaints);
  await button(page, "See what becomes of them").click();
  await heading(page, "What would be stored");
  await button(page, "Run the import").click();
  await heading(page, "The import is through");
  expect(await countsOn(page)).toMatchObject({ created: 2, refused: 0 });
  expect((await storedIncidents(page)) - before).toBe(24);
  const list = await page.request.get("/api/v1/incidents?period=all&limit=1&q=nachgetragen");
  const { items } = (await list.json()) as { items: { title: string }[] };
  expect(items.map(({ title }) => title)).toEqual(["Störung, nachgetragen"]);
  await close();
});
