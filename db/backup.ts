import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { knownMigrations, pendingMigrations } from "./migrations.ts";
import { createPrivate } from "./private-file.ts";

/** Copies of an SQLite database, made while it serves, and put back only after a look at them. */

interface Contents {
  revision: number;
  incidents: number;
  changes: number;
  /** Steps that the present release takes when it opens it. */
  pending: number;
}

/** Why a file is not used. Nothing was changed. */
export class RestoreRefused extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "RestoreRefused";
  }
}

export function appliedMigrations(open: Sqlite.Database): number[] {
  if (!hasTable(open, "__drizzle_migrations")) return [];
  return open.prepare("select created_at from __drizzle_migrations").pluck().all().map(Number);
}

function hasTable(open: Sqlite.Database, name: string): boolean {
  return (
    open.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(name) !== undefined
  );
}

/** One moment of the database, in a file that is whole or not there. Writers go on meanwhile. */
export function copyInto(open: Sqlite.Database, to: string): void {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  try {
    createPrivate(part);
    open.prepare("vacuum into ?").run(part);
    syncPath(part);
    renameSync(part, to);
    syncPath(dirname(to));
  } finally {
    rmSync(part, { force: true });
  }
}

function syncPath(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export interface Copy extends Contents {
  file: string;
  bytes: number;
}

export function backUpFile(from: string, to: string): Copy {
  if (existsSync(to)) throw new RestoreRefused(`${to} is there already; a backup overwrites nothing.`);
  const open = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    copyInto(open, to);
  } finally {
    open.close();
  }
  const contents = inspect(to);
  return { ...contents, file: to, bytes: statSync(to).size };
}

/** Reads all of a file before anything is done with it. */
function inspect(file: string): Contents {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new RestoreRefused(`There is no file ${file}.`);
  const open = new Sqlite(file, { readonly: true });
  try {
    return examine(open, file);
  } catch (error) {
    if (error instanceof Sqlite.SqliteError)
      throw new RestoreRefused(`${file} is damaged, or not an SQLite database (${error.message}).`, {
        cause: error,
      });
    throw error;
  } finally {
    open.close();
  }
}

function examine(open: Sqlite.Database, file: string): Contents {
  if (open.pragma("integrity_check(1)", { simple: true }) !== "ok")
    throw new RestoreRefused(`${file} is damaged.`);
  if (!["state", "incidents", "audit_entries", "__drizzle_migrations"].every((name) => hasTable(open, name)))
    throw new RestoreRefused(`${file} is an SQLite database, but not one of Faultline.`);
  const dangling = open.pragma("foreign_key_check") as unknown[];
  if (dangling.length > 0)
    throw new RestoreRefused(
      `${file} is damaged: ${dangling.length} rows refer to records that are not there.`,
    );
  const pending = pendingMigrations(knownMigrations("sqlite"), appliedMigrations(open)).length;
  const count = (table: string) => open.prepare(`select count(*) from ${table}`).pluck().get() as number;
  const revision = open.prepare("select revision from state").pluck().get() as number | undefined;
  if (revision === undefined) throw new RestoreRefused(`${file} lacks its counters.`);
  return { revision, incidents: count("incidents"), changes: count("changes"), pending };
}

export interface Restored extends Contents {
  /** Where the database that was there before is now. */
  aside: string | null;
}

/**
 * Puts a copy in the place of the database. The copy is proven whole first; what it replaces is kept beside it; a
 * database that some program has open is left alone.
 */
export function restoreFile(of: { from: string; to: string; stamp: string }): Restored {
  const { from, to } = of;
  const fresh = `${to}.restoring`;
  const source = inspect(from);
  const aside = `${to}.replaced-${of.stamp}`;
  if (existsSync(aside)) throw new RestoreRefused(`${aside} is there already.`);
  const held = existsSync(to) ? holdAlone(to) : null;
  try {
    const open = new Sqlite(from, { readonly: true });
    try {
      copyInto(open, fresh);
    } finally {
      open.close();
    }
    inspect(fresh);
    if (existsSync(to)) for (const end of ["-wal", "-shm", ""]) moveIfThere(to + end, aside + end);
    renameSync(fresh, to);
    syncPath(dirname(to));
  } finally {
    rmSync(fresh, { force: true });
    held?.close();
  }
  return { ...source, aside: existsSync(aside) ? aside : null };
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

/**
 * Keeps every other program out while the file is moved. Leaving WAL mode succeeds only for a lone connection, and
 * takes what the log still holds into the file. Null for a file too damaged to be opened, which is moved as it is.
 */
function holdAlone(file: string): Sqlite.Database | null {
  const open = new Sqlite(file, { timeout: 0 });
  try {
    open.pragma("locking_mode = exclusive");
    if (open.pragma("journal_mode = delete", { simple: true }) === "wal") throw inUse(file);
    open.exec("begin exclusive");
    return open;
  } catch (error) {
    open.close();
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) throw inUse(file, error);
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(error.code)) return null;
    throw error;
  }
}

function inUse(file: string, cause?: unknown): RestoreRefused {
  return new RestoreRefused(`${file} is in use. Stop the server first, then restore again.`, { cause });
}
