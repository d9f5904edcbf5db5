import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import pg from "pg";
import { connect, disconnect, identityOfFile } from "./connections.ts";
import type { Database, Reader } from "./database.ts";
import { engineOf } from "./dialect.ts";
import { createPrivate } from "./private-file.ts";
import * as schema from "./schema/index.ts";
import { writerTimeoutMs } from "./sqlite-lock.ts";

const defaultUrl = "file:./data/faultline.db";

export function openDatabase(url: string = defaultUrl): Database {
  return engineOf(url) === "postgres" ? openPostgres(url) : openSqlite(fileOf(url));
}

export function fileOf(url: string): string {
  return resolve(url.replace(/^file:/, ""));
}

function openSqlite(file: string): Database {
  mkdirSync(dirname(file), { recursive: true });
  createPrivate(file);
  const writer = new Sqlite(file, { timeout: writerTimeoutMs });
  try {
    return databaseOf(file, writer);
  } catch (error) {
    writer.close();
    throw error;
  }
}

function databaseOf(file: string, writer: Sqlite.Database): Database {
  writer.pragma("journal_mode = WAL");
  // Acknowledged is stored: NORMAL could lose the last commits when the power fails.
  writer.pragma("synchronous = FULL");
  writer.pragma("foreign_keys = ON");
  writer.pragma("cache_size = -65536");
  writer.pragma("wal_autocheckpoint = 4000");
  const readOnly = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  readOnly.pragma("cache_size = -65536");
  readOnly.pragma("mmap_size = 1073741824");
  const database: Database = {
    engine: "sqlite",
    name: file,
    url: `file:${file}`,
    async close() {
      disconnect(database);
      readOnly.close();
      writer.close();
    },
  };
  const identity = identityOfFile(file);
  const reader = drizzleSqlite(readOnly, { schema, casing: "snake_case" });
  return connect(database, { engine: "sqlite", file, identity, writer, readOnly, reader });
}

// Counts come as text from PostgreSQL because they may outgrow a number; ours stay below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

function openPostgres(url: string): Database {
  const timeouts = {
    connectionTimeoutMillis: 5000,
    statement_timeout: 60_000,
    // A server that went without a word never answers: the client gives up by itself.
    query_timeout: 65_000,
    keepAlive: true,
  };
  const pool = new pg.Pool({ connectionString: url, max: 4, ...timeouts });
  const readOnly = new pg.Pool({
    connectionString: url,
    max: 8,
    options: "-c default_transaction_read_only=on",
    ...timeouts,
  });
  // A connection that breaks, idle or between two statements, must not end the process: the next query says so.
  for (const each of [pool, readOnly]) {
    each.on("error", () => {});
    each.on("connect", (client) => client.on("error", () => {}));
  }
  const database: Database = {
    engine: "postgres",
    name: new URL(url).pathname.slice(1),
    url,
    async close() {
      disconnect(database);
      await Promise.all([pool.end(), readOnly.end()]);
    },
  };
  const reader = drizzlePostgres(readOnly, { schema, casing: "snake_case" }) as unknown as Reader;
  return connect(database, { engine: "postgres", pool, readOnly, reader });
}
