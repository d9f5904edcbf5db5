import type Sqlite from "better-sqlite3";
import { PgDialect } from "drizzle-orm/pg-core";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import { connectionsOf } from "./connections.ts";
import type { Database, Reader } from "./database.ts";
import type { RawRow, Scan } from "./scan.ts";

/** A connection that the engine itself keeps from writing. */
export function readerOf(database: Database): Reader {
  return connectionsOf(database).reader;
}

const sqliteDialect = new SQLiteSyncDialect({ casing: "snake_case" });
const postgresDialect = new PgDialect({ casing: "snake_case" });

/**
 * Rows as bare arrays, past the mapper: for the few reads of a million rows. Select instants with `epochMs` and
 * flags with `flagNumber`, so that both engines give the same plain numbers.
 */
export function scanOf(database: Database): Scan {
  const open = connectionsOf(database);
  if (open.engine === "sqlite") {
    const prepared = new Map<string, Sqlite.Statement>();
    return async (query) => {
      const { sql, params } = sqliteDialect.sqlToQuery(query);
      let statement = prepared.get(sql);
      if (statement === undefined) {
        statement = open.readOnly.prepare(sql).raw();
        prepared.set(sql, statement);
      }
      return statement.all(params) as RawRow[];
    };
  }
  return async (query) => {
    const { sql, params } = postgresDialect.sqlToQuery(query);
    const answer = await open.readOnly.query({ text: sql, values: params, rowMode: "array" });
    return answer.rows as RawRow[];
  };
}
