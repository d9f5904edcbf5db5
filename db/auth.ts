import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { connectionsOf } from "./connections.ts";
import type { Database } from "./database.ts";
import { accounts, people, sessions, verifications } from "./schema/access.ts";

const schema = { user: people, session: sessions, account: accounts, verification: verifications };

/**
 * The connection and tables that Better Auth works on: the one exception to commit as the only writer. Its single
 * statements fall between commits, which hold SQLite's writer for no longer than one synchronous transaction.
 */
export function authStore(database: Database) {
  const open = connectionsOf(database);
  return open.engine === "sqlite"
    ? {
        provider: "sqlite" as const,
        schema,
        db: drizzleSqlite(open.writer, { schema, casing: "snake_case" }),
      }
    : { provider: "pg" as const, schema, db: drizzlePostgres(open.pool, { schema, casing: "snake_case" }) };
}
