import { statSync } from "node:fs";
import type Sqlite from "better-sqlite3";
import type pg from "pg";
import type { CommitQueue } from "./commit.ts";
import type { Database, Reader } from "./database.ts";

/** Who has the handle. Only this folder may import it: whoever has a connection could write past commit. */
export type Connections = SqliteConnections | PostgresConnections;

/** What there is one of for an open database, since two of it would each believe to be the only one. */
interface Own {
  reader: Reader;
  commits: CommitQueue;
  /** Until what is left over is taken into the search index. */
  indexing: NodeJS.Timeout | undefined;
}

export interface SqliteConnections extends Own {
  engine: "sqlite";
  file: string;
  /** Which file that was when it was opened. */
  identity: string | null;
  writer: Sqlite.Database;
  readOnly: Sqlite.Database;
}

export interface PostgresConnections extends Own {
  engine: "postgres";
  pool: pg.Pool;
  readOnly: pg.Pool;
}

/** Kept on the database itself, under a name that every copy of this module makes the same. */
const inside = Symbol.for("faultline.connections");

type Holding = Database & { [inside]?: Connections };

type Opened<C extends Connections> = Omit<C, "commits" | "indexing">;

export function connect(
  database: Database,
  opened: Opened<SqliteConnections> | Opened<PostgresConnections>,
): Database {
  const connections = {
    ...opened,
    commits: { waiting: [], busy: false },
    indexing: undefined,
  } as Connections;
  return Object.defineProperty(database, inside, { value: connections, configurable: true });
}

export function disconnect(database: Database): void {
  delete (database as Holding)[inside];
}

export function isConnected(database: Database): boolean {
  return inside in database;
}

export function connectionsOf(database: Database): Connections {
  const found = (database as Holding)[inside];
  if (found === undefined) throw new Error("This database was closed, or not opened by openDatabase.");
  return found;
}

/** Tells a file from another one under the same name. */
export function identityOfFile(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}
