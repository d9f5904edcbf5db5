import { existsSync } from "node:fs";
import { copyFile, rename } from "node:fs/promises";
import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import Sqlite from "better-sqlite3";
import { benchNow, remove } from "./data.ts";

/** The figures of the overview page as SQL gives them; intervals and words follow from these by arithmetic. */
export interface Figures {
  headline: Measures;
  buckets: Measures[];
  impact: { hours: number | null; recorded: number; of: number };
  changes: { all: Counts; buckets: Counts[] };
  worstSystems: { slug: string; incidents: number; sum: number | null; recorded: number }[];
  worstIncidents: { number: number; lostOrders: number | null }[];
  open: { count: number; numbers: number[] };
}

export interface Measures {
  incidents: number;
  severities: number[];
  lostOrders: { sum: number | null; recorded: number };
  errors: { sum: number | null; recorded: number };
  ai: Counts;
  durations: {
    recorded: number;
    pending: number;
    missing: number;
    invalid: number;
    quantiles: (number | null)[];
  }[];
}

export interface Counts {
  yes: number;
  unknown: number;
}

export interface Engine {
  figures(edges: readonly number[]): Promise<Figures>;
  close(): void;
}

type Cell = number | string | null | (number | null)[];
type Rows = Cell[][];

/** How an engine says what the other says differently. */
interface Wording {
  /** Joins each row of `table` with the number of its bucket. */
  bucketed(table: string, instant: string): string;
  quantiles(value: string): string;
  run(sql: string): Promise<Rows>;
}

const wanted = "kind = 'incident' and deleted_at is null";
const milestones = [
  { end: "detected_at", pending: "status = 'open'" },
  { end: "mitigated_at", pending: "status = 'open'" },
  { end: "resolved_at", pending: "status in ('open', 'mitigated')" },
];
const levels = [
  "severity = 1",
  "severity = 2",
  "severity = 3",
  "severity = 4",
  "severity = 5",
  "severity is null",
];

function measures(wording: Wording): string {
  const where = (condition: string) => `count(*) filter (where ${condition})`;
  return [
    "count(*)",
    ...levels.map(where),
    "sum(lost_orders), count(lost_orders), sum(errors), count(errors)",
    where("ai_involvement in ('contributing', 'primary')"),
    where("ai_involvement = 'unknown'"),
    ...milestones.flatMap(({ end, pending }) => [
      where(`${end} >= started_at`),
      where(`${end} is null and ${pending}`),
      where(`${end} is null and not (${pending})`),
      where(`${end} < started_at`),
      wording.quantiles(`case when ${end} >= started_at then (${end} - started_at) / 60000.0 end`),
    ]),
  ].join(", ");
}

const changeCounts =
  "count(*) filter (where ai_assistance in ('assisted', 'generated', 'agent')), count(*) filter (where ai_assistance = 'unknown')";

async function figures(wording: Wording, edges: readonly number[]): Promise<Figures> {
  const { run } = wording;
  const within = (instant: string) => `${instant} >= ${edges[0]} and ${instant} < ${edges.at(-1)}`;
  const these = `${wanted} and ${within("started_at")}`;
  const headline = await run(`select ${measures(wording)} from incidents where ${these}`);
  const buckets = await run(
    `select bucket, ${measures(wording)} from ${wording.bucketed("incidents", "started_at")}
     where ${these} group by bucket order by bucket`,
  );
  const impact = await run(`
    with spans as (
      select started_at as s, coalesce(mitigated_at, resolved_at, case when status = 'open' then ${benchNow().getTime()} end) as e
      from incidents where ${these} and severity in (1, 2)),
    swept as (
      select s, e, max(e) over (order by s rows between unbounded preceding and 1 preceding) as reached
      from spans where e >= s)
    select sum(case when reached is null or s > reached then e - s when e > reached then e - reached else 0 end) / 3600000.0,
      count(*), (select count(*) from spans) from swept`);
  const allChanges = await run(
    `select ${changeCounts} from changes where deleted_at is null and ${within("deployed_at")}`,
  );
  const changes = await run(
    `select bucket, ${changeCounts} from ${wording.bucketed("changes", "deployed_at")}
     where deleted_at is null and ${within("deployed_at")} group by bucket order by bucket`,
  );
  const worstSystems = await run(`
    with reached as (
      select l.system_number as number, count(*) as n, sum(lost_orders) as lost, count(lost_orders) as known
      from incidents i join incident_systems l on l.incident_number = i.number
      where ${these} group by l.system_number)
    select slug, n, lost, known from reached join systems using (number)
    order by coalesce(lost, 0) desc, n desc limit 8`);
  const worstIncidents = await run(
    `select number, lost_orders from incidents where ${these} and lost_orders > 0 order by lost_orders desc, number limit 8`,
  );
  const open = `from incidents where ${these} and status in ('open', 'mitigated')`;
  const openCount = await run(`select count(*) ${open}`);
  const latest = await run(`select number ${open} order by started_at desc limit 8`);
  return {
    headline: measuresOf(headline[0]!),
    buckets: buckets.map(([, ...cells]) => measuresOf(cells)),
    impact: {
      hours: impact[0]![0] as number | null,
      recorded: Number(impact[0]![1]),
      of: Number(impact[0]![2]),
    },
    changes: { all: countsOf(allChanges[0]!), buckets: changes.map(([, ...cells]) => countsOf(cells)) },
    worstSystems: worstSystems.map(([slug, n, lost, known]) => ({
      slug: slug as string,
      incidents: Number(n),
      sum: lost as number | null,
      recorded: Number(known),
    })),
    worstIncidents: worstIncidents.map(([number, lost]) => ({
      number: number as number,
      lostOrders: lost as number | null,
    })),
    open: { count: Number(openCount[0]![0]), numbers: latest.map(([number]) => number as number) },
  };
}

function countsOf(cells: Cell[]): Counts {
  return { yes: cells[0] as number, unknown: cells[1] as number };
}

function measuresOf(cells: Cell[]): Measures {
  const durations = milestones.map((_, i) => {
    const [recorded, pending, missing, invalid, quantiles] = cells.slice(13 + 5 * i, 18 + 5 * i);
    const three = typeof quantiles === "string" ? (JSON.parse(quantiles) as number[]) : quantiles;
    return { recorded, pending, missing, invalid, quantiles: three ?? [null, null, null] };
  });
  return {
    incidents: cells[0] as number,
    severities: cells.slice(1, 7) as number[],
    lostOrders: { sum: cells[7] as number | null, recorded: cells[8] as number },
    errors: { sum: cells[9] as number | null, recorded: cells[10] as number },
    ai: countsOf(cells.slice(11, 13)),
    durations: durations as Measures["durations"],
  };
}

// ---- SQLite ----

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

// ---- DuckDB ----

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
