import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { read, send, serveClaimed } from "./account.ts";
import { answering, expectClean, open } from "./browser.ts";
import { journeyOn } from "./journey.ts";

const journey = journeyOn(serveClaimed);

type Incident = {
  number: number;
  version: number;
  title: string;
  severity: number | null;
  kind: string;
  deletedAt: string | null;
  duplicateOf: number | null;
  aiInvolvement: string;
  changes: { number: number; link: string }[];
};

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const incident = (page: Page, number: number) => read<Incident>(page, `/incidents/${number}`);

async function logged(page: Page, title: string, more: object = {}): Promise<number> {
  const body = { title, startedAt: hoursAgo(5), systems: [{ slug: "cart", part: "origin" }], ...more };
  return (await send<Incident>(page, "/incidents?createSystems=true", body)).number;
}

async function chooseIn(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(option);
  await page.getByRole("option", { name: option }).first().click();
}

async function undo(page: Page): Promise<void> {
  const done = page.getByText("Taken back.");
  // The word of an undo before this one stays for some seconds.
  await done.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await done.waitFor();
}

describe("incidents", () => {
  test("are edited, and an edit over somebody else's is a decision", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents");
    const number = await logged(page, "Carts are slow");
    await open(page, `/incidents/${number}/edit`);
    const { version } = await incident(page, number);
    await send(page, `/incidents/${number}`, { version, lostOrders: 7 }, "PATCH");
    await page.getByLabel("Title").fill("Carts are very slow");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Somebody else saved in the meantime").waitFor();
    await page.getByText("Lost orders: 7").waitFor();
    expect(await page.getByLabel("Title").inputValue()).toBe("Carts are very slow");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    expect(await incident(page, number)).toMatchObject({ title: "Carts are very slow", lostOrders: 7 });
    await expectClean(page, complaints);
    await close();
  });

  test("are merged, deleted and restored, each with a way back", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents");
    const first = await logged(page, "Sign-in fails");
    const second = await logged(page, "Sign-in fails too");
    await open(page, `/incidents/${second}`);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Duplicate of" }).click();
    await page.getByLabel("Duplicate of").fill(`INC-${second}`);
    await page.getByRole("button", { name: "Mark as duplicate" }).click();
    await page
      .getByRole("dialog")
      .getByText(/its own duplicate/)
      .waitFor();
    await expectClean(page, complaints);
    await page.getByLabel("Duplicate of").fill(`INC-${first}`);
    await page.getByRole("button", { name: "Mark as duplicate" }).click();
    await page.getByRole("link", { name: `duplicate of INC-${first}` }).waitFor();
    expect(await incident(page, second)).toMatchObject({ kind: "duplicate", duplicateOf: first });
    await undo(page);
    await expect
      .poll(() => incident(page, second), { timeout: 10_000 })
      .toMatchObject({ kind: "incident", duplicateOf: null });

    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByText("deleted: not counted in figures").waitFor();
    expect((await incident(page, second)).deletedAt).not.toBeNull();
    await undo(page);
    await page.getByText("deleted: not counted in figures").waitFor({ state: "detached" });
    expect((await incident(page, second)).deletedAt).toBeNull();

    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("button", { name: "Restore" }).waitFor({ state: "detached" });
    await expect.poll(async () => (await incident(page, second)).deletedAt, { timeout: 10_000 }).toBeNull();
    await expectClean(page, complaints);
    await close();
  });

  test("are changed many at once, and given back what each had", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents");
    const one = await logged(page, "Bulk one", { severity: 3 });
    const two = await logged(page, "Bulk two", { severity: 4 });
    await open(page, "/incidents?q=Bulk");
    await page.getByLabel(`Choose INC-${one}`).check();
    await page.getByLabel(`Choose INC-${two}`).check();
    await page.getByText("2 incidents chosen").waitFor();
    await page.getByLabel("Severity").selectOption({ label: "Sev-2" });
    await expectClean(page, complaints);
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByText("2 incidents changed").waitFor();
    const severities = async () => [
      (await incident(page, one)).severity,
      (await incident(page, two)).severity,
    ];
    expect(await severities()).toEqual([2, 2]);
    await undo(page);
    expect(await severities()).toEqual([3, 4]);
    expect(complaints).toEqual([]);
    await close();
  });

  test("are linked with a change that is suggested", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents");
    const number = await logged(page, "Cart empties itself");
    const change = await send<{ number: number }>(page, "/changes", {
      title: "Drop the old cart table",
      system: "cart",
      deployedAt: hoursAgo(6),
      aiAssistance: "agent",
    });
    await open(page, `/incidents/${number}/edit`);
    const row = page.getByRole("listitem").filter({ hasText: "Drop the old cart table" });
    await row.getByText(/(1\sh|59\smin) before/).waitFor();
    await row.getByText("Culprit", { exact: true }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    await page.getByRole("heading", { name: "Culprit change" }).waitFor();
    expect((await incident(page, number)).changes).toMatchObject([
      { number: change.number, link: "culprit" },
    ]);

    // What the culprit says of AI is taken over, and given back, from the keyboard.
    await page.getByText(`Its culprit CHG-${change.number} was made by an AI agent`).waitFor();
    const take = page.getByRole("button", { name: "Take over: AI involvement contributing" });
    await take.focus();
    await page.keyboard.press("Enter");
    await page.getByText(`Taken over from CHG-${change.number} by`).waitFor();
    expect((await incident(page, number)).aiInvolvement).toBe("contributing");
    await page.getByText("took over from the culprit whether AI was involved").waitFor();
    await expectClean(page, complaints);
    await page.keyboard.press("Enter");
    await take.waitFor();
    expect((await incident(page, number)).aiInvolvement).toBe("unknown");

    await page.getByRole("link", { name: "Drop the old cart table" }).first().click();
    await page.waitForURL(`**/changes/${change.number}`);
    await page.getByRole("link", { name: "Cart empties itself" }).waitFor();
    await expectClean(page, complaints);
    await close();
  });
});

