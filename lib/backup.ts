import { dirname, join } from "node:path";
import { backUpFile, type Copy, type Restored, RestoreRefused, restoreFile } from "#db/backup.ts";
import { engineOf } from "#db/dialect.ts";
import { UnknownMigrations } from "#db/migrations.ts";
import { fileOf } from "#db/open.ts";
import { AppError } from "./errors.ts";

/** Copies of the database for a rainy day. PostgreSQL has tools of its own that do it better. */

export type { Copy, Restored };

/** Where a copy goes that nobody named a place for: beside the database, under the time it was made. */
export function usualBackup(url: string, now: Date): string {
  requireFile(url, dumpTo("faultline.dump"));
  return join(dirname(fileOf(url)), "backups", `faultline-${stampOf(now)}.db`);
}

export function backUp(of: { url: string; to: string }): Copy {
  requireFile(of.url, dumpTo(of.to));
  return told(() => backUpFile(fileOf(of.url), of.to));
}

export function restore(of: { url: string; from: string; now: Date }): Restored {
  requireFile(of.url, "pg_restore, as OPERATIONS.md tells");
  return told(() => restoreFile({ from: of.from, to: fileOf(of.url), stamp: stampOf(of.now) }));
}

const dumpTo = (file: string) => `pg_dump --format=custom --file=${file} "$DATABASE_URL"`;

function stampOf(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(":", "-");
}

function requireFile(url: string, instead: string): void {
  if (engineOf(url) === "sqlite") return;
  throw new AppError(
    "unsupported",
    `The database is PostgreSQL, which has its own tool for this: ${instead}`,
  );
}

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RestoreRefused || error instanceof UnknownMigrations)
      throw new AppError("conflict", `${error.message} Nothing was changed.`, { cause: error });
    throw error;
  }
}
