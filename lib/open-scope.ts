import type { Database } from "#db/database.ts";
import { engine, engineOf } from "#db/dialect.ts";
import { backUpBefore, migrate } from "#db/migrate.ts";
import { openDatabase } from "#db/open.ts";
import type { Actor } from "./actor.ts";
import { ConfigurationError } from "./env.ts";
import { log } from "./log.ts";
import { repairAll } from "./repairs/start.ts";
import { Runtime, type Scope, scopeOf } from "./scope.ts";

const engineNames = { sqlite: "SQLite", postgres: "PostgreSQL" } as const;

/** Opens a database for a program of its own, such as the command line; close it when done. */
export async function openScope(
  url: string,
  actor: Actor,
): Promise<{ scope: Scope; close: () => Promise<void> }> {
  const database = await openMigrated(url);
  return { scope: scopeOf(new Runtime(database), actor), close: () => database.close() };
}

export async function openMigrated(url: string): Promise<Database> {
  if (engineOf(url) !== engine)
    throw new ConfigurationError(
      `The configuration cannot be used. The database that is named is one of ${engineNames[engineOf(url)]}, and DATABASE_URL one of ${engineNames[engine]}, which all tables were made for at the start: name it by DATABASE_URL.`,
    );
  const database = openDatabase(url);
  try {
    const migrated = await migrate(database);
    if (migrated.applied.length > 0) log.info(migrated, "the tables were brought up to date");
    await repairAll(database, async (before) => migrated.backup ?? backUpBefore(database, before));
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
