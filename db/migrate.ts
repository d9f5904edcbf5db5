import { join } from "node:path";
import { sql } from "drizzle-orm";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { migrate as migrateSqlite } from "drizzle-orm/better-sqlite3/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { connectionsOf, type Database } from "./connect.ts";

/** Brings the tables up to the present release. Instances that start together on PostgreSQL wait for one another. */
export async function migrate(
  database: Database,
  folder = join(process.cwd(), "db/migrations"),
): Promise<void> {
  const open = connectionsOf(database);
  if (open.engine === "sqlite") {
    migrateSqlite(drizzleSqlite(open.writer), { migrationsFolder: join(folder, "sqlite") });
    return;
  }
  const client = await open.pool.connect();
  try {
    const db = drizzlePostgres(client);
    await db.execute(sql`select pg_advisory_lock(715517)`);
    try {
      await migratePostgres(db, { migrationsFolder: join(folder, "postgres") });
    } finally {
      await db.execute(sql`select pg_advisory_unlock(715517)`);
    }
  } finally {
    client.release();
  }
}
