import type Sqlite from "better-sqlite3";
import { identityOfFile, type SqliteConnections } from "../connections.ts";
import { fileMoved, isLocked, refusalOf, type Table } from "../dialect.ts";
import { CommitRefused, type CreateEdit, type Edit } from "../edit.ts";
import { indexSqlite } from "../search-index.ts";
import { beginAtOnce } from "../sqlite-lock.ts";
import { newRowValues, stamp } from "./stamps.ts";
import { type Placeholder, statementOf } from "./statements.ts";
import { asRefusal, type Counters, isSmall, type Unit } from "./unit.ts";

/** SQLite: one synchronous transaction. Answers with the refusal of each unit that has one. */

const lockedMs = 3000;
const lockedPauseMs = 20;

/** While another program writes, the event loop stays free: readers of this one do not wait for it. */
export async function whenUnlocked(open: SqliteConnections, units: Unit[]): Promise<unknown[]> {
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
    // A unit that is alone falls with the transaction: SQLite would copy each page it touches for a savepoint.
    const alone = units.length === 1;
    units.forEach((unit, i) => {
      const before = { ...counters };
      if (!alone) prepare(writer, "savepoint unit").run();
      try {
        for (const edit of unit.edits) {
          if (edit.kind === "create") insertSqlite(writer, edit, newRowValues(edit, counters, unit.now));
          else runSqlite(writer, stamp(edit, counters, unit.now));
        }
      } catch (error) {
        // A full disk takes the entire transaction back, with the savepoint.
        if (alone || !writer.inTransaction || refusalOf(error) === "unavailable") throw error;
        counters = before;
        refusals[i] = asRefusal(error);
        prepare(writer, "rollback to unit").run();
      }
      if (!alone) prepare(writer, "release unit").run();
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
