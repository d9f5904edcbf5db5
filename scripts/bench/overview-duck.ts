import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import Sqlite from "better-sqlite3";
import { type Cell, type Engine, figures, type Wording } from "./overview-sql.ts";

const duckTables = {
  incidents: {
    number: "integer",
    kind: "varchar",
    deleted_at: "bigint",
    started_at: "bigint",
    severity: "tinyint",
    status: "varchar",
    detected_at: "bigint",
    mitigated_at: "bigint",
    resolved_at: "bigint",
    lost_orders: "bigint",
    errors: "bigint",
    ai_involvement: "varchar",
  },
  incident_systems: { incident_number: "integer", system_number: "integer" },
  changes: { deleted_at: "bigint", deployed_at: "bigint", ai_assistance: "varchar" },
  systems: { number: "integer", slug: "varchar" },
};

/** The same rows in DuckDB's own memory, its closed lists as enumerations, on all cores. */
export async function duckEngine(file: string): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const source = new Sqlite(file, { readonly: true });
  for (const [table, columns] of Object.entries(duckTables)) {
    const declared: Record<string, string> = { ...columns };
    for (const [column, type] of Object.entries(columns)) {
      if (type !== "varchar" || column === "slug") continue;
      const values = source.prepare(`select distinct ${column} from ${table}`).pluck().all() as string[];
      await connection.run(
        `create type ${table}_${column} as enum (${values.map((value) => `'${value}'`).join(", ")})`,
      );
      declared[column] = `${table}_${column}`;
    }
    await connection.run(
      `create table ${table} (${Object.entries(declared)
        .map(([name, type]) => `${name} ${type}`)
        .join(", ")})`,
    );
    await copyInto({ connection, source, table, columns });
  }
  source.close();
  const wording: Wording = {
    bucketed: (table, instant) =>
      `(select *, date_trunc('month', epoch_ms(${instant})) as bucket from ${table})`,
    quantiles: (value) => `quantile_cont(${value}, [0.5, 0.75, 0.9])`,
    async run(sql) {
      const answer = await connection.runAndReadAll(sql);
      return answer.getRowsJS().map((row) => row.map(plain));
    },
  };
  return {
    figures: (edges) => figures(wording, edges),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function plain(value: unknown): Cell {
  if (typeof value === "bigint") return Number(value);
  return Array.isArray(value) ? value.map((one) => plain(one) as number | null) : (value as Cell);
}

const chunkRows = 2048;

/** Through a table of text and whole numbers, since chunks of enumerations cannot be written at once. */
export async function copyInto(of: {
  connection: DuckDBConnection;
  source: Sqlite.Database;
  table: string;
  columns: Record<string, string>;
}): Promise<void> {
  const { connection, source, table, columns } = of;
  const names = Object.keys(columns);
  const staged = Object.entries(columns).map(
    ([name, type]) => `${name} ${type === "varchar" ? type : "double"}`,
  );
  await connection.run(`create temp table staged (${staged.join(", ")})`);
  const appender = await connection.createAppender("staged");
  const types = names.map((_, i) => appender.columnType(i));
  let rows: DuckDBValue[][] = [];
  const flush = () => {
    if (rows.length === 0) return;
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(rows);
    appender.appendDataChunk(chunk);
    rows = [];
  };
  for (const row of source
    .prepare(`select ${names.join(", ")} from ${table}`)
    .raw()
    .iterate()) {
    rows.push(row as DuckDBValue[]);
    if (rows.length === chunkRows) flush();
  }
  flush();
  appender.closeSync();
  await connection.run(`insert into ${table} select * from staged`);
  await connection.run("drop table staged");
}
