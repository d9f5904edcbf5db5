import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { AppError } from "#lib/errors.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { testScope } from "#lib/testing.ts";
import { getAction, listIncidentActions } from "./read.ts";
import { closeAction, dropAction, openAction, reopenAction, updateAction } from "./write.ts";

const key = "1";

async function withAction(body: Record<string, unknown> = {}, now?: string) {
  const scope = await testScope(now === undefined ? {} : { now });
  await declareIncident(scope, { body: { title: "Down", startedAt: "2026-05-01T10:00:00Z" } });
  const action = await openAction(scope, { key, body: { title: "Watch the disk", ...body } });
  return { scope, action };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).code;
}

describe("an action item", () => {
  test("is open, of medium priority and without a day until somebody says more", async () => {
    const { scope, action } = await withAction();
    expect(action).toMatchObject({ state: "open", priority: "medium", dueOn: null, owner: null, version: 1 });
    expect(await getAction(scope, { id: action.id })).toEqual(action);
  });

  test("closing, dropping and opening again keep the date of closing right", async () => {
    const { scope, action } = await withAction();
    const { id } = action;
    expect((await closeAction(scope, { id })).closedAt).toEqual(new Date("2026-06-01T12:00:00Z"));
    expect(await dropAction(scope, { id, version: 2 })).toMatchObject({ state: "dropped", version: 3 });
    expect(await reopenAction(scope, { id })).toMatchObject({ state: "open", closedAt: null, version: 4 });
    expect((await closeAction(scope, { id })).version).toBe(5);
    expect((await closeAction(scope, { id })).version).toBe(5);
  });

  test("a stale version is a conflict, and a missing one is refused", async () => {
    const { scope, action } = await withAction();
    const { id } = action;
    await updateAction(scope, { id, patch: { version: 1, owner: "Ann" } });
    expect(await codeOf(updateAction(scope, { id, patch: { version: 1, owner: "Bo" } }))).toBe("conflict");
    expect(await codeOf(updateAction(scope, { id, patch: { owner: "Bo" } }))).toBe("invalid");
    expect((await getAction(scope, { id })).owner).toBe("Ann");
    const { items } = await listAudit(scope, { action: "action.update" });
    expect(items).toMatchObject([
      { before: { action: { owner: null } }, after: { action: { owner: "Ann" } } },
    ]);
  });

  test("only a web address is a tracker link", async () => {
    const { scope } = await withAction({ trackerUrl: "https://tracker.example/REL-1?a=b#c" });
    for (const trackerUrl of ["javascript:alert(1)", "REL-118", "https:// ", "data:text/html,x"]) {
      expect(await codeOf(openAction(scope, { key, body: { title: "x", trackerUrl } }))).toBe("invalid");
    }
  });

  test("is overdue when its day is over in the organisation's zone, not in another", async () => {
    const { scope, action } = await withAction({ dueOn: "2026-06-01" }, "2026-06-01T20:00:00Z");
    expect((await getAction(scope, { id: action.id })).overdue).toBe(false);
    await updateSettings(scope, { version: 0, zone: "Asia/Kathmandu" });
    expect((await getAction(scope, { id: action.id })).overdue).toBe(true);
    expect((await closeAction(scope, { id: action.id })).overdue).toBe(false);
  });

  test("the list begins with what is due soonest", async () => {
    const { scope } = await withAction();
    const open = async (of: Scope, title: string, dueOn: string | null) =>
      (await openAction(of, { key, body: { title, dueOn } })).id;
    await open(scope, "later", "2026-07-01");
    const done = await open(scope, "done", "2026-01-01");
    await open(scope, "sooner", "2026-06-02");
    await closeAction(scope, { id: done });
    const { items } = await listIncidentActions(scope, { key });
    expect(items.map(({ title }) => title)).toEqual(["sooner", "later", "Watch the disk", "done"]);
  });
});
