import { existsSync } from "node:fs";
import { join } from "node:path";
import type Sqlite from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { migrate as migrateSqlite } from "drizzle-orm/better-sqlite3/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { appliedMigrations, copyInto } from "./backup.ts";
import { connectionsOf, type PostgresConnections, type SqliteConnections } from "./connections.ts";
import type { Database } from "./database.ts";
import { knownMigrations, type Migration, migrationsFolder, pendingMigrations } from "./migrations.ts";

export interface Migrated {
  /** The steps that were taken. */
  applied: string[];
  /** The copy that was made before them, where there was something to lose. */
  backup: string | null;
}

/** Brings the tables up to the present release. Instances that start together on PostgreSQL wait for one another. */
export async function migrate(database: Database, folder = migrationsFolder()): Promise<Migrated> {
  const open = connectionsOf(database);
  return open.engine === "sqlite" ? migrateFile(open, folder) : migrateServer(open, folder);
}

function migrateFile({ writer, file }: SqliteConnections, folder: string): Migrated {
  const applied = appliedMigrations(writer);
  const pending = pendingMigrations(knownMigrations("sqlite", folder), applied);
  if (pending.length === 0) return { applied: [], backup: null };
  const backup = applied.length === 0 ? null : copyBefore(writer, file, pending[0]!.tag);
  try {
    migrateSqlite(drizzleSqlite(writer), { migrationsFolder: join(folder, "sqlite") });
  } catch (error) {
    // Another program that started at the same moment may have taken the same steps.
    const left = pendingMigrations(knownMigrations("sqlite", folder), appliedMigrations(writer));
    if (left.length > 0) throw error;
  }
  return { applied: tags(pending), backup };
}

/** The copy that is made before a step, where there is something to lose; on PostgreSQL the operator makes copies. */
export function backUpBefore(database: Database, step: string): string | null {
  const open = connectionsOf(database);
  return open.engine === "sqlite" ? copyBefore(open.writer, open.file, step) : null;
}

/** Named by what it holds: a migration that fails and is tried again makes no second copy of the same data. */
function copyBefore(writer: Sqlite.Database, file: string, step: string): string | null {
  const revision = writer.prepare("select revision from state").pluck().get() as number | undefined;
  // Whatever is stored began with something that the audit trail tells.
  const isUsed = writer.prepare("select exists (select 1 from audit_entries)").pluck().get() === 1;
  if (revision === undefined || !isUsed) return null;
  const copy = `${file}.before-${step}-at-${revision}`;
  if (!existsSync(copy)) copyInto(writer, copy);
  return copy;
}

async function migrateServer({ pool }: PostgresConnections, folder: string): Promise<Migrated> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const db = drizzlePostgres(client);
    await db.execute(sql`select pg_advisory_lock(715517)`);
    const { rows } = await client.query<{ present: boolean }>(
      "select to_regclass('drizzle.__drizzle_migrations') is not null as present",
    );
    const applied = rows[0]!.present
      ? (
          await client.query<{ when: string }>(
            'select created_at as "when" from drizzle.__drizzle_migrations',
          )
        ).rows
      : [];
    const pending = pendingMigrations(
      knownMigrations("postgres", folder),
      applied.map(({ when }) => Number(when)),
    );
    if (pending.length > 0) await migratePostgres(db, { migrationsFolder: join(folder, "postgres") });
    return { applied: tags(pending), backup: null };
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // The lock goes with the connection where unlocking does not succeed.
    if (broken === undefined)
      await client.query("select pg_advisory_unlock(715517)").catch((e: Error) => (broken = e));
    client.release(broken);
  }
}

const tags = (migrations: readonly Migration[]) => migrations.map(({ tag }) => tag);
