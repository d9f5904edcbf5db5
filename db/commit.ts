import type Sqlite from "better-sqlite3";
import { Column, getTableColumns, getTableName } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type pg from "pg";
import {
  connectionsOf,
  identityOfFile,
  isConnected,
  type PostgresConnections,
  type SqliteConnections,
} from "./connections.ts";
import type { Database } from "./database.ts";
import { fileMoved, isLocked, refusalOf, type Table } from "./dialect.ts";
import {
  type Allocated,
  type AuditEntry,
  CommitRefused,
  type CreateEdit,
  create,
  type Edit,
  isAllocated,
  isCommitRefused,
  type Sequence,
} from "./edit.ts";
import { auditEntries } from "./schema/audit.ts";
import { indexPostgres, indexSqlite, indexWhenIdle } from "./search-index.ts";
import { beginAtOnce } from "./sqlite-lock.ts";

/**
 * Performs the edits of one command: all or none, with their audit entries, version checks, numbers and revision.
 * Commits that arrive while another is being made durable share the next transaction, each behind a savepoint of
 * its own: one wait for the disk acknowledges all of them, and one that is refused takes no other with it.
 */
export function commit(database: Database, work: CommitWork): Promise<void> {
  return new Promise((resolve, reject) => {
    const queue = connectionsOf(database).commits;
    const entries = work.entries.map((entry) => create(auditEntries, { ...entry }));
    queue.waiting.push({ edits: [...work.edits, ...entries], now: work.now, resolve, reject });
    if (!queue.busy) void drain(database, queue);
  });
}

export interface CommitWork {
  edits: readonly Edit[];
  entries: readonly AuditEntry[];
  now: Date;
}

