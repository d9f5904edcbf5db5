import { describe, expect, test } from "vitest";
import { z } from "zod";
import { baseRates } from "#lib/analytics/base-rate.ts";
import { listChanges } from "#lib/analytics/changes.ts";
import type { Facts } from "#lib/analytics/facts/store.ts";
import { listAudit } from "#lib/audit/read.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { bucketsOf } from "#lib/period.ts";
import { query } from "#lib/query.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { checkChange } from "./check.ts";
import { getChange, listVolumes } from "./read.ts";
import {
  auditChange,
  deleteChange,
  recordAudits,
  recordChange,
  recordChanges,
  recordVolumes,
  restoreChange,
  updateChange,
} from "./write.ts";

const body = { source: "ci", externalId: "D1", title: "Deploy cart", deployedAt: "2026-05-01T10:00:00Z" };

const period = { from: new Date("2026-04-01"), to: new Date("2026-06-01"), zone: "UTC" };

const shareOfChanges = query({
  name: "test.base-rate",
  summary: "",
  requires: "read",
  input: z.void(),
  answer: z.custom<ReturnType<typeof baseRates>["all"]>(),
  async run(context) {
    const facts: Facts = await context.facts();
    const buckets = bucketsOf({ period, size: "month", weekStart: 1, now: context.now });
    return baseRates({ facts, which: {}, period, settings: { zone: "UTC" }, buckets }).all;
  },
});

describe("recording a change", () => {
  test("keeps what was said, and leaves the guardrails unknown where nothing was", async () => {
    const scope = await testScope();
    const { result, change } = await recordChange(scope, { body });
    expect(result).toBe("created");
    expect(change).toMatchObject({
      number: 1,
      version: 1,
      approvals: null,
      documented: null,
      aiAssistance: "unknown",
    });
    expect(change.guardrails.verdict).toBe("needs-approval");
    expect(await getChange(scope, { key: "CHG-1" })).toEqual(change);
    expect(await getChange(scope, { key: change.id })).toEqual(change);
  });

  test("the same body again changes nothing, and a changed one makes a new version with its history", async () => {
    const scope = await testScope();
    const full = { ...body, system: "cart", approvals: 1, customFields: { b: "2", a: "1" } };
    const first = await recordChange(scope, { body: full, createSystems: true });
    const again = await recordChange(scope, { body: full });
    expect(again).toEqual({ result: "unchanged", change: first.change });
    const { result, change } = await recordChange(scope, { body: { ...body, approvals: 2 } });
    expect(result).toBe("updated");
    expect(change).toMatchObject({ version: 2, approvals: 2, system: "cart" });
    expect(await getChange(scope, { key: "1" })).toEqual(change);
    const { items } = await listAudit(scope, { subject: change.id });
    expect(items).toMatchObject([
      { action: "change.update", before: { approvals: 1 }, after: { approvals: 2 } },
      { action: "change.record", after: { title: "Deploy cart", system: "cart" } },
    ]);
    expect(Object.keys(items[0]!.after!)).toEqual(["approvals"]);
  });

  test("an unknown system is refused by name", async () => {
    const scope = await testScope();
    const refusal = await refusalOf(recordChange(scope, { body: { ...body, system: "carts" } }));
    expect(refusal.errors).toMatchObject([{ path: "system" }]);
  });

  test("half an identity is refused", async () => {
    const scope = await testScope();
    const { source: _, ...half } = body;
    expect((await refusalOf(recordChange(scope, { body: half }))).errors).toMatchObject([{ path: "source" }]);
  });

  test("two senders of one change at once make one record", async () => {
    const scope = await testScope();
    const all = await Promise.all(Array.from({ length: 12 }, () => recordChange(scope, { body })));
    expect(new Set(all.map(({ change }) => change.number)).size).toBe(1);
    expect(all.filter(({ result }) => result === "created")).toHaveLength(1);
  });

  test("a viewer may not record, nor audit", async () => {
    const scope = await testScope();
    await recordChange(scope, { body });
    expect((await refusalOf(recordChange(as(scope, "viewer"), { body }))).code).toBe("forbidden");
    const audit = auditChange(as(scope, "viewer"), { key: "1", body: { outcome: "in-order" } });
    expect((await refusalOf(audit)).code).toBe("forbidden");
  });
});

