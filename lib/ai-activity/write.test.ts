import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { getChange } from "#lib/changes/read.ts";
import { recordChange } from "#lib/changes/write.ts";
import type { Scope } from "#lib/scope.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { activityOfChange, listActivity } from "./read.ts";
import { recordActivity } from "./write.ts";

const item = {
  user_email: "jane@shop.example",
  day: "2026-03-05",
  is_active: true,
  tools: ["Cursor"],
  models: ["gpt-5.2"],
};
const record = (scope: Scope, items: unknown[], more: object = {}) =>
  recordActivity(scope, { items, source: "cursor", ...more });
const listed = async (scope: Scope, words: object = {}) => (await listActivity(scope, words)).items;

describe("recording who used AI tools on which day", () => {
  test("keeps what was said, and the same again changes nothing", async () => {
    const scope = await testScope();
    expect(await record(scope, [item])).toEqual({ created: 1, updated: 0, unchanged: 0, refused: [] });
    expect(await record(scope, [item])).toEqual({ created: 0, updated: 0, unchanged: 1, refused: [] });
    expect(await listed(scope)).toEqual([{ ...item, source: "cursor", id: expect.any(String) }]);
  });

  test("one person's day is one record a source, whatever the case of the address and the form of names", async () => {
    const scope = await testScope();
    await record(scope, [item]);
    const same = { ...item, user_email: " Jane@SHOP.example", tools: ["Cursor", " Cursor "] };
    expect(await record(scope, [same])).toMatchObject({ unchanged: 1 });
    const other = { ...item, is_active: false, tools: [] };
    expect(await record(scope, [other])).toMatchObject({ updated: 1 });
    expect(await record(scope, [item], { source: "copilot" })).toMatchObject({ created: 1 });
    expect(await listed(scope, { source: "cursor" })).toMatchObject([{ is_active: false, tools: [] }]);
    expect(await listed(scope, { email: "JANE@shop.example" })).toHaveLength(2);
  });

  test("several items for one day in a batch are as if sent one after the other", async () => {
    const scope = await testScope();
    const quiet = { ...item, is_active: false };
    expect(await record(scope, [item, item, quiet])).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    expect(await listed(scope)).toMatchObject([{ is_active: false }]);
  });

  test("stores the good items, and says of the others where they are and what is wrong", async () => {
    const scope = await testScope();
    const items = [
      item,
      { ...item, user_email: "jane" },
      { ...item, day: "2026-02-30" },
      { ...item, day: "2031-01-01" },
      { ...item, day: "1912-01-01" },
      { ...item, is_active: "yes" },
      { user_email: "amir@shop.example", day: "2026-03-05" },
      { ...item, tool: "Cursor" },
      { ...item, tools: [""] },
    ];
    const answer = await record(scope, items);
    expect(answer).toMatchObject({ created: 1 });
    expect(answer.refused.map(({ index, errors }) => [index, errors[0]!.path])).toEqual([
      [1, "user_email"],
      [2, "day"],
      [3, "day"],
      [4, "day"],
      [5, "is_active"],
      [6, "is_active"],
      [7, "tool"],
      [8, "tools.0"],
    ]);
    const whole = await refusalOf(record(scope, items.slice(1), { atomic: true }));
    expect(whole.code).toBe("invalid");
    expect(await listed(scope)).toHaveLength(1);
  });

  test("tells the audit trail of the batch, and not of each person's day", async () => {
    const scope = await testScope();
    await record(scope, [item, { ...item, day: "2026-03-06" }]);
    await record(scope, [item]);
    const { items } = await listAudit(scope, { action: "ai-activity." });
    expect(items.map(({ subject, after }) => [subject, after])).toEqual([
      ["ai-activity", { source: "cursor", days: 2 }],
    ]);
    expect(JSON.stringify(items)).not.toContain("jane");
  });

  test("is for those who may record changes, and is read page by page, from a day to another", async () => {
    const scope = await testScope();
    expect((await refusalOf(record(as(scope, "viewer"), [item]))).code).toBe("forbidden");
    const days = ["2026-03-05", "2026-03-06", "2026-03-07"];
    await record(
      scope,
      days.map((day) => ({ ...item, day })),
    );
    const first = await listActivity(as(scope, "viewer"), { limit: "2" });
    expect(first.items.map(({ day }) => day)).toEqual(days.slice(0, 2));
    const rest = await listActivity(scope, { limit: "2", cursor: first.next });
    expect(rest.items.map(({ day }) => day)).toEqual(days.slice(2));
    expect(await listed(scope, { from: "2026-03-06", to: "2026-03-07" })).toMatchObject([
      { day: "2026-03-06" },
    ]);
  });

  test("by many senders at once makes one record", async () => {
    const scope = await testScope();
    await Promise.all(Array.from({ length: 8 }, () => record(scope, [item])));
    expect(await listed(scope)).toHaveLength(1);
  });
});

describe("on a change", () => {
  const change = { title: "New retry rule", author: "Jane <JANE@shop.example>" };
  const changed = async (scope: Scope, more: object = {}) =>
    (await recordChange(scope, { body: { ...change, deployedAt: "2026-03-05T14:00:00Z", ...more } })).change;
  const hint = (scope: Scope, { id }: { id: string }) => activityOfChange(scope, { key: id });

  test("stands beside it where its author holds that very address, and changes nothing of it", async () => {
    const scope = await testScope();
    const before = await changed(scope);
    await record(scope, [item]);
    expect(await hint(scope, before)).toEqual({
      email: "jane@shop.example",
      day: "2026-03-05",
      isActive: true,
      tools: ["Cursor"],
    });
    expect(await getChange(scope, { key: before.id })).toEqual(before);
    expect(before.aiAssistance).toBe("unknown");
  });

  test("says nothing of another author, of another day, or of a day that is not known", async () => {
    const scope = await testScope();
    await record(scope, [item]);
    for (const more of [
      { author: "Jane" },
      { author: "jane.doe@shop.example" },
      { author: null },
      { deployedAt: "2026-03-06T14:00:00Z" },
      { deployedAt: "2026-03" },
    ])
      expect(await hint(scope, await changed(scope, more)), JSON.stringify(more)).toBeNull();
    expect(await hint(scope, await changed(scope, { deployedAt: "2026-03-05" }))).not.toBeNull();
  });

  test("somebody is active who was so by any source, with the tools of those alone", async () => {
    const scope = await testScope();
    await record(scope, [{ ...item, is_active: false, tools: ["Copilot"] }], { source: "copilot" });
    const one = await changed(scope);
    expect(await hint(scope, one)).toMatchObject({ isActive: false, tools: [] });
    await record(scope, [item]);
    expect(await hint(scope, one)).toMatchObject({ isActive: true, tools: ["Cursor"] });
  });
});