interface Unit {
  edits: readonly Edit[];
  now: Date;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

export interface CommitQueue {
  waiting: Unit[];
  busy: boolean;
}

/** So many edits at most share a transaction: a long one would keep the event loop and other writers waiting. */
const editsPerTransaction = 20_000;

async function drain(database: Database, queue: CommitQueue): Promise<void> {
  queue.busy = true;
  await new Promise(setImmediate);
  while (queue.waiting.length > 0) {
    const units = takeUnits(queue);
    try {
      const open = connectionsOf(database);
      const refusals =
        open.engine === "sqlite" ? await whenUnlocked(open, units) : await transactPostgres(open, units);
      for (const [i, unit] of units.entries()) {
        if (refusals[i] === undefined) unit.resolve();
        else unit.reject(refusals[i]);
      }
    } catch (error) {
      for (const unit of units) unit.reject(asRefusal(error));
    }
    await new Promise(setImmediate);
  }
  queue.busy = false;
  if (isConnected(database)) indexWhenIdle(database);
}

function takeUnits(queue: CommitQueue): Unit[] {
  let edits = 0;
  let count = 0;
  for (const unit of queue.waiting) {
    edits += unit.edits.length;
    if (count > 0 && edits > editsPerTransaction) break;
    count += 1;
  }
  return queue.waiting.splice(0, count);
}

/** What an import stores is taken into the search index once it is through. */
function isSmall(units: readonly Unit[]): boolean {
  return units.reduce((sum, { edits }) => sum + edits.length, 0) <= 1000;
}

function asRefusal(error: unknown): unknown {
  if (isCommitRefused(error)) return error;
  const reason = refusalOf(error);
  return reason === null ? error : new CommitRefused(reason, { cause: error });
}

// The counters live in one row; on PostgreSQL its lock also puts writers, and so revisions, in order.

type Counters = Record<Sequence, number> & { revision: number };

function stamp(edit: Edit, counters: Counters, now: Date): Edit {
  const shape = shapeOf(edit.table);
  if (edit.kind === "remove") return { ...edit, where: resolveNumbers(edit.where, counters) };
  if (edit.kind === "create") {
    const row = resolveNumbers(edit.row, counters);
    if (shape.versioned) {
      row.version ??= 1;
      row.createdAt ??= now;
      row.updatedAt ??= now;
    }
    if (shape.revised) row.revision = counters.revision;
    return { ...edit, row };
  }
  const set = resolveNumbers(edit.set, counters);
  if (shape.versioned) set.updatedAt ??= now;
  if (shape.revised) set.revision = counters.revision;
  return { ...edit, key: resolveNumbers(edit.key, counters), set };
}

function resolveNumbers(row: Record<string, unknown>, counters: Counters): Record<string, unknown> {
  const resolved: Record<string, unknown> = {};
  for (const key in row) {
    const value = row[key];
    resolved[key] = isAllocated(value) ? handOut(value, counters) : value;
  }
  return resolved;
}

function handOut(allocated: Allocated, counters: Counters): number {
  if (!allocated.isAssigned) {
    counters[allocated.sequence] += 1;
    allocated.assign(counters[allocated.sequence]);
  }
  return allocated.number;
}

/** `stamp` and `rowValues` in one step for a new row, since imports make hundreds of thousands of them. */
function newRowValues({ table, row }: CreateEdit, counters: Counters, now: Date): unknown[] {
  const { keys, toDriver, stamps, values } = shapeOf(table);
  for (let i = 0; i < keys.length; i += 1) {
    const stamped = stamps[i]!;
    let value = row[keys[i]!];
    if (isAllocated(value)) value = handOut(value, counters);
    else if (stamped !== null) value = stampOf(stamped, { value, counters, now });
    const convert = toDriver[i]!;
    values[i] = value === undefined || value === null ? null : convert === null ? value : convert(value);
  }
  return values;
}

function stampOf(stamped: Stamp, of: { value: unknown; counters: Counters; now: Date }): unknown {
  if (stamped === "revision") return of.counters.revision;
  return of.value ?? (stamped === "version" ? 1 : of.now);
}

// ---- what the tables look like ----

interface Shape {
  name: string;
  keys: string[];
  columns: string[];
  /** Null where the driver takes the value as it is. */
  toDriver: (((value: unknown) => unknown) | null)[];
  /** What commit itself puts into the column, if anything. */
  stamps: (Stamp | null)[];
  /** Room for one row, which the driver copies. */
  values: unknown[];
  position: Map<string, number>;
  versioned: boolean;
  revised: boolean;
}

type Stamp = "revision" | "version" | "moment";

const shapes = new WeakMap<Table, Shape>();

function shapeOf(table: Table): Shape {
  let shape = shapes.get(table);
  if (shape === undefined) {
    const columns = Object.entries(getTableColumns(table));
    const versioned = columns.some(([key]) => key === "version");
    shape = {
      name: getTableName(table),
      keys: columns.map(([key]) => key),
      columns: columns.map(([key]) => toSnakeCase(key)),
      toDriver: columns.map(([, column]) =>
        column.mapToDriverValue === Column.prototype.mapToDriverValue
          ? null
          : (value) => column.mapToDriverValue(value),
      ),
      stamps: columns.map(([key]) => stampFor(key, versioned)),
      values: new Array<unknown>(columns.length),
      position: new Map(columns.map(([key], i) => [key, i])),
      versioned,
      revised: columns.some(([key]) => key === "revision"),
    };
    shapes.set(table, shape);
  }
  return shape;
}

function stampFor(key: string, versioned: boolean): Stamp | null {
  if (key === "revision") return "revision";
  if (!versioned) return null;
  if (key === "version") return "version";
  return key === "createdAt" || key === "updatedAt" ? "moment" : null;
}

function rowValues(shape: Shape, row: Record<string, unknown>): unknown[] {
  const values = new Array<unknown>(shape.keys.length);
  for (let i = 0; i < values.length; i += 1) values[i] = driverValue(shape, i, row[shape.keys[i]!]);
  return values;
}

function driverValue(shape: Shape, i: number, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const convert = shape.toDriver[i];
  return convert ? convert(value) : value;
}

interface Statement {
  text: string;
  values: unknown[];
  /** No row touched means that somebody else was faster. */
  mustTouch: boolean;
}

type Placeholder = (i: number) => string;

function statementOf(edit: Edit, placeholder: Placeholder): Statement {
  const shape = shapeOf(edit.table);
  if (edit.kind === "create") {
    const list = shape.columns.map((_, i) => placeholder(i + 1)).join(", ");
    const text = `insert into "${shape.name}" (${quoted(shape.columns)}) values (${list})`;
    return { text, values: rowValues(shape, edit.row), mustTouch: false };
  }
  const values: unknown[] = [];
  const term = (key: string, value: unknown) => {
    const at = shape.position.get(key);
    if (at === undefined) throw new Error(`${shape.name} has no column ${key}.`);
    const driver = driverValue(shape, at, value);
    values.push(driver);
    return { column: `"${shape.columns[at]}"`, mark: placeholder(values.length) };
  };
  if (edit.kind === "remove") {
    const where = Object.entries(edit.where).map(([key, value]) => {
      const { column, mark } = term(key, value);
      return `${column} = ${mark}`;
    });
    return { text: `delete from "${shape.name}" where ${where.join(" and ")}`, values, mustTouch: false };
  }
  const set = Object.entries(edit.set)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const { column, mark } = term(key, value);
      return `${column} = ${mark}`;
    });
  if (shape.versioned) set.push(`"version" = "version" + 1`);
  const where = Object.entries(edit.key).map(([key, value]) => {
    const { column, mark } = term(key, value);
    return `${column} = ${mark}`;
  });
  if (edit.version !== null) {
    const { column, mark } = term("version", edit.version);
    where.push(`${column} = ${mark}`);
  }
  const text = `update "${shape.name}" set ${set.join(", ")} where ${where.join(" and ")}`;
  return { text, values, mustTouch: true };
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(", ");
}

