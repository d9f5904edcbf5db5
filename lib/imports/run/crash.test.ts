import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "#db/open.ts";
import { copyOfTemplate } from "#db/testing.ts";
import { systemActor } from "#lib/actor.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { Runtime, type Scope, scopeOf } from "#lib/scope.ts";
import type { Answers } from "../mapping/schema.ts";
import { getImport } from "../read.ts";
import { bytesOf } from "../testing.ts";
import { eventLog, logLines } from "../testing-event-log.ts";
import { takeUpImports } from "./background.ts";
import { importedNumbers } from "./read.ts";
import { work } from "./run.ts";
import { planStaged, receiveImport } from "./stage.ts";
import { beginRun, beginUndo } from "./write.ts";

const rows = 8000;
const file = [
  "id,title,severity,started_at,resolved_at,lost_orders,services",
  ...Array.from({ length: rows }, (_, i) => {
    const start = Date.UTC(2024, 0, 1) + i * 3_600_000;
    const when = new Date(start).toISOString();
    const end = new Date(start + (i % 97) * 60_000).toISOString();
    return i % 500 === 7
      ? `R-${i},No start,SEV2,,,,`
      : `R-${i},Incident ${i},SEV${(i % 5) + 1},${when},${end},${i % 3 ? "" : i},system-${i % 40}`;
  }),
  "",
].join("\n");

async function world(): Promise<{ scope: Scope; url: string }> {
  const { url, drop } = await copyOfTemplate();
  const database = openDatabase(url);
  onTestFinished(async () => {
    await database.close();
    await drop();
  });
  return { scope: scopeOf(new Runtime(database), systemActor("test")), url };
}

async function running(scope: Scope, content = file, answers: Answers = {}): Promise<string> {
  const { id } = await receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName: "a.csv",
    bytes: bytesOf(content),
  });
  await planStaged(scope, id, { answers: { createSystems: true, ...answers }, acceptProposals: true });
  await beginRun(scope, { id });
  return id;
}

/** Kills a process at work on the import after so many milliseconds from its first commit; true if it was in time. */
async function killed(url: string, id: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, ["lib/imports/run/testing-run.ts", url, id], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: url },
  });
  const ended = once(child, "close");
  await Promise.race([once(child.stdout, "data"), ended]);
  const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
  const [, signal] = (await ended) as [number | null, string | null];
  clearTimeout(timer);
  return signal === "SIGKILL";
}

/** Everything that an import leaves behind, without what time and chance put into it. */
async function outcome(scope: Scope, id: string) {
  const { created, updated, unchanged, refused, skipped, state } = await getImport(scope, { id });
  const numbers = [...(await importedNumbers(scope, { target: "incidents", ids: [id] }))];
  const records = await incidentsByNumber(scope, { numbers: numbers.sort((a, b) => a - b) });
  return {
    counts: { created, updated, unchanged, refused, skipped, state },
    records: records.map(({ id: _, createdAt: __, updatedAt: ___, ...facts }) => facts),
    overview: { ...(await getOverview(scope, { period: "all" })), computedAt: null },
  };
}

const kills = Number(process.env.KILLS ?? 3);

describe("a run that is killed", () => {
  test("completes, and equals one that was left in peace", { timeout: 60_000 + kills * 30_000 }, async () => {
    const peaceful = await world();
    const undisturbed = await running(peaceful.scope);
    await work(peaceful.scope, undisturbed);
    const expected = await outcome(peaceful.scope, undisturbed);
    expect(expected.counts).toMatchObject({ created: rows - 16, refused: 16, state: "done" });

    const { scope, url } = await world();
    const id = await running(scope);
    let struck = 0;
    for (let kill = 0; kill < kills; kill += 1) if (await killed(url, id, (kill * 53) % 160)) struck += 1;
    expect(struck).toBeGreaterThan(0);
    await takeUpImports(scope, { atStart: true });
    while ((await getImport(scope, { id })).state === "running")
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await outcome(scope, id)).toEqual(expected);
  });

  const log = [...logLines(eventLog({ incidents: 3000, rows: 12_000 }))].join("");
  const severity = Object.fromEntries([1, 2, 3, 4, 5].map((level) => [String(level), level]));
  const said: Answers = { order: "dmy", zone: "UTC", values: { severity } };
  const unnamed = [
    "title,started_at,severity",
    ...Array.from({ length: rows }, (_, i) => {
      const start = new Date(Date.UTC(2024, 0, 1) + (i % 7900) * 3_600_000);
      return `Incident,${start.toISOString()},SEV${(i % 5) + 1}`;
    }),
    "",
  ].join("\n");

  test.each([
    ["the last by moments", log, { ...said, repeatedKey: { keep: "last", by: "updated" } }],
    ["a fold", log, { ...said, repeatedKey: { keep: "fold", by: "updated" } }],
    ["rows without an id", unnamed, { naturalKey: ["startedAt", "title"] }],
  ] as [string, string, Answers][])(
    "equals one in peace with %s",
    { timeout: 180_000 },
    async (_, content, answers) => {
      const peaceful = await world();
      const undisturbed = await running(peaceful.scope, content, answers);
      await work(peaceful.scope, undisturbed);
      const expected = await outcome(peaceful.scope, undisturbed);
      expect(expected.counts).toMatchObject({ state: "done", refused: 0 });

      const { scope, url } = await world();
      const id = await running(scope, content, answers);
      expect(await killed(url, id, 0)).toBe(true);
      await work(scope, id);
      // What still goes on is counted up to now, which has moved on.
      const { counts, records } = await outcome(scope, id);
      expect({ counts, records }).toEqual({ counts: expected.counts, records: expected.records });
    },
  );

  test("is taken back whole when the undo is killed too", { timeout: 120_000 }, async () => {
    const { scope, url } = await world();
    const id = await running(scope);
    await work(scope, id);
    await beginUndo(scope, { id });
    expect(await killed(url, id, 0)).toBe(true);
    await work(scope, id);
    expect(await getImport(scope, { id })).toMatchObject({
      state: "undone",
      undo: { removed: rows - 16, restored: 0, kept: 0 },
    });
    expect((await getOverview(scope, { period: "all" })).incidents).toBe(0);
  });
});
