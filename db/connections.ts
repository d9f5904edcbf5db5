import { statSync } from "node:fs";
import type Sqlite from "better-sqlite3";
import type pg from "pg";
import type { Database, Reader } from "./database.ts";
import { processWide } from "./process.ts";

/** Who has the handle. Only this folder may import it: whoever has a connection could write past commit. */
export type Connections = SqliteConnections | PostgresConnections;

export interface SqliteConnections {
  engine: "sqlite";
  file: string;
  /** Which file that was when it was opened. */
  identity: string | null;
  writer: Sqlite.Database;
  readOnly: Sqlite.Database;
  reader: Reader;
}

export interface PostgresConnections {
  engine: "postgres";
  pool: pg.Pool;
  readOnly: pg.Pool;
  reader: Reader;
}

const connections = processWide("connections", () => new WeakMap<Database, Connections>());

export function connect(database: Database, opened: Connections): Database {
  connections.set(database, opened);
  return database;
}

export function disconnect(database: Database): void {
  connections.delete(database);
}

export function connectionsOf(database: Database): Connections {
  const found = connections.get(database);
  if (found === undefined) throw new Error("This database was closed, or not opened by openDatabase.");
  return found;
}

/** Tells a file from another one under the same name. */
export function identityOfFile(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}