test("a change is audited", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/changes");
  await send(page, "/systems", { slug: "ledger", name: "Ledger", tier: 1 });
  const { number } = await send<{ number: number }>(page, "/changes", {
    title: "Round amounts",
    system: "ledger",
    deployedAt: hoursAgo(30),
  });
  await open(page, `/changes/${number}`);
  await page.getByLabel("A deviation").check();
  await page.getByLabel("Note").fill("Nobody had looked at it.");
  await page.getByRole("button", { name: "Record the audit" }).click();
  await page.getByText("Nobody had looked at it.", { exact: true }).first().waitFor();
  expect(await read(page, `/changes/${number}`)).toMatchObject({
    auditOutcome: "deviation",
    auditNote: "Nobody had looked at it.",
    auditedBy: "Ada",
  });
  await expectClean(page, complaints);
  await close();
});

test("a system is added with what it depends on, and changed", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/systems");
  await send(page, "/systems", { slug: "stock", name: "Stock" });
  await page.getByRole("link", { name: "Add a system" }).click();
  await page.waitForURL("**/systems/new");
  await answering(page);
  await page.getByLabel("Name").fill("Delivery Promise");
  await page.getByLabel("Tier").selectOption("1");
  await page.getByRole("combobox", { name: "Organisation" }).fill("Fulfilment");
  await chooseIn(page, "Depends on", "Stock");
  await page.getByRole("button", { name: "Add the system" }).click();
  await page.waitForURL("**/systems/delivery-promise");
  await page.getByRole("heading", { name: "Delivery Promise" }).waitFor();
  expect(await read(page, "/systems/stock/neighbours")).toMatchObject({
    dependents: [{ slug: "delivery-promise" }],
  });
  await expectClean(page, complaints);

  await page.getByRole("link", { name: "Edit" }).click();
  await page.waitForURL("**/edit");
  await answering(page);
  await page.getByLabel("Owner").fill("Grace");
  await send(page, "/systems/delivery-promise", { version: 1, description: "Says when." }, "PATCH");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Description: Says when.").waitFor();
  expect(await page.getByLabel("Owner").inputValue()).toBe("Grace");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL("**/systems/delivery-promise");
  expect(await read(page, "/systems/delivery-promise")).toMatchObject({
    name: "Delivery Promise",
    tier: 1,
    org: "Fulfilment",
    owner: "Grace",
    description: "Says when.",
    dependsOn: ["stock"],
  });
  expect(complaints).toEqual([]);
  await close();
});

