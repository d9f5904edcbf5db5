import { renameSync, writeFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectionsOf, type SqliteConnections } from "#db/connections.ts";
import { engine } from "#db/dialect.ts";
import { migrate } from "#db/migrate.ts";
import { openDatabase } from "#db/open.ts";
import { ownPostgres } from "#scripts/postgres.ts";
import { systemActor } from "./actor.ts";
import { listIncidents } from "./analytics/incidents.ts";
import { getOverview } from "./analytics/overview.ts";
import type { AppError } from "./errors.ts";
import { getIncident } from "./incidents/read.ts";
import { declareIncident } from "./incidents/write.ts";
import { Runtime, type Scope, scopeOf } from "./scope.ts";
import { testScope } from "./testing.ts";

const declare = (scope: Scope, title: string) =>
  declareIncident(scope, {
    body: { title, startedAt: "2026-03-05T14:05:00Z", source: "test", externalId: title },
  });

const refusalOf = (scope: Scope, title: string): Promise<AppError> =>
  declare(scope, title).then(
    () => expect.unreachable(`${title} was stored`),
    (error: AppError) => error,
  );

async function titles(scope: Scope): Promise<string[]> {
  const { items } = await listIncidents(scope, {});
  return items.map(({ title }) => title).sort();
}

async function figure(scope: Scope): Promise<number> {
  return (await getOverview(scope, {})).current.incidents;
}

describe.runIf(engine === "sqlite")("while an SQLite file cannot be written", () => {
  async function begun(): Promise<{ scope: Scope; open: SqliteConnections }> {
    const scope = await testScope();
    await declare(scope, "before");
    return { scope, open: connectionsOf(scope.runtime.database) as SqliteConnections };
  }

  async function refusesAndRecovers(of: { scope: Scope; words: RegExp; mend: () => void }): Promise<void> {
    const refused = await Promise.all([refusalOf(of.scope, "one"), refusalOf(of.scope, "two")]);
    for (const error of refused) {
      expect(error).toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
      expect(error.message).toMatch(of.words);
      expect(error.message).toContain("Nothing was stored");
    }
    expect(await titles(of.scope)).toEqual(["before"]);
    expect(await figure(of.scope)).toBe(1);
    of.mend();
    await declare(of.scope, "after");
    expect(await titles(of.scope)).toEqual(["after", "before"]);
    expect(await figure(of.scope)).toBe(2);
  }

  test("a full disk is told in words, reads go on, and room lets writes go on", async () => {
    const { scope, open } = await begun();
    // A limit on pages gives what a full disk gives: SQLITE_FULL in the midst of a transaction.
    const pages = open.writer.pragma("page_count", { simple: true }) as number;
    open.writer.pragma(`max_page_count = ${pages}`);
    const long = "x".repeat(40_000);
    const filler = declareIncident(scope, {
      body: { title: "filler", summary: long, startedAt: "2026-03-05T14:05:00Z" },
    });
    await expect(filler).rejects.toMatchObject({ code: "unavailable" });
    await expect(filler).rejects.toThrow(/disk .* is full.*Nothing was stored/);
    expect(await titles(scope)).toEqual(["before"]);
    open.writer.pragma("max_page_count = 4294967294");
    await declare(scope, "after");
    expect(await titles(scope)).toEqual(["after", "before"]);
    expect(await figure(scope)).toBe(2);
  });

  test("a full disk takes down all commits that shared the transaction, and none of them is half there", async () => {
    const { scope, open } = await begun();
    const pages = open.writer.pragma("page_count", { simple: true }) as number;
    open.writer.pragma(`max_page_count = ${pages + 4}`);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) =>
        declareIncident(scope, {
          body: { title: `t${i}`, summary: "x".repeat(9000), startedAt: "2026-03-05T14:05:00Z" },
        }),
      ),
    );
    for (const one of outcomes)
      expect(one).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    open.writer.pragma("max_page_count = 4294967294");
    expect(await titles(scope)).toEqual(["before"]);
    expect(open.writer.pragma("integrity_check", { simple: true })).toBe("ok");
    expect((await declare(scope, "after")).incident.number).toBe(2);
  });

  test("a read-only database is told in words", async () => {
    const { scope, open } = await begun();
    // Gives SQLITE_READONLY, as a disk does that was mounted again without leave to write.
    open.writer.pragma("query_only = 1");
    const mend = () => open.writer.pragma("query_only = 0");
    await refusesAndRecovers({ scope, words: /read-only/, mend });
  });

  test("a lock held by another program is awaited while reads go on, and then told in words", async () => {
    const { scope, open } = await begun();
    const other = new Sqlite(open.file);
    onTestFinished(() => {
      other.close();
    });
    other.prepare("begin immediate").run();
    const waiting = declare(scope, "patient");
    const began = performance.now();
    expect(await titles(scope)).toEqual(["before"]);
    expect(await figure(scope)).toBe(1);
    expect(performance.now() - began).toBeLessThan(1000);
    other.prepare("rollback").run();
    await waiting;
    other.prepare("begin immediate").run();
    expect((await refusalOf(scope, "late")).message).toMatch(/holds the database locked.*Nothing was stored/);
    other.prepare("rollback").run();
    await declare(scope, "after");
    expect(await titles(scope)).toEqual(["after", "before", "patient"]);
  });

  test("a file that was moved away takes no writes that nobody would find, until it is back", async () => {
    const { scope, open } = await begun();
    renameSync(open.file, `${open.file}.away`);
    const mend = () => renameSync(`${open.file}.away`, open.file);
    await refusesAndRecovers({ scope, words: /moved, replaced or deleted/, mend });
  });

  test("another file under the same name takes no writes either", async () => {
    const { scope, open } = await begun();
    renameSync(open.file, `${open.file}.away`);
    writeFileSync(open.file, "");
    const mend = () => renameSync(`${open.file}.away`, open.file);
    await refusesAndRecovers({ scope, words: /moved, replaced or deleted/, mend });
  });
});

