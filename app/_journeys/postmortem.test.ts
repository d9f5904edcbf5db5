import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { read, request, send, serveClaimed } from "./account.ts";
import { answering, expectClean, open } from "./browser.ts";
import { journeyOn } from "./journey.ts";

const journey = journeyOn(serveClaimed);

type Written = { summary: string | null; impact: string | null; detection: string | null; state: string };

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function logged(page: Page, title: string, more: object = {}): Promise<number> {
  const { number } = await send<{ number: number }>(page, "/incidents?createSystems=true", {
    title,
    startedAt: hoursAgo(5),
    severity: 2,
    systems: [{ slug: "cart", part: "origin" }],
    ...more,
  });
  return number;
}

const written = (page: Page, number: number) => read<Written>(page, `/incidents/${number}/postmortem`);

async function openEditor(page: Page, number: number): Promise<void> {
  await page.goto(`/incidents/${number}/postmortem/edit`);
  await section(page, "Summary").waitFor();
}

const section = (page: Page, title: string) => page.getByRole("textbox", { name: title, exact: true });

/** Not "Saved" as it stood before: what is stored now. */
async function untilStored(page: Page, number: number, part: Partial<Written>): Promise<void> {
  await expect
    .poll(async () => written(page, number).catch(() => null), { timeout: 15_000 })
    .toMatchObject(part);
  await page.getByText(/^Saved, /).waitFor();
}

/** A browser that is cut off complains of it; of nothing else may it complain. */
const besidesTheCut = (complaints: readonly string[]) =>
  complaints.filter((words) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(words));

async function cutOff(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true);
  await section(page, "Impact").pressSequentially("Carts were ");
  await page.getByText("The server cannot be reached. What you type is kept in this browser").waitFor();
}

describe("a post-mortem being written", () => {
  test("survives a connection that is lost, and a reload meanwhile", async () => {
    const { page, context, complaints, close } = await journey.window();
    await open(page, "/incidents");
    const number = await logged(page, "Carts are empty");
    await openEditor(page, number);
    await section(page, "Summary").fill("It began at noon.");
    await untilStored(page, number, { summary: "It began at noon." });

    await cutOff(context, page);
    await section(page, "Impact").pressSequentially("empty.");
    await section(page, "Detection").fill("By a customer.");
    await page.reload().catch(() => null);
    await context.setOffline(false);
    await openEditor(page, number);
    await page.getByText("Brought back").waitFor();
    expect(await section(page, "Impact").inputValue()).toBe("Carts were empty.");
    expect(await section(page, "Detection").inputValue()).toBe("By a customer.");
    await untilStored(page, number, {
      summary: "It began at noon.",
      impact: "Carts were empty.",
      detection: "By a customer.",
    });
    await page.getByRole("button", { name: "Keep it" }).click();
    await expectClean(page, besidesTheCut(complaints));
    await close();
  });

  test("is sent by itself once the server answers again", async () => {
    const { page, context, complaints, close } = await journey.window({ width: 390 });
    await open(page, "/incidents");
    const number = await logged(page, "Prices are stale");
    await openEditor(page, number);
    await cutOff(context, page);
    await section(page, "Impact").pressSequentially("dear.");
    await context.setOffline(false);
    await untilStored(page, number, { impact: "Carts were dear." });
    await expectClean(page, besidesTheCut(complaints));
    await close();
  });

  test("is there again after the tab was closed in the middle of a word", async () => {
    const { page, context, complaints, close } = await journey.window();
    await open(page, "/incidents");
    const number = await logged(page, "Search finds nothing");
    await openEditor(page, number);
    await section(page, "Summary").fill("The index was emp");
    await page.close();
    const again = await context.newPage();
    await openEditor(again, number);
    expect(await section(again, "Summary").inputValue()).toBe("The index was emp");
    await untilStored(again, number, { summary: "The index was emp" });
    expect(complaints).toEqual([]);
    await close();
  });
});

describe("two people at one post-mortem", () => {
  test("see both versions of what both changed, and lose neither", async () => {
    const ada = await journey.window();
    const grace = await journey.window();
    await open(ada.page, "/incidents");
    const number = await logged(ada.page, "Payments time out");
    await openEditor(ada.page, number);
    await section(ada.page, "Summary").fill("First words.");
    await untilStored(ada.page, number, { summary: "First words." });
    await openEditor(grace.page, number);

    await section(ada.page, "Summary").fill("Ada's words.");
    await section(ada.page, "Detection").fill("Ada saw it.");
    await untilStored(ada.page, number, { summary: "Ada's words.", detection: "Ada saw it." });
    await section(grace.page, "Impact").fill("Grace counted.");
    await section(grace.page, "Summary").fill("Grace's words.");

    const dialog = grace.page.getByRole("dialog", { name: "Somebody else changed the same sections" });
    await dialog.waitFor();
    await dialog.getByText("Ada's words.").waitFor();
    await dialog.getByText("Grace's words.").waitFor();
    expect(await dialog.getByRole("region").count()).toBe(1);
    expect((await written(grace.page, number)).summary).toBe("Ada's words.");
    await expectClean(grace.page, grace.complaints);

    await dialog.getByLabel("Theirs, then mine").check();
    await dialog.getByRole("button", { name: "Go on writing" }).click();
    await untilStored(grace.page, number, {
      summary: "Ada's words.\n\nGrace's words.",
      impact: "Grace counted.",
      detection: "Ada saw it.",
    });

    // Ada writes on over what she saw: she is asked in turn, and takes what is stored.
    await section(ada.page, "Summary").fill("Ada's last words.");
    const asked = ada.page.getByRole("dialog", { name: "Somebody else changed the same sections" });
    await asked.getByLabel("Theirs", { exact: true }).check();
    await asked.getByRole("button", { name: "Go on writing" }).click();
    await section(ada.page, "Lessons").fill("Talk.");
    await untilStored(ada.page, number, {
      summary: "Ada's words.\n\nGrace's words.",
      impact: "Grace counted.",
    });
    expect(ada.complaints).toEqual([]);
    await ada.close();
    await grace.close();
  });
});

