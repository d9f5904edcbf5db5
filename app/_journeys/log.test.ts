import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { read, send, serveClaimed, zone } from "./account.ts";
import { expectClean, open } from "./browser.ts";
import { journeyOn } from "./journey.ts";

const journey = journeyOn(serveClaimed);

type Stored = {
  number: number;
  title: string;
  severity: number | null;
  startedAt: string;
  systems: { slug: string; part: string }[];
};

/** Minutes since midnight in the organisation's zone. */
function clockIn(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }).format(new Date(at));
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    return element?.labels?.[0]?.textContent ?? element?.textContent ?? "";
  });
}

/** Tab until the field of that name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 15; presses += 1) {
    if ((await focused(page)).startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${name} cannot be reached by Tab; the focus is on ${await focused(page)}`);
}

describe("an engineer logs an incident", () => {
  test.each([1440, 390])("from the overview with the keyboard alone, at %i px", async (width) => {
    const { page, complaints, close } = await journey.window({ width });
    await open(page, "/");
    const begun = Date.now();
    let keys = 0;
    const press = async (key: string) => {
      keys += 1;
      await page.keyboard.press(key);
    };
    const type = async (text: string) => {
      keys += text.length;
      await page.keyboard.type(text);
    };
    await press("Control+k");
    await page.getByRole("dialog", { name: "Go to" }).waitFor();
    await type("log an");
    await page.getByRole("button", { name: "Log an incident" }).last().waitFor();
    await press("ArrowDown");
    await press("Enter");
    await page.waitForURL("**/incidents/new");
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    expect(await focused(page)).toContain("Title");

    await type("Checkout times out for card payments");
    await press("Tab");
    await press("ArrowLeft");
    await press("ArrowLeft");
    await press("ArrowLeft");
    await press("ArrowLeft");
    await tabTo(page, "Impact began");
    await type("2h ago");
    await page.getByText(/UTC\+0[12]:00, 2\sh(\s\d\smin)? ago/).waitFor();
    await tabTo(page, "Began in");
    await type("Checkout");
    await page.getByRole("option").first().waitFor();
    await press("ArrowDown");
    await press("Enter");
    await press("Control+Enter");
    await page.waitForURL(/\/incidents\/\d+$/);
    const seconds = (Date.now() - begun) / 1000;
    // Somebody who types two keys a second needs this long, with what the product itself took.
    expect(keys / 2 + seconds).toBeLessThan(60);

    await page.getByRole("heading", { name: "Checkout times out" }).waitFor();
    const stored = await read<Stored>(page, `/incidents/${page.url().split("/").at(-1)}`);
    expect(stored).toMatchObject({
      title: "Checkout times out for card payments",
      severity: 2,
      systems: [{ slug: "checkout", part: "origin" }],
    });
    const minutesAgo = (Date.now() - Date.parse(stored.startedAt)) / 60_000;
    expect(minutesAgo).toBeGreaterThan(119);
    expect(minutesAgo).toBeLessThan(123);
    await expectClean(page, complaints);
    await close();
  });

  test("times are understood as they are typed or pasted, and said in the organisation's zone", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents/new");
    await page.locator("#content").getByText("Times in Europe/Berlin").waitFor();
    const began = page.getByLabel("Impact began");
    const day = (back: number) =>
      new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric" }).format(
        Date.now() - back * 86_400_000,
      );
    for (const { typed, said } of [
      { typed: "00:00", said: new RegExp(`^${day(0)} .*, 00:00 UTC\\+0[12]:00`) },
      { typed: "yesterday 23:10", said: new RegExp(`^${day(1)} .*, 23:10 UTC\\+0[12]:00`) },
      { typed: "2h ago", said: /, 2\sh(\s\d\smin)? ago$/ },
      { typed: "2026-03-05T13:05:00Z", said: /^5 Mar 2026, 14:05 UTC\+01:00/ },
      { typed: "2026-07-05T14:05:00+05:45", said: /^5 Jul 2026, 10:20 UTC\+02:00/ },
      { typed: "2026-03-05 14:05", said: /^5 Mar 2026, 14:05 UTC\+01:00/ },
    ]) {
      await began.fill(typed);
      await page.getByText(said).first().waitFor({ timeout: 5000 });
    }
    await page.getByLabel("Title").fill("Pasted from a log");
    await began.fill("2026-03-05T13:05:00Z");
    await page.getByRole("button", { name: "Log the incident" }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    const stored = await read<Stored>(page, `/incidents/${page.url().split("/").at(-1)}`);
    expect(stored.startedAt).toBe("2026-03-05T13:05:00.000Z");
    expect(clockIn(stored.startedAt)).toBe("14:05");
    await page.locator("time").filter({ hasText: "5 Mar 2026, 14:05" }).first().waitFor();
    await expectClean(page, complaints);
    await close();
  });

  test("what cannot be is refused by field, and nothing typed is lost", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents/new");
    await page.getByLabel("Title").fill("Out of order");
    await page.getByLabel("Impact began").fill("half past never");
    await page.getByRole("button", { name: "State and further times" }).click();
    await page.getByLabel("Detected").fill("2026-03-05 15:00");
    await page.getByLabel("Mitigated").fill("2026-03-05 14:30");
    await page.getByRole("button", { name: "Reach and impact" }).click();
    await page.getByLabel("Summary").fill("It broke.");
    await page.getByLabel("Lost orders").fill("1234");
    await page.getByRole("button", { name: "Log the incident" }).click();
    await page.getByText("This cannot be read as a time").first().waitFor();

    await page.getByLabel("Impact began").fill("2026-03-05 14:00");
    await page.getByRole("button", { name: "Log the incident" }).click();
    const refusal = page.getByText(/before.*detect|detect.*before/i).first();
    await refusal.waitFor();
    const words = async () =>
      (await page.locator("[class*=Input-error], [class*=InputWrapper-error]").allTextContents())
        .join(" ")
        .toLowerCase();
    await expect.poll(words).toContain("detected");
    expect(await words()).toContain("mitigated");
    expect(await page.getByLabel("Title").inputValue()).toBe("Out of order");
    expect(await page.getByLabel("Summary").inputValue()).toBe("It broke.");
    expect(await page.getByLabel("Lost orders").inputValue()).toBe("1234");
    expect(await page.getByLabel("Detected").inputValue()).toBe("2026-03-05 15:00");
    await expectClean(page, complaints);

    await page.getByLabel("Mitigated").fill("2026-03-05 15:30");
    await page.getByRole("button", { name: "Log the incident" }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    expect(await read(page, `/incidents/${page.url().split("/").at(-1)}`)).toMatchObject({
      summary: "It broke.",
      lostOrders: 1234,
      durations: { detectMinutes: 60, mitigateMinutes: 90 },
    });
    await close();
  });
});

