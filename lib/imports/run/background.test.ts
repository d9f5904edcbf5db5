import { once } from "node:events";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { systemActor } from "#lib/actor.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { Runtime, type Scope, scopeOf } from "#lib/scope.ts";
import { getImport } from "../read.ts";
import { bytesOf } from "../testing.ts";
import { inBackground } from "./background.ts";
import { rowsPerCommit } from "./run.ts";
import { planStaged, receiveImport } from "./stage.ts";
import { beginRun } from "./write.ts";

async function begun(scope: Scope, rows: number): Promise<string> {
  const lines = Array.from({ length: rows }, (_, i) => `R-${i},Incident ${i},2026-03-02T08:00:00Z`);
  const { id } = await receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName: "a.csv",
    bytes: bytesOf(["id,title,started_at", ...lines, ""].join("\n")),
  });
  await planStaged(scope, id, { acceptProposals: true });
  await beginRun(scope, { id });
  return id;
}

async function stateOf(scope: Scope, id: string): Promise<string> {
  return (await getImport(scope, { id })).state;
}

test("a large import runs in a thread of its own, and others write meanwhile", {
  timeout: 120_000,
}, async () => {
  const scope = scopeOf(new Runtime(await testDatabase()), systemActor("test"));
  const rows = 4 * rowsPerCommit;
  const id = await begun(scope, rows);
  const threads: unknown[] = [];
  process.once("worker", (thread) => threads.push(thread));
  inBackground(scope, id);
  let declared = 0;
  while ((await stateOf(scope, id)) === "running") {
    await declareIncident(scope, { body: { title: "Meanwhile", startedAt: "2026-03-02T08:00:00Z" } });
    declared += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(threads).toHaveLength(1);
  await once(threads[0] as NodeJS.EventEmitter, "exit");
  expect(await getImport(scope, { id })).toMatchObject({ state: "done", created: rows, refused: 0 });
  expect(declared).toBeGreaterThan(0);
  expect((await getOverview(scope, { period: "all" })).current.incidents).toBe(rows + declared);
});

test("an import that fits a commit starts no thread", async () => {
  const scope = scopeOf(new Runtime(await testDatabase()), systemActor("test"));
  const id = await begun(scope, 3);
  let threads = 0;
  const count = () => {
    threads += 1;
  };
  process.on("worker", count);
  inBackground(scope, id);
  while ((await stateOf(scope, id)) === "running") await new Promise((resolve) => setTimeout(resolve, 5));
  process.off("worker", count);
  expect(threads).toBe(0);
  expect(await getImport(scope, { id })).toMatchObject({ state: "done", created: 3 });
});
