import type pg from "pg";
import type { PostgresConnections } from "../connections.ts";
import { refusalOf } from "../dialect.ts";
import { CommitRefused, type CreateEdit, type Edit } from "../edit.ts";
import { indexPostgres } from "../search-index.ts";
import { rowValues, shapeOf } from "./shapes.ts";
import { stamp } from "./stamps.ts";
import { type Placeholder, quoted, statementOf } from "./statements.ts";
import { asRefusal, type Counters, isSmall, type Unit } from "./unit.ts";

/** PostgreSQL: one awaited transaction. Answers with the refusal of each unit that has one. */
export async function transactPostgres({ pool }: PostgresConnections, units: Unit[]): Promise<unknown[]> {
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
    // A unit that is alone falls with the transaction.
    const alone = units.length === 1;
    for (const [i, unit] of units.entries()) {
      const before = { ...counters };
      if (!alone) await client.query("savepoint unit");
      try {
        await runPostgres(
          client,
          unit.edits.map((edit) => stamp(edit, counters, unit.now)),
        );
      } catch (error) {
        if (alone || refusalOf(error) === "unavailable") throw error;
        counters = before;
        refusals[i] = asRefusal(error);
        await client.query("rollback to savepoint unit");
      }
      if (!alone) await client.query("release savepoint unit");
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
