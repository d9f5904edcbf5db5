import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { read, send, serveClaimed } from "./account.ts";
import { drawn, expectClean, open } from "./browser.ts";
import { journeyOn } from "./journey.ts";
import { plainPages } from "./paths.ts";

const journey = journeyOn(serveClaimed);

/** What people type and paste, and the one number that it is; null where it is none, or more than one. */
const forms: readonly [typed: string, number: string | null][] = [
  ["1.2k", "1,200"],
  ["1.2 M", "1,200,000"],
  ["1,5 Mio", "1,500,000"],
  ["1.5 million", "1,500,000"],
  ["3e6", "3,000,000"],
  ["1 234", "1,234"],
  ["1'234", "1,234"],
  ["1.234.567", "1,234,567"],
  ["１２００", "1,200"],
  ["1.200", null],
  ["-5", null],
  ["12-15", null],
  ["~500", null],
  ["ten", null],
  ["12 15", null],
  ["10²", null],
  ["１２００ ％", null],
];

/** Every number field of a page, whatever is folded over it. */
async function numbersOn(page: Page) {
  const folded = page.locator("#content form button[aria-expanded=false]");
  while ((await folded.count()) > 0) await folded.first().click();
  return page.locator("[data-typed-number]").all();
}

/** What stands in each field, and what is said of it. */
function saidOn(page: Page) {
  return page.locator("[data-typed-number]").evaluateAll((fields) =>
    (fields as HTMLInputElement[]).map((field) => {
      const ids = field.getAttribute("aria-describedby")?.split(" ") ?? [];
      const words = (kind: string) =>
        document.getElementById(ids.find((id) => id.endsWith(kind)) ?? "")?.textContent?.trim() ?? "";
      return {
        name: field.name,
        text: field.value,
        understood: words("-description"),
        refused: field.getAttribute("aria-invalid") === "true" ? words("-error") : "",
      };
    }),
  );
}

/** Another input for a number, which could take away what is typed. */
const others =
  "input[type=number], input[type=range], input[inputmode=numeric], input[inputmode=decimal]:not([data-typed-number])";

/** Of a number that was understood: why this field cannot hold it. */
const bounds = /must (not )?be|whole number/;

async function tried(page: Page, enter: (text: string) => Promise<void>) {
  const fields = await numbersOn(page);
  for (const [text, number] of forms) {
    for (const field of fields) {
      await field.fill("");
      await field.focus();
      await enter(text);
    }
    await page.locator("h1").first().click();
    const settled = async () => {
      const said = await saidOn(page);
      return said.filter(({ understood, refused }) => understood === "" && refused === "");
    };
    await expect.poll(settled, { timeout: 5000, interval: 50 }).toEqual([]);
    for (const { name, text: kept, understood, refused } of await saidOn(page)) {
      const of = `${name}: ${text}`;
      expect(kept, of).toBe(text);
      if (number === null) expect(refused, of).not.toBe("");
      else if (refused === "") expect(understood.startsWith(number), `${of} is ${understood}`).toBe(true);
      else expect(refused, of).toMatch(bounds);
    }
  }
  return fields.length;
}

async function anIncident(page: Page): Promise<string> {
  const incident = { title: "Checkout is slow", startedAt: "2026-03-01T10:00:00Z", summary: "Slow." };
  await open(page, "/");
  const { number } = await send<{ number: number }>(page, "/incidents", incident);
  return `/incidents/${number}/edit`;
}

