import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { engine } from "#db/dialect.ts";
import { migrate } from "#db/migrate.ts";
import { openDatabase } from "#db/open.ts";
import { systemActor } from "./actor.ts";
import { backUp, restore, usualBackup } from "./backup.ts";
import { declareIncident, declareIncidents } from "./incidents/write.ts";
import { openScope } from "./open-scope.ts";
import type { Scope } from "./scope.ts";

const now = new Date("2026-06-01T12:00:00Z");

function folderOfOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), "faultline-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const declare = (scope: Scope, title: string) =>
  declareIncident(scope, { body: { title, startedAt: "2026-03-05T14:05:00Z" } });

const fill = (scope: Scope, count: number) =>
  declareIncidents(scope, {
    items: Array.from({ length: count }, (_, i) => ({ title: `t${i}`, startedAt: "2026-03-05T14:05:00Z" })),
  });

function titlesIn(file: string): string[] {
  const open = new Sqlite(file, { readonly: true });
  try {
    return open.prepare("select title from incidents").pluck().all() as string[];
  } finally {
    open.close();
  }
}

/** What the command line does, in a program of its own. */
function run(
  script: string,
  words: string[],
  url: string,
): Promise<{ status: number | null; printed: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], {
      env: { ...process.env, BASE_URL: "", DATABASE_URL: url },
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
    child.on("error", reject);
    child.on("exit", (status) => resolve({ status, printed }));
  });
}

/** A database with some incidents, closed, and a place for copies. */
async function stored(titles: readonly string[] = ["a", "b"]) {
  const folder = folderOfOwn();
  const file = join(folder, "faultline.db");
  const url = `file:${file}`;
  const { scope, close } = await openScope(url, systemActor("test"));
  for (const title of titles) await declare(scope, title);
  await close();
  return { folder, file, url };
}

describe.runIf(engine === "sqlite")("a backup", () => {
  test("made while eight writers write holds one moment: all from before it, nothing from after it", async () => {
    const { folder, url } = await stored([]);
    const { scope, close } = await openScope(url, systemActor("test"));
    await fill(scope, 5000);
    const acknowledged: string[] = [];
    const begun: string[] = [];
    let on = true;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; on; i += 1) {
        begun.push(`${writer}-${i}`);
        await declare(scope, `${writer}-${i}`);
        acknowledged.push(`${writer}-${i}`);
      }
    });
    while (acknowledged.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = [...acknowledged];
    const to = join(folder, "copy.db");
    const { status, printed } = await run("scripts/backup.ts", [to], url);
    const after = begun.length;
    while (acknowledged.length < after + 40) await new Promise((resolve) => setTimeout(resolve, 5));
    on = false;
    await Promise.all(writers);
    await close();
    expect(status, printed).toBe(0);
    expect(printed.trimEnd().split("\n").at(-1)).toBe(to);
    const titles = new Set(titlesIn(to));
    expect(before.filter((title) => !titles.has(title))).toEqual([]);
    expect(begun.slice(after).filter((title) => titles.has(title))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test.runIf(process.platform !== "win32")(
    "can be read by its owner alone, as the database and all that lies beside it",
    async () => {
      const { folder, url } = await stored();
      const { scope, close } = await openScope(url, systemActor("test"));
      await declare(scope, "c");
      const { file: from } = backUp({ url, to: join(folder, "copy.db") });
      const modes = () =>
        readdirSync(folder).map(
          (name) => `${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`,
        );
      expect(modes().toSorted()).toEqual([
        "copy.db 600",
        "faultline.db 600",
        "faultline.db-shm 600",
        "faultline.db-wal 600",
      ]);
      await close();
      restore({ url, from, now });
      expect(modes().filter((one) => !one.endsWith(" 600"))).toEqual([]);
    },
  );

  test("overwrites nothing", async () => {
    const { folder, url } = await stored();
    const to = join(folder, "copy.db");
    backUp({ url, to });
    expect(() => backUp({ url, to })).toThrow(/is there already/);
  });

  test("can be restored, and what it replaces is kept", async () => {
    const { folder, file, url } = await stored();
    const { file: from } = backUp({ url, to: join(folder, "copy.db") });
    const { scope, close } = await openScope(url, systemActor("test"));
    await declare(scope, "later");
    await close();
    const restored = restore({ url, from, now });
    expect(restored).toMatchObject({ incidents: 2, pending: 0 });
    expect(titlesIn(file)).toEqual(["a", "b"]);
    expect(titlesIn(restored.aside!)).toEqual(["a", "b", "later"]);
    const again = await openScope(url, systemActor("test"));
    expect((await declare(again.scope, "onward")).incident.number).toBe(3);
    await again.close();
  });

  test("is put back where there is no database, or a damaged one", async () => {
    const { folder, file, url } = await stored();
    const { file: from } = backUp({ url, to: join(folder, "copy.db") });
    rmSync(file);
    expect(restore({ url, from, now }).aside).toBeNull();
    writeFileSync(file, "no database at all, though it has the name of one");
    const { aside } = restore({ url, from, now });
    expect(titlesIn(file)).toEqual(["a", "b"]);
    expect(readFileSync(aside!, "utf8")).toMatch(/^no database/);
  });
});

describe.runIf(engine === "sqlite")("a restore refuses, and changes nothing, when", () => {
  const damages: [string, RegExp, (copy: string) => void][] = [
    ["the backup is not there", /There is no file/, (copy) => rmSync(copy)],
    ["it is a text", /not an SQLite database/, (copy) => writeFileSync(copy, "incidents,1\n".repeat(1000))],
    ["it is empty", /not one of Faultline/, (copy) => writeFileSync(copy, "")],
    ["its end is missing", /damaged/, (copy) => truncateSync(copy, statSync(copy).size - 8192)],
    ["a page of it is overwritten", /damaged/, overwritePage],
    [
      "it belongs to another program",
      /not one of Faultline/,
      (copy) => {
        rmSync(copy);
        inside(copy, "create table notes (text)");
      },
    ],
    [
      "a row refers to nothing",
      /refer to records that are not there/,
      (copy) => inside(copy, "insert into incident_regions values (99, 'EU')"),
    ],
    [
      "it was made by a later release",
      /another release/,
      (copy) =>
        inside(copy, "insert into __drizzle_migrations (hash, created_at) values ('x', 4102444800000)"),
    ],
    ["its counters are gone", /lacks its counters/, (copy) => inside(copy, "delete from state")],
  ];

  function inside(file: string, statement: string): void {
    const open = new Sqlite(file);
    open.pragma("foreign_keys = off");
    open.exec(statement);
    open.close();
  }

  function overwritePage(copy: string): void {
    const bytes = readFileSync(copy);
    bytes.fill(0xa5, 4096 * 3, 4096 * 4);
    writeFileSync(copy, bytes);
  }

  test.each(damages)("%s", async (_, words, damage) => {
    const { folder, file, url } = await stored();
    const { file: from } = backUp({ url, to: join(folder, "copy.db") });
    damage(from);
    const before = readFileSync(file);
    expect(() => restore({ url, from, now })).toThrow(words);
    expect(() => restore({ url, from, now })).toThrow("Nothing was changed.");
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => /restoring|replaced/.test(name))).toEqual([]);
  });

  test("a program has the database open, even an idle one", async () => {
    const { folder, file, url } = await stored();
    const { file: from } = backUp({ url, to: join(folder, "copy.db") });
    const { scope, close } = await openScope(url, systemActor("test"));
    expect(() => restore({ url, from, now })).toThrow(/is in use\. Stop the server first/);
    await declare(scope, "still at work");
    expect(() => restore({ url, from, now })).toThrow(/is in use/);
    await close();
    expect(titlesIn(file)).toEqual(["a", "b", "still at work"]);
    const { status, printed } = await run("scripts/restore.ts", [from], url);
    expect(status, printed).toBe(0);
    expect(printed).toContain("Restored: 2 incidents");
  });
});

