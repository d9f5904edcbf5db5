import { describe, expect, test } from "vitest";
import { openAction, updateAction } from "#lib/actions/write.ts";
import { similarIncidents } from "#lib/analytics/similar.ts";
import { listAudit } from "#lib/audit/read.ts";
import { recordChange } from "#lib/changes/write.ts";
import { savePostmortem } from "#lib/postmortems/write.ts";
import type { Scope } from "#lib/scope.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { incidentHistory } from "./history.ts";
import { getIncident } from "./read.ts";
import { suggestChangesFor } from "./suggested-changes.ts";
import {
  declareIncident,
  deleteIncident,
  mergeIncident,
  unmergeIncident,
  updateIncident,
  updateIncidents,
} from "./write.ts";

const startedAt = "2026-05-01T10:00:00Z";

async function withIncidents(count: number, more: Record<string, unknown> = {}): Promise<Scope> {
  const scope = await testScope();
  for (let i = 1; i <= count; i += 1)
    await declareIncident(scope, {
      body: { title: `Incident ${i}`, startedAt, ...more },
      createSystems: true,
    });
  return scope;
}

describe("the order of times", () => {
  test("whoever sends is told which two fields cannot be, and nothing is stored", async () => {
    const scope = await withIncidents(0);
    const body = { title: "x", startedAt, detectedAt: "2026-05-01T09:00:00Z" };
    const refusal = await refusalOf(declareIncident(scope, { body, checkOrder: true }));
    expect(refusal.errors).toMatchObject([{ path: "detectedAt" }]);
    expect(refusal.errors[0]?.message).toContain("startedAt");
    expect((await refusalOf(declareIncident(scope, { body }))).errors).toMatchObject([
      { path: "detectedAt" },
    ]);
    await declareIncident(scope, { body: { ...body, detectedAt: startedAt } });
    const patch = { version: 1, mitigatedAt: "2026-05-01T08:00:00Z" };
    expect((await refusalOf(updateIncident(scope, { key: "1", patch }))).errors).toMatchObject([
      { path: "mitigatedAt" },
    ]);
  });
});

describe("marking a duplicate", () => {
  test("takes it out of the figures, names the other, and can be taken back", async () => {
    const scope = await withIncidents(2);
    expect(await mergeIncident(scope, { key: "2", into: "INC-1", version: 1 })).toMatchObject({
      kind: "duplicate",
      duplicateOf: 1,
      version: 2,
    });
    expect(await unmergeIncident(scope, { key: "2" })).toMatchObject({ kind: "incident", duplicateOf: null });
    const { items } = await listAudit(scope, {});
    expect(items.map(({ action }) => action).slice(0, 2)).toEqual(["incident.unmerge", "incident.merge"]);
  });

  test("never makes a chain or a circle", async () => {
    const scope = await withIncidents(3);
    await mergeIncident(scope, { key: "2", into: "1" });
    expect((await refusalOf(mergeIncident(scope, { key: "3", into: "2" }))).errors[0]?.message).toContain(
      "INC-1",
    );
    expect((await refusalOf(mergeIncident(scope, { key: "1", into: "1" }))).code).toBe("invalid");
    await mergeIncident(scope, { key: "1", into: "3" });
    expect((await getIncident(scope, { key: "2" })).duplicateOf).toBe(3);
    await deleteIncident(scope, { key: "3" });
    await unmergeIncident(scope, { key: "1" });
    expect((await refusalOf(mergeIncident(scope, { key: "1", into: "3" }))).errors[0]?.message).toContain(
      "deleted",
    );
  });

  test("changing the kind by hand forgets what it was a duplicate of", async () => {
    const scope = await withIncidents(2);
    await mergeIncident(scope, { key: "2", into: "1" });
    const changed = await updateIncident(scope, { key: "2", patch: { version: 2, kind: "exercise" } });
    expect(changed.duplicateOf).toBeNull();
  });
});

