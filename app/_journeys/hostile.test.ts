import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { unguard } from "#lib/csv/guard.ts";
import { isStorable, shows } from "#lib/names.ts";
import { read, send, serveClaimed } from "./account.ts";
import { drawn, expectClean, open, openWindow } from "./browser.ts";
import { line, storeScripts } from "./hostile-records.ts";
import { journeyOn } from "./journey.ts";
import { plainPages } from "./paths.ts";
import { signIn } from "./people.ts";
import { adminFor, keyFor } from "./server.ts";

const journey = journeyOn(serveClaimed);

const own = [
  "<script>window.ran = true</script>",
  '<img src="x:none" onerror="window.ran = true">',
  '"><svg onload="window.ran = true">',
  '<a href="javascript:window.ran = true">here</a> and [there](javascript:window.ran%20=%20true)',
  "{{7*7}} #{7*7} <%= 7*7 %> %s %d %n",
  "'; DROP TABLE incidents; --",
  '=HYPERLINK("http://127.0.0.1","pay")',
  "Ω≈ç√∫ 田中さん ﷽ 👩‍👩‍👧‍👦 \u202Egnirts\u202C",
  "\u200B\u200Bzero width",
  "null",
  "..\\..\\windows ../../etc/passwd",
];

/** A longer list, as JSON, such as the Big List of Naughty Strings: HOSTILE_STRINGS=blns.json */
const file = process.env.HOSTILE_STRINGS;
const strings = file === undefined ? own : (JSON.parse(readFileSync(file, "utf8")) as string[]);
/** What can be a title at all: something in it, and on one line as pages show it. */
const titles = [...new Set([...own, ...strings])].filter(
  (text) => shows(text) && isStorable(text) && text.length <= 500,
);

const ran = (page: Page) => page.evaluate(() => "ran" in window);

/** Nothing ran, and markup of theirs made nothing of the page. */
async function expectStill(page: Page): Promise<void> {
  const made = "#content :is(img, script, iframe, svg[onload]), iframe, a[href^='javascript' i]";
  expect({ url: page.url(), ran: await ran(page), made: await page.locator(made).count() }).toEqual({
    url: page.url(),
    ran: false,
    made: 0,
  });
}

/** As a browser shows it: white space runs together. */
const shown = (text: string) => text.replace(/\s+/g, " ").trim();

describe("hostile text", () => {
  test("stays text in lists and in files", async () => {
    const { page, complaints, close } = await journey.window();
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await open(page, "/incidents");
    const items = titles.map((title, i) => ({
      source: "hostile",
      externalId: `H-${i}`,
      title,
      summary: title,
      startedAt: new Date(Date.UTC(2026, 2, 1) + i * 60_000).toISOString(),
    }));
    const answer = await send<{ refused: unknown[] }>(page, "/incidents/batch", { items });
    expect(answer.refused).toEqual([]);

    const seen = new Map<string, string>();
    for (let next: string | null = "/incidents?limit=200&source=hostile"; next !== null; ) {
      await page.goto(next);
      const rows = await page.locator("tr[data-incident]").evaluateAll((all) =>
        all.map((row) => ({
          number: row.getAttribute("data-incident")!,
          title: row.querySelector("th a")!.textContent!,
        })),
      );
      for (const { number, title } of rows) seen.set(number, title);
      const link = page.getByRole("link", { name: "Next page" });
      next = (await link.count()) > 0 ? await link.getAttribute("href") : null;
    }
    expect([...seen.values()].map(shown).sort()).toEqual(titles.map(shown).sort());
    expect(await ran(page)).toBe(false);

    const file = await page.request.get("/api/v1/incidents.csv?source=hostile");
    const csv = await file.text();
    expect(csv.split("\r\n").filter((line) => /^[=+@-]/.test(line))).toEqual([]);
    // Guarded where a spreadsheet would run it, and the same text again where an import reads it.
    const rows = Papa.parse<{ title: string }>(csv, { header: true, skipEmptyLines: true }).data;
    expect(rows.map(({ title }) => unguard(title))).toEqual(expect.arrayContaining(own.slice(0, 6)));
    expect(complaints).toEqual([]);
    expect(dialogs).toEqual([]);
    await close();
  });

  test("is read and edited as it was written", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents");
    const { number } = await send<{ number: number }>(page, "/incidents", {
      title: own[0],
      summary: own[1],
      startedAt: "2026-03-01T00:00:00Z",
      rootCauseDetail: own[2],
      aiNote: own[3],
      regions: [own[4]],
    });
    const text = [...own, ...strings.slice(0, 200)]
      .filter((one) => one.isWellFormed() && !one.includes("\0"))
      .join("\n\n");
    await send(
      page,
      `/incidents/${number}/postmortem`,
      { summary: text, rootCause: own.join("\n\n"), fiveWhys: own.slice(0, 4) },
      "PUT",
    );
    await send(page, `/incidents/${number}/timeline`, {
      at: "2026-03-01T00:00:00Z",
      kind: "action",
      text: own[1],
    });
    await send(page, `/incidents/${number}/actions`, { title: own[2], owner: own[0] });
    await open(page, `/incidents/${number}`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(own[0]);
    await expectClean(page, complaints);
    await open(page, `/incidents/${number}/postmortem`);
    await expectStill(page);
    await page.goto(`/incidents/${number}/postmortem/edit`);
    const summary = page.getByRole("textbox", { name: "Summary", exact: true });
    await summary.waitFor();
    expect(await summary.inputValue()).toBe(text);
    await summary.press("End");
    await summary.pressSequentially(" more");
    await expect
      .poll(async () => (await read<{ summary: string }>(page, `/incidents/${number}/postmortem`)).summary, {
        timeout: 15_000,
      })
      .toContain(" more");
    expect(await ran(page)).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  test("in any field is text on every page, under a policy that would not run it", {
    timeout: 300_000,
  }, async () => {
    const own = { name: line, email: "root@example.test", password: "a long enough password" };
    const paths = [
      ...plainPages,
      ...(await storeScripts(journey.served, await keyFor(journey.served, "admin"))),
    ];
    await adminFor(journey.served, own);
    const { page, complaints, close } = await openWindow(journey.browser, journey.served.url);
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await signIn(page, own);
    let seen = 0;
    for (const path of paths) {
      const response = await page.goto(path);
      await drawn(page);
      expect([path, response!.status()]).toEqual([path, 200]);
      const policy = response!.headers()["content-security-policy"] ?? "";
      expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/);
      await expectStill(page);
      expect({ path, dialogs, complaints }).toEqual({ path, dialogs: [], complaints: [] });
      if ((await page.locator("body").textContent())!.includes("<script>window.ran")) seen += 1;
    }
    // They were there to be seen.
    expect(seen).toBeGreaterThan(15);
    await close();
  });

  test("goes through the form as it was typed", async () => {
    const { page, complaints, close } = await journey.window();
    for (const text of own.slice(0, 8)) {
      await open(page, "/incidents/new");
      await page.getByLabel("Title").fill(text);
      await page.getByLabel("Impact began").fill("2h ago");
      await page.getByRole("button", { name: "Log the incident" }).click();
      await page.waitForURL(/\/incidents\/\d+$/);
      const stored = await read<{ title: string }>(page, `/incidents/${page.url().split("/").at(-1)}`);
      expect(stored.title).toBe(text);
      expect(shown((await page.getByRole("heading", { level: 1 }).textContent())!)).toBe(shown(text));
    }
    expect(await ran(page)).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });
});