// ---- SQLite: one synchronous transaction ----

const lockedMs = 3000;
const lockedPauseMs = 20;

/** While another program writes, the event loop stays free: readers of this one do not wait for it. */
async function whenUnlocked(open: SqliteConnections, units: Unit[]): Promise<unknown[]> {
  for (const until = performance.now() + lockedMs; ; ) {
    try {
      return transactSqlite(open, units);
    } catch (error) {
      if (!isLocked(error) || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, lockedPauseMs));
    }
  }
}

/** A write to a file that nobody will find again would be acknowledged and lost. */
function requireInPlace({ file, identity }: SqliteConnections): void {
  if (identity === identityOfFile(file)) return;
  throw new CommitRefused("unavailable", {
    cause: Object.assign(new Error(`${file} is not the file that was opened`), { code: fileMoved }),
  });
}

function begin(open: SqliteConnections): void {
  requireInPlace(open);
  beginAtOnce((text) => prepare(open.writer, text));
}

const prepared = new WeakMap<Sqlite.Database, Map<string, Sqlite.Statement>>();

function prepare(writer: Sqlite.Database, text: string): Sqlite.Statement {
  let known = prepared.get(writer);
  if (known === undefined) {
    known = new Map();
    prepared.set(writer, known);
  }
  let statement = known.get(text);
  if (statement === undefined) {
    statement = writer.prepare(text);
    known.set(text, statement);
  }
  return statement;
}

function transactSqlite(open: SqliteConnections, units: Unit[]): unknown[] {
  const { writer } = open;
  const refusals: unknown[] = [];
  begin(open);
  try {
    let counters = prepare(
      writer,
      "select revision, incidents, changes, systems from state",
    ).get() as Counters;
    counters.revision += 1;
    units.forEach((unit, i) => {
      const before = { ...counters };
      prepare(writer, "savepoint unit").run();
      try {
        for (const edit of unit.edits) {
          if (edit.kind === "create") insertSqlite(writer, edit, newRowValues(edit, counters, unit.now));
          else runSqlite(writer, stamp(edit, counters, unit.now));
        }
      } catch (error) {
        // A full disk takes the entire transaction back, with the savepoint.
        if (!writer.inTransaction || refusalOf(error) === "unavailable") throw error;
        counters = before;
        refusals[i] = asRefusal(error);
        prepare(writer, "rollback to unit").run();
      }
      prepare(writer, "release unit").run();
    });
    if (isSmall(units)) indexSqlite((text) => prepare(writer, text));
    prepare(writer, "update state set revision = ?, incidents = ?, changes = ?, systems = ?").run(
      counters.revision,
      counters.incidents,
      counters.changes,
      counters.systems,
    );
    prepare(writer, "commit").run();
    return refusals;
  } catch (error) {
    if (writer.inTransaction) prepare(writer, "rollback").run();
    throw error;
  }
}

