import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Engine } from "./dialect.ts";
import type * as schema from "./schema/index.ts";

/** An open database. What it holds inside is for this folder alone. */
export interface Database {
  readonly engine: Engine;
  readonly name: string;
  /** Where another thread finds it; on PostgreSQL it holds the password. */
  readonly url: string;
  close(): Promise<void>;
}

/** What queries read with; on PostgreSQL it takes the same calls. */
export type Reader = BetterSQLite3Database<typeof schema>;
