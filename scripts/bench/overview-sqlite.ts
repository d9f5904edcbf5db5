import { existsSync } from "node:fs";
import { copyFile, rename } from "node:fs/promises";
import Sqlite from "better-sqlite3";
import { remove } from "./data.ts";
import { type Engine, figures, type Rows, type Wording } from "./overview-sql.ts";

/** A copy of the database with an index for each question, so that none touches a table. */
export async function sqliteEngine(file: string): Promise<Engine> {
  const indexed = file.replace(/\.db$/, ".sql.db");
  if (!existsSync(indexed)) {
    remove(`${indexed}.new`);
    await copyFile(file, `${indexed}.new`);
    const fresh = new Sqlite(`${indexed}.new`);
    fresh.exec(`
      create index bench_incidents on incidents (kind, deleted_at, started_at, severity, status, detected_at,
        mitigated_at, resolved_at, lost_orders, errors, ai_involvement);
      create index bench_severe on incidents (severity, kind, deleted_at, started_at, mitigated_at, resolved_at, status);
      create index bench_worst on incidents (kind, deleted_at, lost_orders desc, number, started_at);
      create index bench_open on incidents (status, kind, deleted_at, started_at);
      create index bench_changes on changes (deleted_at, deployed_at, ai_assistance);
      create table edges (bucket integer primary key, low integer not null, high integer not null);
      analyze;`);
    fresh.pragma("wal_checkpoint(TRUNCATE)");
    fresh.close();
    await rename(`${indexed}.new`, indexed);
  }
  const database = new Sqlite(indexed);
  database.pragma("cache_size = -1048576");
  database.pragma("mmap_size = 4294967296");
  const wording: Wording = {
    bucketed: (table, instant) => `edges cross join ${table} on ${instant} >= low and ${instant} < high`,
    quantiles: (value) =>
      `json_array(percentile_cont(${value}, 0.5), percentile_cont(${value}, 0.75), percentile_cont(${value}, 0.9))`,
    run: async (sql) => database.prepare(sql).raw().all() as Rows,
  };
  return {
    async figures(edges) {
      fillEdges(database, edges);
      return figures(wording, edges);
    },
    close: () => database.close(),
  };
}

function fillEdges(database: Sqlite.Database, edges: readonly number[]): void {
  database.exec("delete from edges");
  const insert = database.prepare("insert into edges values (?, ?, ?)");
  for (let i = 0; i + 1 < edges.length; i += 1) insert.run(i, edges[i], edges[i + 1]);
}