describe("every number field of every page", () => {
  test.each(["typed", "pasted"])(
    "keeps what is %s, and says which number it is or why it is none",
    async (how) => {
      const { page, context, complaints, close } = await journey.window();
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const enter = async (text: string) => {
        if (how === "typed") return page.keyboard.type(text);
        await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
        await page.keyboard.press("Control+V");
      };
      const found: Record<string, number> = {};
      for (const path of [...plainPages, await anIncident(page)]) {
        await page.goto(path);
        await drawn(page);
        expect(await page.locator(others).count(), path).toBe(0);
        if ((await page.locator("[data-typed-number]").count()) > 0) found[path] = await tried(page, enter);
      }
      expect(Object.keys(found)).toEqual(
        expect.arrayContaining(["/incidents/new", "/settings", expect.stringMatching(/edit$/)]),
      );
      expect(Object.values(found).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(15);
      expect(complaints).toEqual([]);
      await close();
    },
    240_000,
  );

  test("is asked about where a text is read in two ways, and a click says which", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents/new");
    await page.getByRole("button", { name: "Reach and impact" }).click();
    const field = page.getByLabel("Lost orders");
    await field.fill("1.200");
    await page.getByText("read in two ways: 1.2 or 1,200").waitFor();
    await expectClean(page, complaints);
    await page.getByRole("button", { name: "It is 1,200" }).click();
    expect(await field.inputValue()).toBe("1200");
    await page.getByText("1,200 orders").waitFor();
    await close();
  });

  test("that is refused keeps the form as it was typed, and is where one goes on", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents/new");
    await page.getByLabel("Title").fill("Checkout is down");
    await page.getByLabel("Impact began").fill("2h ago");
    const impact = page.getByRole("button", { name: "Reach and impact" });
    await impact.click();
    await page.getByLabel("Summary").fill("It broke.");
    await page.getByLabel("Lost orders").fill("12-15");
    await page.getByLabel("Drop in orders").fill("400 %");
    await impact.click();
    await page.getByRole("button", { name: "Log the incident" }).click();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement).name);
    await expect.poll(focused).toBe("lostOrders");
    expect(await saidOn(page)).toMatchObject([
      { text: "12-15", refused: expect.stringContaining("a range") },
      {},
      {},
      { text: "400 %", refused: "This must be 100 or less." },
    ]);
    const kept = (label: string) => page.getByLabel(label).inputValue();
    expect([await kept("Title"), await kept("Impact began"), await kept("Summary")]).toEqual([
      "Checkout is down",
      "2h ago",
      "It broke.",
    ]);
    await expectClean(page, complaints);
    await page.getByLabel("Lost orders").fill("1.2k");
    await page.getByLabel("Drop in orders").fill("40 %");
    await page.getByRole("button", { name: "Log the incident" }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    expect(await read(page, `/incidents/${page.url().split("/").at(-1)}`)).toMatchObject({
      lostOrders: 1200,
      orderDropPercent: 40,
    });
    await close();
  });
});

describe("where no script runs", () => {
  const refusedOn = (page: Page, label: string) =>
    page.getByLabel(label).evaluate((field) => {
      const ids = field.getAttribute("aria-describedby")?.split(" ") ?? [];
      return document.getElementById(ids.find((id) => id.endsWith("-error")) ?? "")?.textContent ?? "";
    });

  test("a number of an incident that is refused comes back in its field, with all that was typed", async () => {
    const { page: signedIn, close: done } = await journey.window();
    const path = await anIncident(signedIn);
    const { page, close } = await journey.window({ scripts: false });
    await page.goto(path);
    await page.getByLabel("Title").fill("Checkout is down");
    await page.getByLabel("Lost orders").fill("12-15");
    await page.getByLabel("Errors").fill("1.2k");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await refusedOn(page, "Lost orders")).toContain("a range");
    const kept = await Promise.all(
      ["Title", "Lost orders", "Errors", "Summary"].map((label) => page.getByLabel(label).inputValue()),
    );
    expect(kept).toEqual(["Checkout is down", "12-15", "1.2k", "Slow."]);
    await page.getByLabel("Lost orders").fill("13");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    expect(await read(signedIn, path.replace("/edit", ""))).toMatchObject({
      title: "Checkout is down",
      lostOrders: 13,
      errors: 1200,
      summary: "Slow.",
      startedAt: "2026-03-01T10:00:00.000Z",
    });
    await done();
    await close();
  });

  test("a number of the settings that is refused comes back in its field", async () => {
    const { page: signedIn, close: done } = await journey.window();
    const { page, close } = await journey.window({ scripts: false });
    await page.goto("/settings");
    await page.getByLabel("Drop in orders").fill("400 %");
    await page.getByLabel("Lost orders").fill("2k");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await refusedOn(page, "Drop in orders")).toBe("This must be 100 or less.");
    expect(await page.getByLabel("Drop in orders").inputValue()).toBe("400 %");
    expect(await page.getByLabel("Lost orders").inputValue()).toBe("2k");
    await page.getByLabel("Drop in orders").fill("40 %");
    await page.getByLabel("From today on").check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await signedIn.goto("/");
    expect(await read(signedIn, "/settings")).toMatchObject({
      highBlast: { lostOrders: 2000, orderDropPercent: 40 },
    });
    await done();
    await close();
  });
});
