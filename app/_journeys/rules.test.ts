import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { read, request, send, serveClaimed } from "./account.ts";
import { answering, expectClean, open } from "./browser.ts";
import { journeyOn } from "./journey.ts";

const journey = journeyOn(serveClaimed);

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** Ten changes of agents with one approval, ten with three; one of the former was a culprit. */
async function history(page: Page): Promise<void> {
  const items = Array.from({ length: 20 }, (_, i) => ({
    source: "ci",
    externalId: `${i}`,
    title: `Change ${i}`,
    deployedAt: daysAgo(20 - i / 10),
    aiAssistance: "agent",
    approvals: i < 10 ? 1 : 3,
    documented: true,
  }));
  await send(page, "/changes/batch", { items });
  // The period of all begins with the first incident.
  await send(page, "/incidents", {
    title: "Carts are slow",
    startedAt: daysAgo(25),
    mitigatedAt: daysAgo(24.9),
  });
  await send(page, "/incidents", {
    title: "Carts are empty",
    startedAt: daysAgo(19.5),
    mitigatedAt: daysAgo(19.4),
    lostOrders: 200,
    changes: [{ source: "ci", externalId: "0", link: "culprit" }],
  });
}

type Rule = { id: string; name: string; state: string; noted: { checks: number; held: number } };

const planned = {
  title: "Drop the old table",
  source: "ci",
  externalId: "next",
  aiAssistance: "agent",
  approvals: 2,
  documented: true,
};

test("a rule is composed with its price beside it, tried in shadow, made live, and each step taken back", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/");
  await history(page);
  const check = async () => {
    const answer = await request(page, "/changes/check", { data: planned });
    expect(answer.ok()).toBe(true);
    return answer.text();
  };
  const before = await check();
  const rule = async () => (await read<{ items: Rule[] }>(page, "/guardrail-rules")).items[0];
  const state = async () => (await rule())?.state;
  const undo = async () => {
    const done = page.getByText("Taken back.");
    await done.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).last().click();
    await done.waitFor();
  };
  const step = (label: string) => page.getByRole("button", { name: `${label}: Agents need three` }).click();

  await open(page, "/rule-price");
  await page.getByRole("heading", { name: "Compose a rule" }).waitFor();
  await answering(page);
  await page.getByLabel("Asks for, 1: value").fill("3");
  await page.waitForURL(/asks=approvals:at-least:3/);
  const priced = page.locator("[aria-live=polite]").filter({ hasText: "Changes held" });
  await priced.getByText(/^10 \(/).waitFor();
  await priced.getByText(/at most 200 orders/).waitFor();
  await expectClean(page, complaints);
  await page.getByLabel("Name of the rule").fill("Agents need three");
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.getByText("“Agents need three” is a draft.").waitFor();
  await expect.poll(state).toBe("draft");
  expect(await check()).toBe(before);

  await step("Try in shadow");
  await page.getByText("“Agents need three” is in shadow.").waitFor();
  await expect.poll(state).toBe("shadow");
  await undo();
  await expect.poll(state).toBe("draft");
  await step("Try in shadow");
  await expect.poll(state).toBe("shadow");
  expect(await check()).toBe(before);
  expect((await rule())?.noted).toMatchObject({ checks: 1, held: 1 });
  await open(page, "/rule-price");
  await page.getByText("of 1 check: would have held 1").waitFor();
  await page.getByText(/Drop the old table, ci next; asked by Ada/).waitFor();
  await expectClean(page, complaints);

  await answering(page);
  await step("Make live");
  await expect.poll(state).toBe("live");
  const live = JSON.parse(await check());
  expect(live).toMatchObject({ verdict: "blocked" });
  expect(live.because).toContain((await rule())?.id);
  await undo();
  await expect.poll(state).toBe("shadow");
  expect(await check()).toBe(before);

  const { items } = await read<{ items: { action: string; actorName: string }[] }>(
    page,
    `/audit?subject=${(await rule())?.id}`,
  );
  expect(items.toReversed().map(({ action, actorName }) => [action, actorName])).toEqual(
    ["create", "shadow", "draft", "shadow", "enforce", "release"].map((step) => [
      `guardrail-rule.${step}`,
      "Ada",
    ]),
  );
  expect(complaints).toEqual([]);
  await close();
});
