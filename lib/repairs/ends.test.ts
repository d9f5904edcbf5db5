import { describe, expect, test } from "vitest";
import { commit } from "#db/commit.ts";
import { type Edit, update } from "#db/edit.ts";
import { importRows } from "#db/schema/imports.ts";
import { incidents } from "#db/schema/incidents.ts";
import { listAudit } from "#lib/audit/read.ts";
import { getImport } from "#lib/imports/read.ts";
import { work } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { beginRun, beginUndo } from "#lib/imports/run/write.ts";
import { bytesOf } from "#lib/imports/testing.ts";
import { incidentHistory } from "#lib/incidents/history.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident, updateIncident } from "#lib/incidents/write.ts";
import { Runtime, type Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { repairAll } from "./start.ts";

const startedAt = "2026-02-01T10:00:00Z";

async function forced(scope: Scope, edits: Edit[]): Promise<void> {
  await commit(scope.runtime.database, { edits, entries: [], now: scope.clock() });
}

async function repaired(scope: Scope): Promise<Scope> {
  const { database } = scope.runtime;
  await repairAll(database, async () => null, scope.clock);
  return { ...scope, runtime: new Runtime(database) };
}

async function told(scope: Scope) {
  const { items } = await listAudit(scope, { actor: "Faultline", limit: 500 });
  return items.map(({ action, subject, before, after }) => ({ action, subject, before, after }));
}

describe("ends that a state contradicts", () => {
  const [mitigatedAt, resolvedAt] = [new Date("2026-02-01T11:00:00Z"), new Date("2026-02-01T12:00:00Z")];

  test.each([
    { status: "open", left: { mitigatedAt: null, resolvedAt: null } },
    { status: "mitigated", left: { mitigatedAt, resolvedAt: null } },
    { status: "resolved", left: { mitigatedAt, resolvedAt } },
    { status: "closed", left: { mitigatedAt, resolvedAt } },
  ] as const)("go from what is $status, and stand in its history", async ({ status, left }) => {
    const scope = await testScope();
    const body = { title: "Slow", startedAt, mitigatedAt, resolvedAt };
    const { incident } = await declareIncident(scope, { body });
    await forced(scope, [update(incidents, { key: { number: 1 }, version: null }, { status })]);
    const later = await repaired(scope);
    expect(await getIncident(later, { key: "1" })).toMatchObject({ status, ...left });
    const cleared = Object.entries(left).flatMap(([end, at]) => (at === null ? [end] : []));
    const ends = { mitigatedAt, resolvedAt };
    const entry = {
      action: "incident.mend",
      subject: incident.id,
      before: Object.fromEntries(cleared.map((end) => [end, ends[end as "resolvedAt"].toISOString()])),
      after: Object.fromEntries(cleared.map((end) => [end, null])),
    };
    expect(await told(later)).toEqual(cleared.length === 0 ? [] : [entry]);
    const { items } = await incidentHistory(later, { key: "1" });
    expect(items.filter(({ actorName }) => actorName === "Faultline")).toHaveLength(
      cleared.length === 0 ? 0 : 1,
    );
  });
});

describe("an incident that a file left without an end", () => {
  async function imported(scope: Scope, ...lines: string[]): Promise<string> {
    const { id } = await receiveImport(scope, {
      said: () => ({ target: "incidents" as const }),
      fileName: "file.csv",
      bytes: bytesOf(`${lines.join("\n")}\n`),
    });
    await planStaged(scope, id, { answers: {}, acceptProposals: true });
    await beginRun(scope, { id });
    await work(scope, id);
    return id;
  }

  /** As the last release stored them: open, whatever was said. */
  async function opened(scope: Scope, numbers: readonly number[]): Promise<void> {
    for (const number of numbers) {
      const { version } = await getIncident(scope, { key: String(number) });
      await forced(scope, [
        update(incidents, { key: { number }, version }, { status: "open" }),
        update(importRows, { key: { recordNumber: number }, version: null }, { recordVersion: version + 1 }),
      ]);
    }
  }

  const statusOf = async (scope: Scope, number: number) =>
    (await getIncident(scope, { key: String(number) })).status;

  test("is not known to be over or not, where the file told neither state nor end and nobody has since", async () => {
    const scope = await testScope();
    const silent = await imported(
      scope,
      "id,title,started_at",
      `A,Untouched,${startedAt}`,
      `B,Renamed,${startedAt}`,
      `C,Reopened,${startedAt}`,
      "D,Of today,2026-06-01T11:00:00Z",
    );
    await opened(scope, [1, 2, 3, 4]);
    const patch = async (key: string, more: Record<string, unknown>) =>
      updateIncident(scope, {
        key,
        patch: { ...more, version: (await getIncident(scope, { key })).version },
      });
    await patch("2", { title: "Renamed by hand" });
    await patch("3", { status: "mitigated" });
    await patch("3", { status: "open" });
    const later = await repaired(scope);
    expect(await Promise.all([1, 2, 3, 4].map((number) => statusOf(later, number)))).toEqual([
      "unknown",
      "unknown",
      "open",
      "open",
    ]);
    expect(await told(later)).toHaveLength(2);
    expect(await told(later)).toContainEqual({
      action: "incident.mend",
      subject: (await getIncident(later, { key: "1" })).id,
      before: { status: "open" },
      after: { status: "unknown" },
    });
    await beginUndo(later, { id: silent });
    await work(later, silent);
    // What somebody edited stays; what was only mended goes with its import.
    expect((await getImport(later, { id: silent })).undo).toEqual({ removed: 2, restored: 0, kept: 2 });
  });

  test.each([
    ["state", "id,title,started_at,status", `A,Slow,${startedAt},open`],
    ["end", "id,title,started_at,resolved_at", `A,Slow,${startedAt},`],
    ["duration", "id,title,started_at,time to resolve", `A,Slow,${startedAt},`],
  ])("stays open where the file has a column for the %s", async (_, ...lines) => {
    const scope = await testScope();
    await imported(scope, ...lines);
    await opened(scope, [1]);
    const later = await repaired(scope);
    expect(await statusOf(later, 1)).toBe("open");
    expect(await told(later)).toEqual([]);
  });

  test("stays as a later file says, and as a program said that named it open", async () => {
    const scope = await testScope();
    await imported(scope, "id,title,started_at", `A,Slow,${startedAt}`);
    await opened(scope, [1]);
    await imported(scope, "id,title,started_at,status", `A,Slower,${startedAt},open`);
    await declareIncident(scope, { body: { title: "Slow", startedAt, status: "open" } });
    const later = await repaired(scope);
    expect([await statusOf(later, 1), await statusOf(later, 2)]).toEqual(["open", "open"]);
  });
});