test.runIf(engine === "postgres" && process.env.TEST_DATABASE_URL === undefined)(
  "PostgreSQL that stops under load and comes back loses nothing acknowledged and needs no restart",
  { timeout: 90_000 },
  async () => {
    const server = await ownPostgres();
    const database = openDatabase(server.url);
    try {
      await migrate(database);
      const scope = scopeOf(new Runtime(database), systemActor("test"));
      const load = { on: true, acknowledged: new Set<string>(), unknown: new Set<string>(), refused: 0 };
      const clients = Array.from({ length: 8 }, (_, client) => write(scope, client, load));
      await until(() => load.acknowledged.size > 50);
      await server.stop();
      await until(() => load.refused > 20);
      await expect(titles(scope)).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
      await expect(figure(scope)).rejects.toThrow("The database server cannot be reached.");
      const before = load.acknowledged.size;
      await server.start();
      await until(() => load.acknowledged.size > before + 50);
      load.on = false;
      await Promise.all(clients);
      await expectAllThere(scope, load);
    } finally {
      await database.close();
      await server.remove();
    }
  },
);

interface Load {
  on: boolean;
  acknowledged: Set<string>;
  /** Those whose refusal said that they may have been stored. */
  unknown: Set<string>;
  refused: number;
}

async function write(scope: Scope, client: number, load: Load): Promise<void> {
  for (let i = 0; load.on; i += 1) {
    const name = `${client}-${i}`;
    try {
      await declare(scope, name);
      load.acknowledged.add(name);
    } catch (error) {
      expect(error).toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
      if ((error as AppError).message.includes("may or may not have been stored")) load.unknown.add(name);
      load.refused += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function expectAllThere(scope: Scope, { acknowledged, unknown }: Load): Promise<void> {
  const stored = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await listIncidents(scope, { limit: 500, cursor });
    for (const { title } of items) stored.add(title);
    if (next === null) break;
    cursor = next;
  }
  expect([...acknowledged].filter((name) => !stored.has(name))).toEqual([]);
  expect([...stored].filter((name) => !acknowledged.has(name) && !unknown.has(name))).toEqual([]);
  expect(await figure(scope)).toBe(stored.size);
  expect((await getIncident(scope, { key: "1" })).number).toBe(1);
}

async function until(condition: () => boolean): Promise<void> {
  for (let tried = 0; !condition(); tried += 1) {
    if (tried > 600) throw new Error("What was waited for did not come.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
