import type pg from "pg";
import { type Connections, connectionsOf, isConnected } from "./connections.ts";
import type { Database } from "./database.ts";
import { isLocked } from "./dialect.ts";
import { beginAtOnce, type Prepare } from "./sqlite-lock.ts";

/**
 * Takes text that triggers noted as due into the search index. Each transaction takes in a few, so that a single edit
 * is indexed with itself; what an import leaves over follows once no commit has come for a moment. Until then it is
 * found as plain text, so an answer never lacks what was stored, and a crash loses nothing but time.
 */

const withEachCommit = 64;
const inSlice = 200;
const idleMs = 400;
/** Between two slices, others are served and may write. */
const pauseMs = 10;

/** Inside an open transaction. How many were taken in. */
export function indexSqlite(prepare: Prepare, most: number = withEachCommit): number {
  const due = prepare("select incident_number from incident_words_due limit ?").raw().all(most) as [number][];
  if (due.length === 0) return 0;
  const forget = prepare("delete from incident_words where rowid = ?");
  const learn = prepare(
    `insert into incident_words (rowid, words)
    select incident_number, words from incident_text where incident_number = ?`,
  );
  const settle = prepare("delete from incident_words_due where incident_number = ?");
  for (const [number] of due) {
    forget.run(number);
    learn.run(number);
    settle.run(number);
  }
  return due.length;
}

/** Inside an open transaction, or alone. Rows that another instance is at are left to it. */
export async function indexPostgres(
  client: pg.PoolClient | pg.Pool,
  most: number = withEachCommit,
): Promise<number> {
  const { rowCount } = await client.query(
    `with due as (
      delete from incident_words_due where incident_number in (
        select incident_number from incident_words_due limit $1 for update skip locked
      ) returning incident_number
    )
    insert into incident_words (incident_number, words)
    select incident_number, words_of(words) from incident_text join due using (incident_number)
    on conflict (incident_number) do update set words = excluded.words`,
    [most],
  );
  return rowCount ?? 0;
}

/** Indexes what is left once the database has had a moment's rest; called again, the rest begins anew. */
export function indexWhenIdle(database: Database): void {
  const open = connectionsOf(database);
  clearTimeout(open.indexing);
  const step = async () => {
    if (!isConnected(database) || open.commits.busy) return;
    const count = await indexSlice(open);
    if (count === null) later(idleMs);
    else if (count === inSlice) later(pauseMs);
  };
  const later = (ms: number) => {
    // A failure leaves the rows due: they are found as text, and the next commit tries again.
    open.indexing = setTimeout(() => void step().catch(() => {}), ms).unref();
  };
  later(idleMs);
}

/** Indexes all that is due, for a thread that has nothing else to do. */
export async function indexDue(database: Database): Promise<void> {
  for (let count: number | null = null; count === null || count === inSlice; ) {
    count = await indexSlice(connectionsOf(database));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** How many rows were taken in; null where somebody else is writing. */
async function indexSlice(open: Connections): Promise<number | null> {
  if (open.engine === "postgres") return indexPostgres(open.pool, inSlice);
  const { writer } = open;
  const prepare: Prepare = (text) => writer.prepare(text);
  try {
    beginAtOnce(prepare);
    const count = indexSqlite(prepare, inSlice);
    prepare("commit").run();
    return count;
  } catch (error) {
    if (writer.inTransaction) prepare("rollback").run();
    if (isLocked(error)) return null;
    throw error;
  }
}