test("PostgreSQL is left to its own tools, which are named", () => {
  const url = "postgres://db.example/faultline";
  expect(() => backUp({ url, to: "copy" })).toThrow(/pg_dump/);
  expect(() => usualBackup(url, now)).toThrow(/pg_dump/);
  expect(() => restore({ url, from: "copy", now })).toThrow(/pg_restore/);
});

describe.runIf(engine === "sqlite")("an upgrade", () => {
  /** The migrations of a later release, which has one step more. */
  function laterRelease(statement: string): string {
    const folder = folderOfOwn();
    cpSync("db/migrations/sqlite", join(folder, "sqlite"), { recursive: true });
    const journalFile = join(folder, "sqlite/meta/_journal.json");
    const journal = JSON.parse(readFileSync(journalFile, "utf8")) as { entries: { idx: number }[] };
    const entry = {
      ...journal.entries.at(-1)!,
      idx: journal.entries.length,
      when: 4102444800000,
      tag: "9999_later",
    };
    journal.entries.push(entry);
    writeFileSync(journalFile, JSON.stringify(journal));
    writeFileSync(join(folder, "sqlite/9999_later.sql"), statement);
    return folder;
  }

  async function upgrade(url: string, migrations: string) {
    const database = openDatabase(url);
    try {
      return await migrate(database, migrations);
    } finally {
      await database.close();
    }
  }

  test("copies the database before it changes the tables, and only then", async () => {
    const { folder, file, url } = await stored();
    expect(readdirSync(folder)).toEqual([basename(file)]);
    const migrations = laterRelease("alter table incidents add column mood text");
    const { applied, backup } = await upgrade(url, migrations);
    expect(applied).toEqual(["9999_later"]);
    expect(dirname(backup!)).toBe(folder);
    expect(titlesIn(backup!)).toEqual(["a", "b"]);
    const columns = (at: string) => {
      const open = new Sqlite(at, { readonly: true });
      const names = open.prepare("select name from pragma_table_info('incidents')").pluck().all();
      open.close();
      return names;
    };
    expect(columns(file)).toContain("mood");
    expect(columns(backup!)).not.toContain("mood");
    expect(await upgrade(url, migrations)).toEqual({ applied: [], backup: null });
    expect(() => restore({ url, from: file, now })).toThrow(/another release/);
    await expect(openScope(url, systemActor("test"))).rejects.toThrow(/another release/);
    restore({ url, from: backup!, now });
    const back = await openScope(url, systemActor("test"));
    await back.close();
  });

  test("that fails leaves the database as it was, and one copy however often it is tried", async () => {
    const { folder, url } = await stored();
    const migrations = laterRelease(
      "alter table incidents add column mood text;--> statement-breakpoint\nalter table nothing add column x text",
    );
    await expect(upgrade(url, migrations)).rejects.toThrow();
    await expect(upgrade(url, migrations)).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.includes("before"))).toHaveLength(1);
    const { scope, close } = await openScope(url, systemActor("test"));
    expect((await declare(scope, "onward")).incident.number).toBe(3);
    await close();
  });

  test("of a database without data makes no copy", async () => {
    const folder = folderOfOwn();
    const url = `file:${join(folder, "faultline.db")}`;
    const { close } = await openScope(url, systemActor("test"));
    await close();
    const { backup } = await upgrade(url, laterRelease("create table later (x)"));
    expect(backup).toBeNull();
    expect(existsSync(join(folder, "faultline.db"))).toBe(true);
    expect(readdirSync(folder)).toEqual(["faultline.db"]);
  });
});
