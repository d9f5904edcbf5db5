import { transactPostgres } from "./commit/postgres.ts";
import { whenUnlocked } from "./commit/sqlite.ts";
import { asRefusal, type Unit } from "./commit/unit.ts";
import { connectionsOf, isConnected } from "./connections.ts";
import type { Database } from "./database.ts";
import { type AuditEntry, create, type Edit } from "./edit.ts";
import { auditEntries } from "./schema/audit.ts";
import { indexWhenIdle } from "./search-index.ts";

/**
 * Performs the edits of one command: all or none, with their audit entries, version checks, numbers and revision.
 * Commits that arrive while another is being made durable share the next transaction, where they are several each
 * behind a savepoint of its own: one wait for the disk acknowledges all of them, and one that is refused takes no
 * other with it.
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