test("an intervention is added, changed and deleted", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/interventions");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Add an intervention" }).click();
  await dialog.getByLabel("Name").fill("Code freeze");
  await dialog.getByLabel("Kind").selectOption("freeze");
  await dialog.getByLabel("First day").fill("2026-03-05");
  await dialog.getByLabel("Last day").fill("2026-03-01");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.locator("[class*=error]").first().waitFor();
  expect(await dialog.getByLabel("Name").inputValue()).toBe("Code freeze");
  await expectClean(page, complaints);
  await dialog.getByLabel("Last day").fill("2026-03-25");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Edit Code freeze" }).click();
  await dialog.getByLabel("Name").fill("Spring freeze");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  const { items } = await read<{ items: { name: string; endsOn: string }[] }>(page, "/interventions");
  expect(items).toMatchObject([{ name: "Spring freeze", startsOn: "2026-03-05", endsOn: "2026-03-25" }]);

  await page.getByRole("button", { name: "Edit Spring freeze" }).click();
  await dialog.getByRole("button", { name: "Delete this intervention" }).click();
  await page.getByText("No intervention in this period").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test("an action gets another owner and day, and is done", async () => {
  const { page, complaints, close } = await journey.window({ width: 390 });
  await open(page, "/incidents");
  const number = await logged(page, "Labels are unreadable");
  const { id } = await send<{ id: string }>(page, `/incidents/${number}/actions`, {
    title: "Clean the printer",
  });
  await page.goto(`/incidents/${number}/postmortem/edit`);
  await page.getByRole("button", { name: "Edit Clean the printer" }).click();
  const form = page.locator("form").filter({ has: page.getByLabel("State") });
  await form.getByLabel("Owner").fill("Grace");
  await form.getByLabel("Due").fill("2030-01-31");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText(/Grace · due 31 Jan 2030/).waitFor();
  await expectClean(page, complaints);
  await open(page, `/incidents/${number}`);
  await page.getByRole("button", { name: /^State of Clean the printer/ }).click();
  await page.getByRole("menuitem", { name: "Done" }).click();
  await page.getByText("“Clean the printer” is done.").waitFor();
  expect(await read(page, `/actions/${id}`)).toMatchObject({
    state: "done",
    owner: "Grace",
    dueOn: "2030-01-31",
  });
  await expectClean(page, complaints);
  await close();
});

test("what is typed before the palette is there is kept, and a number that is of nothing is no error", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/trends");
  const number = await logged(page, "Parcels are not scanned");
  await page.waitForLoadState("networkidle");
  // Its code is long in coming.
  let held = 0;
  await page.route("**/_next/static/**", async (route) => {
    held += 1;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("parcelx");
  await page.keyboard.press("Backspace");
  await page.getByRole("status").getByText("parcel", { exact: true }).waitFor();
  const input = page.getByRole("textbox", { name: "What to go to" });
  await input.waitFor();
  expect(held).toBeGreaterThan(0);
  await page.keyboard.type("s are");
  expect(await input.inputValue()).toBe("parcels are");
  await page.getByRole("dialog", { name: "Go to" }).getByText("Parcels are not scanned").waitFor();
  await expectClean(page, complaints);
  await input.fill("");
  for (const letter of `inc-${number}99`) {
    await page.keyboard.type(letter);
    await page.waitForTimeout(200);
  }
  await page.getByText("Nothing found").waitFor();
  await expectClean(page, complaints);
  await close();
});

test("a view is saved, renamed, gone to by the palette, and removed", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/");
  const number = await logged(page, "Invoices are not issued");
  await open(page, "/incidents?severity=1,2");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByLabel("Save this page and filter as").fill("The bad ones");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("link", { name: "The bad ones" }).waitFor();
  await page.getByRole("button", { name: "Rename the view The bad ones" }).click();
  await page.getByLabel("New name of The bad ones").fill("The worst");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await page.getByRole("link", { name: "The worst" }).waitFor();
  await expectClean(page, complaints);

  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Go to" }).waitFor();
  await page.keyboard.type(`inc-${number}`);
  await page.getByRole("dialog", { name: "Go to" }).getByText("Invoices are not issued").waitFor();
  await expectClean(page, complaints);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/incidents/${number}`);
  await page.keyboard.press("Control+k");
  // Enter comes before any answer, and the last one found an incident.
  await page.getByLabel("What to go to").fill("the wor");
  await page.getByLabel("What to go to").press("Enter");
  await page.waitForURL(/\/incidents\?severity=1(,|%2C)2/);

  await answering(page);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("button", { name: "Remove the view The worst" }).click();
  await page.getByText("No view is saved yet.").waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test("settings are saved, and refused by field", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/settings");
  await page.getByLabel("Worth of one order").fill("42.5");
  await page.getByLabel("Currency").fill("euros");
  await page.getByRole("combobox", { name: "Time zone" }).fill("Mars/Olympus");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Say from which day on").waitFor();
  await page.getByLabel("From today on").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Some fields are not acceptable").waitFor();
  const zone = page.getByRole("combobox", { name: "Time zone" });
  await expect.poll(() => zone.evaluate((field) => field === document.activeElement)).toBe(true);
  await expectClean(page, complaints);
  await page.getByRole("combobox", { name: "Time zone" }).fill("Europe/Berlin");
  await page.getByLabel("Currency").fill("EUR");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByRole("cell", { name: "since ever" }).first().waitFor();
  await open(page, "/settings");
  expect(await page.getByLabel("Worth of one order").inputValue()).toBe("42.5");
  await page.getByRole("link", { name: "Post-mortem template" }).click();
  await page.waitForURL("**/postmortem-template");
  await answering(page);
  await page.getByLabel("Summary").fill("## What\n\nWho, when, how long");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The template is saved.").waitFor();
  expect(complaints).toEqual([]);
  await close();
});
