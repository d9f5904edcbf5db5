import { expect, test } from "vitest";
import type { LabelAuditAnswer } from "#lib/analytics/label-audit.ts";
import type { LabelAudit } from "#lib/label-audits/schema.ts";
import { answersFor, company, eighty, labelledWorld } from "#lib/label-draws/testing-labels.ts";
import { culpritsChecked, eightyChecked } from "#lib/statistics/testing-labels.ts";
import { labelAnswers } from "#lib/values.ts";
import { read, send, serveClaimed } from "./account.ts";
import { expectClean, open } from "./browser.ts";
import { journeyOn } from "./journey.ts";

const journey = journeyOn(serveClaimed);

const yesterday = new Date(Date.now() - 86_400_000).toISOString();

test("eighty changes are dealt out and checked by one key each, and correct the share as R does", async () => {
  const { page, complaints, close } = await journey.window();
  await open(page, "/incidents");
  const { changes, incidents } = labelledWorld(company, yesterday);
  await send(page, "/changes/batch", { items: changes });
  await send(page, "/incidents/batch", { items: incidents });

  await open(page, "/ai?period=7d");
  await page.getByText("Nobody has checked labels yet").waitFor();
  await page.getByRole("link", { name: "Check labels" }).click();
  await page.getByRole("heading", { name: "No sample has been drawn" }).waitFor();
  await page.getByRole("button", { name: "Draw a sample" }).click();
  await expectClean(page, complaints);
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await page.waitForURL(/\/ai\/labels\/check\?audit=/);
  await page.getByText("80 of 80 left").waitFor();
  await expectClean(page, complaints);

  const id = new URL(page.url()).searchParams.get("audit")!;
  const audit = await read<LabelAudit>(page, `/label-audits/${id}`);
  const answers = answersFor(audit.drawn, eighty);
  const dealt = async () => Number(/CHG-(\d+) · /.exec((await page.locator("#content").textContent())!)![1]);
  const first = await dealt();
  const started = Date.now();
  for (let left = 80; left > 0; left -= 1) {
    await page.getByText(`${left} of 80 left`).waitFor();
    const change = await dealt();
    // A reload deals the same one again.
    if (left === 78) {
      await page.getByRole("status").getByText("On record:").waitFor();
      await open(page, page.url());
      expect(await dealt()).toBe(change);
    }
    await page.keyboard.press(`${labelAnswers.indexOf(answers.get(change)!) + 1}`);
  }
  await page.getByRole("heading", { name: "Nothing is left to check" }).waitFor();
  const checks = async () => (await read<LabelAudit>(page, `/label-audits/${id}`)).checks;
  await expect.poll(async () => (await checks()).length, { timeout: 20_000 }).toBe(80);
  expect(Date.now() - started).toBeLessThan(120_000);
  expect(new Map((await checks()).map(({ change, answer }) => [change, answer]))).toEqual(answers);
  expect((await checks()).some(({ change }) => change === first)).toBe(true);

  await page.getByRole("status").getByText("On record:").waitFor();
  await page.keyboard.press("u");
  await page.getByText("1 of 80 left").waitFor();
  await page.keyboard.press(`${labelAnswers.indexOf(answers.get(await dealt())!) + 1}`);
  await page.getByRole("heading", { name: "Nothing is left to check" }).waitFor();
  await expect.poll(async () => (await checks()).length, { timeout: 20_000 }).toBe(80);

  const told = await read<LabelAuditAnswer>(page, "/analytics/label-audit?period=7d");
  for (const [own, { share }] of [
    [told.changes!, eightyChecked],
    [told.culprits!, culpritsChecked],
  ] as const) {
    if ("declined" in own.corrected) throw new Error(own.corrected.declined);
    const { estimate, low, high } = own.corrected;
    expect([estimate, low, high].map((value) => Number(value).toFixed(9))).toEqual(
      share.map((value) => value.toFixed(9)),
    );
  }
  await open(page, "/ai?period=7d");
  await page.getByText("30% of all are marked as made with AI").waitFor();
  await page.getByText("corrected, it made 32% (24–44)").waitFor();
  await expectClean(page, complaints);
  await open(page, "/ai/labels?period=28d");
  await page.getByText("It corrects no other share than that of these changes.").first().waitFor();
  await expectClean(page, complaints);
  await close();
}, 240_000);