test.each([1440, 390])(
  "an incident that is taken up again is asked about its ends, and its history keeps them, at %i px",
  async (width) => {
    const { page, complaints, close } = await journey.window({ width });
    await open(page, "/");
    const { number } = await send<Stored>(page, "/incidents", {
      title: "Checkout is down",
      startedAt: "2026-03-05T14:00:00Z",
      mitigatedAt: "2026-03-05T14:30:00Z",
      resolvedAt: "2026-03-05T15:00:00Z",
    });
    await open(page, `/incidents/${number}/edit`);
    await page.getByLabel("State", { exact: true }).selectOption("open");
    const clear = page.getByRole("button", { name: "Clear Mitigated and Resolved" });
    await clear.waitFor();
    await expectClean(page, complaints);

    // Unanswered, nothing is saved and nothing is lost.
    const save = page.getByRole("button", { name: "Save" });
    await save.click();
    await expect.poll(() => focused(page)).toContain("State");
    expect(await page.getByRole("textbox", { name: "Resolved" }).inputValue()).toBe("2026-03-05 16:00");
    expect(await read(page, `/incidents/${number}`)).toMatchObject({ status: "resolved" });

    await clear.click();
    await save.click();
    await page.waitForURL(/\/incidents\/\d+$/);
    expect(await read(page, `/incidents/${number}`)).toMatchObject({
      status: "open",
      mitigatedAt: null,
      resolvedAt: null,
    });
    // The record holds no end any more: these stand in its history.
    for (const end of ["5 Mar 2026, 15:30", "5 Mar 2026, 16:00"])
      await page.getByText(end).first().waitFor({ state: "attached" });
    await expectClean(page, complaints);
    await close();
  },
);