const questionMark: Placeholder = () => "?";
const insertTexts = new WeakMap<Table, string>();

function insertSqlite(writer: Sqlite.Database, edit: CreateEdit, values: unknown[]): void {
  let text = insertTexts.get(edit.table);
  if (text === undefined) {
    text = statementOf(edit, questionMark).text;
    insertTexts.set(edit.table, text);
  }
  prepare(writer, text).run(values);
}

function runSqlite(writer: Sqlite.Database, edit: Edit): void {
  const statement = statementOf(edit, questionMark);
  const { changes } = prepare(writer, statement.text).run(statement.values);
  if (statement.mustTouch && changes === 0) throw new CommitRefused("stale");
}

// ---- PostgreSQL: one awaited transaction ----

async function transactPostgres({ pool }: PostgresConnections, units: Unit[]): Promise<unknown[]> {
  const refusals: unknown[] = [];
  const client = await pool.connect();
  let broken: Error | undefined;
  let committing = false;
  try {
    await client.query("begin");
    const locked = await client.query<Counters>(
      "update state set revision = revision + 1 returning revision, incidents, changes, systems",
    );
    let counters = locked.rows[0]!;
    for (const [i, unit] of units.entries()) {
      const before = { ...counters };
      await client.query("savepoint unit");
      try {
        await runPostgres(
          client,
          unit.edits.map((edit) => stamp(edit, counters, unit.now)),
        );
      } catch (error) {
        if (refusalOf(error) === "unavailable") throw error;
        counters = before;
        refusals[i] = asRefusal(error);
        await client.query("rollback to savepoint unit");
      }
      await client.query("release savepoint unit");
    }
    if (isSmall(units)) await indexPostgres(client);
    await client.query("update state set incidents = $1, changes = $2, systems = $3", [
      counters.incidents,
      counters.changes,
      counters.systems,
    ]);
    committing = true;
    await client.query("commit");
    return refusals;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    if (committing && refusalOf(error) === "unavailable")
      throw new CommitRefused("unavailable", { cause: error, outcomeUnknown: true });
    throw error;
  } finally {
    client.release(broken);
  }
}

const dollar: Placeholder = (i) => `$${i}`;
/** PostgreSQL takes 65,535 parameters a statement. */
const parametersPerStatement = 30_000;

async function runPostgres(client: pg.PoolClient, edits: Edit[]): Promise<void> {
  for (let i = 0; i < edits.length; ) {
    const edit = edits[i]!;
    if (edit.kind === "create") {
      const run = createsFrom(edits, i);
      await insertMany(client, run);
      i += run.length;
      continue;
    }
    const statement = statementOf(edit, dollar);
    const answer = await client.query(statement.text, statement.values);
    if (statement.mustTouch && answer.rowCount === 0) throw new CommitRefused("stale");
    i += 1;
  }
}

function createsFrom(edits: Edit[], start: number): CreateEdit[] {
  const first = edits[start] as CreateEdit;
  const most = Math.max(1, Math.floor(parametersPerStatement / shapeOf(first.table).keys.length));
  const run: CreateEdit[] = [];
  for (let i = start; i < edits.length && run.length < most; i += 1) {
    const edit = edits[i]!;
    if (edit.kind !== "create" || edit.table !== first.table) break;
    run.push(edit);
  }
  return run;
}

async function insertMany(client: pg.PoolClient, run: CreateEdit[]): Promise<void> {
  const shape = shapeOf(run[0]!.table);
  const values: unknown[] = [];
  const rows = run.map((edit) => {
    const marks = rowValues(shape, edit.row).map((value) => dollar(values.push(value)));
    return `(${marks.join(", ")})`;
  });
  await client.query(
    `insert into "${shape.name}" (${quoted(shape.columns)}) values ${rows.join(", ")}`,
    values,
  );
}