describe("a bulk edit", () => {
  test("changes those that differ, tells each in the history, and says what was before", async () => {
    const scope = await withIncidents(3);
    await updateIncident(scope, { key: "1", patch: { version: 1, severity: 2 } });
    const answer = await updateIncidents(scope, { numbers: [1, 2, 3, 3], set: { severity: 2 } });
    expect(answer).toMatchObject({ updated: 2, unchanged: 1 });
    expect(answer.before.map(({ number, severity }) => [number, severity])).toEqual([
      [2, null],
      [3, null],
    ]);
    const { items } = await listAudit(scope, { action: "incident.update" });
    expect(items).toHaveLength(3);
  });

  test("with an incident that is not there, or with nothing to set, changes nothing", async () => {
    const scope = await withIncidents(1);
    expect(
      (await refusalOf(updateIncidents(scope, { numbers: [1, 9], set: { kind: "exercise" } }))).code,
    ).toBe("invalid");
    expect((await refusalOf(updateIncidents(scope, { numbers: [1], set: {} }))).code).toBe("invalid");
    expect((await refusalOf(updateIncidents(scope, { numbers: [1], set: { kind: "duplicate" } }))).code).toBe(
      "invalid",
    );
    expect(
      (await refusalOf(updateIncidents(as(scope, "viewer"), { numbers: [1], set: { severity: 1 } }))).code,
    ).toBe("forbidden");
    expect((await getIncident(scope, { key: "1" })).version).toBe(1);
  });
});

test("suggested changes are those to its systems before it began, the nearest first, and none is linked", async () => {
  const scope = await withIncidents(1, { systems: [{ slug: "cart" }] });
  const change = (title: string, system: string, deployedAt: string) =>
    recordChange(scope, { body: { title, system, deployedAt }, createSystems: true });
  await change("far", "cart", "2026-04-29T10:00:00Z");
  await change("near", "cart", "2026-05-01T09:30:00Z");
  await change("after", "cart", "2026-05-01T10:30:00Z");
  await change("elsewhere", "search", "2026-05-01T09:50:00Z");
  await change("long ago", "cart", "2026-04-01T10:00:00Z");
  const { items } = await suggestChangesFor(scope, { key: "1" });
  expect(items.map(({ title, minutesBefore }) => [title, minutesBefore])).toEqual([
    ["near", 30],
    ["far", 2880],
  ]);
  expect((await getIncident(scope, { key: "1" })).changes).toEqual([]);
});

describe("the history", () => {
  test("is for everyone who may read, in words, with what was before and after", async () => {
    const scope = await withIncidents(1);
    await updateIncident(scope, {
      key: "1",
      patch: { version: 1, severity: 1, mitigatedAt: "2026-05-01T10:47:00Z" },
    });
    const action = await openAction(scope, { key: "1", body: { title: "Watch it" } });
    await updateAction(scope, { id: action.id, patch: { version: 1, owner: "Ann" } });
    const { items } = await incidentHistory(as(scope, "viewer"), { key: "1" });
    expect(items.map(({ deed }) => deed)).toEqual([
      "changed an action",
      "added an action",
      "changed the incident",
      "logged the incident",
    ]);
    expect(items[0]?.changes).toEqual([{ field: "Owner", before: "not recorded", after: "Ann" }]);
    expect(items[2]?.changes).toContainEqual({ field: "Severity", before: "not recorded", after: "1" });
    expect(items[2]?.changes).toContainEqual({
      field: "Mitigated",
      before: "not recorded",
      after: "1 May 2026, 10:47",
    });
    expect(items[3]?.changes.find(({ field }) => field === "Title")).toMatchObject({
      before: null,
      after: "Incident 1",
    });
  });

  test("tells what one person typed in one go once, from the first state to the last", async () => {
    const scope = await withIncidents(1);
    await savePostmortem(scope, { key: "1", draft: { summary: "a" } });
    for (const [version, summary] of [
      [1, "ab"],
      [2, "abc"],
    ] as const)
      await savePostmortem(scope, { key: "1", draft: { version, summary } });
    const { items } = await incidentHistory(scope, { key: "1" });
    expect(items.map(({ action }) => action)).toEqual([
      "postmortem.save",
      "postmortem.begin",
      "incident.declare",
    ]);
    expect(items[0]?.changes).toEqual([{ field: "Summary", before: "a", after: "abc" }]);
  });
});

test("similar incidents share origin, cause or words, and each says which", async () => {
  const scope = await testScope();
  const declare = (title: string, slug: string, rootCause: string) =>
    declareIncident(scope, {
      body: { title, startedAt, rootCause, systems: [{ slug, part: "origin" }] },
      createSystems: true,
    });
  await declare("Payment certificates expired", "payments", "configuration");
  await declare("Expired certificates stop refunds", "payments", "configuration");
  await declare("Certificates of search expired", "search", "configuration");
  await declare("Payments slow", "payments", "capacity");
  await declare("Something else", "wiki", "data");
  const { items } = await similarIncidents(scope, { key: "1" });
  expect(items.map(({ incident, points }) => [incident.number, points])).toEqual([
    [2, 7],
    [4, 4],
    [3, 4],
  ]);
  expect(items[0]?.reasons).toEqual([
    "same origin, payments",
    "same root cause, configuration",
    "both speak of “certificates”, “expired”",
  ]);
});