describe("an engineer", () => {
  test("logs, edits, writes, publishes and follows up", async () => {
    const { page, complaints, close } = await journey.window();
    await open(page, "/incidents/new");
    await page.getByLabel("Title").fill("Orders are taken twice");
    await page.getByText("Sev-1", { exact: true }).click();
    await page.getByLabel("Impact began").fill("3h ago");
    await page
      .getByRole("combobox", { name: "Began in" })
      .or(page.getByLabel("Began in"))
      .first()
      .fill("Orders");
    await page.getByRole("option", { name: "Orders" }).first().click();
    await page.getByRole("button", { name: "Log the incident" }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    const number = Number(page.url().split("/").at(-1));

    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.waitForURL("**/edit");
    await answering(page);
    await page.getByLabel("Mitigated").fill("1h ago");
    await page.getByLabel("Lost orders").fill("250");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL(/\/incidents\/\d+$/);
    await page.getByText("after 2 h").first().waitFor();

    await page.getByRole("link", { name: "Begin the post-mortem" }).click();
    await section(page, "Summary").fill("Every order of an hour was **taken twice**.");
    await page.getByText(/^Saved, /).waitFor();
    const needs = page.getByRole("list", { name: "What publishing needs" });
    expect(await needs.getByRole("link").allTextContents()).toEqual([
      "A root cause is needed",
      "At least one timeline entry is needed",
      "Say on the incident whether AI was involved: none is an answer, unknown is not",
      "A Sev-1 needs at least one action item",
    ]);
    expect(await page.getByRole("button", { name: "Publish" }).isDisabled()).toBe(true);
    const refused = await request(page, `/incidents/${number}/postmortem/publish`, { data: {} });
    expect(refused.status()).toBe(422);
    const { errors } = (await refused.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path)).toEqual(["rootCause", "timeline", "aiInvolvement", "actions"]);

    await section(page, "Root cause").fill(
      "A retry without a key.\n\n- the client retried\n- the server obeyed",
    );
    await page.getByLabel("AI involvement").selectOption("none");
    await page.getByRole("textbox", { name: "When" }).fill("2h ago");
    await page.getByLabel("What happened").fill("The first double order");
    await page.getByRole("button", { name: "Add to the timeline" }).click();
    await page.getByRole("button", { name: "Edit The first double order" }).waitFor();
    const action = async (title: string, due: string) => {
      await page.getByLabel("What is to be done").fill(title);
      await page.getByRole("textbox", { name: "Owner" }).last().fill("Grace");
      await page.getByLabel("Due", { exact: true }).fill(due);
      await page.getByRole("button", { name: "Add the action" }).click();
      await page.getByRole("button", { name: `Remove ${title}` }).waitFor();
    };
    await action("Give every order a key", dayIn(-3));
    await action("Alert on doubles", dayIn(30));
    await page.getByText("AI involvement is there").waitFor({ state: "attached" });
    await expectClean(page, complaints);
    await page.getByRole("button", { name: "Publish" }).click();
    await page.waitForURL(/\/postmortem$/);
    await page
      .getByText(/Published/)
      .first()
      .waitFor();
    expect(await page.locator("strong", { hasText: "taken twice" }).count()).toBe(1);
    expect(await page.getByRole("article").getByRole("heading", { level: 2 }).allTextContents()).toEqual([
      "Summary",
      "Root cause",
      "Timeline",
      "Actions",
    ]);
    await expectClean(page, complaints);

    const markdown = await page.request.get(`/api/v1/incidents/${number}/postmortem.md`);
    expect(await markdown.text()).toContain("A retry without a key.");

    await open(page, "/follow-through");
    const byOwner = page.getByRole("article", { name: "Open actions by owner" });
    await byOwner.getByRole("button", { name: "Open actions by owner as table" }).click();
    await byOwner.getByRole("row", { name: /Grace/ }).waitFor();

    await open(page, "/");
    const overdue = page
      .getByRole("article", { name: "Overdue actions" })
      .or(page.locator("section, article").filter({ hasText: "Overdue actions" }));
    await overdue.first().getByText("Give every order a key").waitFor();
    expect(await overdue.first().getByText("Alert on doubles").count()).toBe(0);

    await open(page, "/actions?due=overdue");
    await page.getByRole("button", { name: /^State of Give every order a key/ }).click();
    await page.getByRole("menuitem", { name: "Done" }).click();
    await page.getByText("“Give every order a key” is done.").waitFor();
    await page.getByText("No action matches").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: /^State of Give every order a key/ }).waitFor();
    await expectClean(page, complaints);
    await close();
  });
});