describe("a batch of changes", () => {
  const items = [
    { title: "one", deployedAt: "2026-05-01T10:00:00Z" },
    { title: "two", deployedAt: "yesterday" },
    { title: "three", deployedAt: "2026-05-01T10:00:00Z", system: "nowhere" },
    body,
    { ...body, title: "Deploy cart again" },
  ];

  test("stores the good ones and reports the others with index and path", async () => {
    const scope = await testScope();
    expect(await recordChanges(scope, { items })).toMatchObject({
      created: 2,
      updated: 1,
      unchanged: 0,
      refused: [
        { index: 1, errors: [{ path: "deployedAt" }] },
        { index: 2, errors: [{ path: "system" }] },
      ],
    });
    expect((await getChange(scope, { key: "2" })).title).toBe("Deploy cart again");
  });

  test("all or nothing stores nothing when one is refused", async () => {
    const scope = await testScope();
    const refusal = await refusalOf(recordChanges(scope, { items, atomic: true }));
    expect(refusal.errors.map(({ path }) => path)).toEqual(["items.1.deployedAt", "items.2.system"]);
    expect((await refusalOf(getChange(scope, { key: "1" }))).code).toBe("not-found");
  });
});

describe("correcting a change", () => {
  test("a stale version is a conflict that shows the present record", async () => {
    const scope = await testScope();
    await recordChange(scope, { body });
    await updateChange(scope, { key: "1", patch: { version: 1, aiAssistance: "agent" } });
    const refusal = await refusalOf(updateChange(scope, { key: "1", patch: { version: 1, approvals: 2 } }));
    expect(refusal.code).toBe("conflict");
    expect(refusal.current).toMatchObject({ version: 2, aiAssistance: "agent" });
    expect((await refusalOf(updateChange(scope, { key: "1", patch: { approvals: 2 } }))).code).toBe(
      "invalid",
    );
  });

  test("deleting takes it out of the list, and can be undone", async () => {
    const scope = await testScope();
    await recordChange(scope, { body });
    expect((await deleteChange(scope, { key: "1" })).deletedAt).not.toBeNull();
    expect((await listChanges(scope, {})).total).toBe(0);
    expect((await restoreChange(scope, { key: "1" })).deletedAt).toBeNull();
    expect((await listChanges(scope, {})).items.map(({ number }) => number)).toEqual([1]);
  });

  test("it names the incidents that name it", async () => {
    const scope = await testScope();
    await recordChange(scope, { body });
    await declareIncident(scope, {
      body: {
        title: "Cart down",
        startedAt: "2026-05-01T10:30:00Z",
        severity: 1,
        changes: [{ source: "ci", externalId: "D1", link: "culprit" }],
      },
    });
    expect((await getChange(scope, { key: "1" })).incidents).toMatchObject([
      { number: 1, title: "Cart down", severity: 1, link: "culprit" },
    ]);
    await confirmCoverage(scope, {});
    expect((await listChanges(scope, { failed: "yes" })).total).toBe(1);
    expect((await listChanges(scope, { failed: "yes", severity: "2" })).total).toBe(0);
  });
});

describe("an audit", () => {
  test("is kept with who held it, and shows in the list and the history", async () => {
    const scope = await testScope();
    await recordChange(scope, { body });
    const change = await auditChange(scope, {
      key: "1",
      body: { outcome: "deviation", note: "One approval was given after the deploy." },
    });
    expect(change).toMatchObject({ auditOutcome: "deviation", auditedBy: "A admin", version: 2 });
    expect(await getChange(scope, { key: "1" })).toEqual(change);
    expect((await listChanges(scope, { audited: "yes" })).total).toBe(1);
    expect((await listChanges(scope, { outcome: "in-order" })).total).toBe(0);
    const { items } = await listAudit(scope, { subject: change.id, action: "change.audit" });
    expect(items).toMatchObject([{ before: { auditOutcome: null }, after: { auditOutcome: "deviation" } }]);
  });

  test("held elsewhere keeps its own date, and comes in once", async () => {
    const scope = await testScope();
    await recordChange(scope, { body });
    const audit = {
      source: "ci",
      externalId: "D1",
      outcome: "in-order",
      auditedAt: "2026-05-03T08:00:00Z",
      auditedBy: "A director",
    };
    const items = [audit, { ...audit, externalId: "none" }];
    expect(await recordAudits(scope, { items })).toMatchObject({
      updated: 1,
      unchanged: 0,
      refused: [{ index: 1, errors: [{ path: "externalId" }] }],
    });
    expect(await recordAudits(scope, { items: [audit] })).toMatchObject({ updated: 0, unchanged: 1 });
    expect((await getChange(scope, { key: "1" })).auditedAt).toEqual(new Date(audit.auditedAt));
  });
});

