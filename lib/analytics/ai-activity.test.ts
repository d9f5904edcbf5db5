import { describe, expect, test } from "vitest";
import { recordActivity } from "#lib/ai-activity/write.ts";
import { deleteChange, recordChanges } from "#lib/changes/write.ts";
import type { Scope } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { testScope } from "#lib/testing.ts";
import { getAiActivity } from "./ai-activity.ts";
import { activityText } from "./ai-activity-words.ts";
import { getAiShare } from "./ai-share.ts";

const march = { from: "2026-03-01", to: "2026-04-01" };
const people = ["jane@shop.example", "amir@shop.example", "lena@shop.example"];
const days = ["2026-03-05", "2026-03-06"];
const labels = ["unknown", "none", "assisted"] as const;
const clocks = ["00:10", "12:00", "23:50"];

const changes = people.flatMap((email, p) =>
  days.flatMap((day, d) =>
    labels.flatMap((aiAssistance) =>
      clocks.map((clock, c) => ({
        source: "ci",
        externalId: `${p} ${d} ${aiAssistance} ${c}`,
        title: "Deploy",
        author: c === 1 ? `Some Body <${email.toUpperCase()}>` : email,
        deployedAt: `${day}T${clock}:00Z`,
        aiAssistance,
      })),
    ),
  ),
);
/** Jane was active on both days, by one of two sources on the second; Amir on one; nothing is recorded of Lena. */
const told = [
  { source: "cursor", user_email: "jane@shop.example", day: "2026-03-05", is_active: true },
  { source: "cursor", user_email: "jane@shop.example", day: "2026-03-06", is_active: false },
  { source: "copilot", user_email: "Jane@shop.example", day: "2026-03-06", is_active: true },
  { source: "cursor", user_email: "amir@shop.example", day: "2026-03-05", is_active: false },
];

async function company(scope: Scope): Promise<void> {
  await recordChanges(scope, { items: changes, atomic: true });
  await recordChanges(scope, {
    items: [{ title: "By a name", author: "Jane", deployedAt: "2026-03-05T12:00:00Z" }],
  });
}
async function activity(scope: Scope): Promise<void> {
  for (const { source, ...item } of told) await recordActivity(scope, { items: [item], source });
}

describe("changes of which it is not known whether AI made them", () => {
  test("are counted by what is recorded of their authors on that day, as a plain reading of the records does", async () => {
    const scope = await testScope();
    await company(scope);
    expect(await getAiActivity(scope, march)).toMatchObject({ recorded: false, nobody: 19 });
    await activity(scope);
    // 2 days of Jane, 1 of Amir, 3 changes each; what is left is 1 day of Amir, 2 of Lena, and one named "Jane".
    const counts = { recorded: true, changes: 19, active: 6, inactive: 3, nobody: 10 };
    expect(await getAiActivity(scope, march)).toMatchObject(counts);
    expect(await getAiActivity(scope, { from: "2026-03-06", to: "2026-03-07" })).toMatchObject({
      changes: 9,
      active: 3,
      inactive: 0,
      nobody: 6,
    });
  });

  test("belong to the day of the organisation's zone, whoever reads", async () => {
    const scope = await testScope();
    await company(scope);
    await activity(scope);
    await updateSettings(scope, { version: 0, zone: "Asia/Tokyo" });
    // What went out at 23:50Z went out on the day after there.
    const counts = { active: 5, inactive: 2, nobody: 12 };
    expect(await getAiActivity(scope, march)).toMatchObject(counts);
    expect(await getAiActivity(scope, { ...march, zone: "America/New_York" })).toMatchObject(counts);
  });

  test("become no AI-assisted ones by it", async () => {
    const scope = await testScope();
    await company(scope);
    const before = await getAiShare(scope, march);
    await activity(scope);
    expect((await getAiShare(scope, march)).changes).toEqual(before.changes);
  });

  test("are counted anew where a day is told anew, a change comes, or one goes", async () => {
    const scope = await testScope();
    await company(scope);
    await activity(scope);
    const item = { user_email: "amir@shop.example", day: "2026-03-05", is_active: true };
    await recordActivity(scope, { items: [item], source: "cursor" });
    expect(await getAiActivity(scope, march)).toMatchObject({ active: 9, inactive: 0, nobody: 10 });
    await recordChanges(scope, {
      items: [{ title: "One more", author: "amir@shop.example", deployedAt: "2026-03-05T18:00:00Z" }],
    });
    expect(await getAiActivity(scope, march)).toMatchObject({ active: 10, inactive: 0, nobody: 10 });
    await deleteChange(scope, { key: `${changes.length + 2}` });
    expect(await getAiActivity(scope, march)).toMatchObject({ active: 9, inactive: 0, nobody: 10 });
  });
});

describe("in words", () => {
  const none = { recorded: true, changes: 0, active: 0, inactive: 0, nobody: 0 };
  const rest = "This says nothing of the changes themselves.";
  test.each([
    [
      { ...none, recorded: false, changes: 3, nobody: 3 },
      "Nothing is recorded of who used AI tools on which day.",
    ],
    [none, "Of every change of this period it is known whether AI made it."],
    [
      { ...none, changes: 1, active: 1 },
      `Of the one change of which it is not known whether AI made it, 1 was made by somebody who used an AI tool that day, 0 by somebody recorded as not active that day, and 0 by somebody of whom nothing is recorded for that day. ${rest}`,
    ],
    [
      { ...none, changes: 1204, active: 1000, inactive: 200, nobody: 4 },
      `Of the 1,204 changes of which it is not known whether AI made them, 1,000 were made by somebody who used an AI tool that day, 200 by somebody recorded as not active that day, and 4 by somebody of whom nothing is recorded for that day. ${rest}`,
    ],
  ])("%j", (told, words) => {
    expect(activityText(told)).toBe(words);
  });
});