describe("asking before the deploy", () => {
  test("stores nothing, and judges by the tier of the system", async () => {
    const scope = await testScope();
    await registerSystem(scope, { slug: "cart", tier: 1 });
    const planned = {
      system: "cart",
      kind: "code",
      aiAssistance: "agent",
      authorLevel: "senior",
      approvals: 2,
      documented: true,
      checksPassed: true,
      rollbackPlan: true,
      riskAssessed: true,
    };
    expect((await checkChange(scope, planned)).verdict).toBe("needs-approval");
    expect((await checkChange(scope, { ...planned, seniorApproval: false })).verdict).toBe("blocked");
    await updateSystem(scope, { slug: "cart", tier: 3, version: 1 });
    expect((await checkChange(scope, planned)).verdict).toBe("clear");
    expect((await listChanges(scope, {})).total).toBe(0);
  });
});

describe("totals by day", () => {
  const total = { day: "2026-05-02", aiAssistance: "assisted", count: 30, source: "copilot" };

  async function aiOf(scope: Scope) {
    const { yes, known, unknown } = await shareOfChanges(scope, undefined);
    return { yes, known, unknown };
  }

  test("are set again, not added, also where no system is named", async () => {
    const scope = await testScope();
    expect(await recordVolumes(scope, { items: [total] })).toEqual({ created: 1, updated: 0, unchanged: 0 });
    expect(await recordVolumes(scope, { items: [total] })).toEqual({ created: 0, updated: 0, unchanged: 1 });
    await recordVolumes(scope, { items: [{ ...total, count: 40 }] });
    expect((await listVolumes(scope, {})).items).toMatchObject([{ ...total, count: 40, system: null }]);
    expect(await aiOf(scope)).toEqual({ yes: 40, known: 40, unknown: 0 });
  });

  test("two senders of one total at once make one", async () => {
    const scope = await testScope();
    await Promise.all(Array.from({ length: 8 }, () => recordVolumes(scope, { items: [total] })));
    expect((await listVolumes(scope, {})).items).toHaveLength(1);
  });

  test("give way to single changes of the same day and system, and come back without them", async () => {
    const scope = await testScope();
    await registerSystem(scope, { slug: "cart" });
    await recordVolumes(scope, {
      items: [
        { ...total, system: "cart" },
        { ...total, aiAssistance: "none", count: 70, system: "cart" },
      ],
    });
    expect(await aiOf(scope)).toEqual({ yes: 30, known: 100, unknown: 0 });
    await recordChange(scope, { body: { ...body, system: "cart", deployedAt: "2026-05-02T23:59:00Z" } });
    expect(await aiOf(scope)).toEqual({ yes: 0, known: 0, unknown: 1 });
    await updateChange(scope, { key: "1", patch: { version: 1, aiAssistance: "none" } });
    expect(await aiOf(scope)).toEqual({ yes: 0, known: 1, unknown: 0 });
    await deleteChange(scope, { key: "1" });
    expect(await aiOf(scope)).toEqual({ yes: 30, known: 100, unknown: 0 });
  });

  test("of an unknown system are refused as a whole, by item", async () => {
    const scope = await testScope();
    const refusal = await refusalOf(recordVolumes(scope, { items: [total, { ...total, system: "carts" }] }));
    expect(refusal.errors).toMatchObject([{ path: "items.1.system" }]);
    expect((await listVolumes(scope, {})).items).toEqual([]);
  });

  test("are listed page by page", async () => {
    const scope = await testScope();
    const items = Array.from({ length: 5 }, (_, i) => ({ ...total, day: `2026-05-0${i + 1}` }));
    await recordVolumes(scope, { items });
    const first = await listVolumes(scope, { limit: 3 });
    const second = await listVolumes(scope, { limit: 3, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ day }) => day)).toEqual(items.map(({ day }) => day));
    expect(second.next).toBeNull();
  });
});
