import type Sqlite from "better-sqlite3";

export const writerTimeoutMs = 5000;

export type Prepare = (text: string) => Sqlite.Statement;

/** Takes the write lock or fails at once: waiting for it inside SQLite would stop the event loop. */
export function beginAtOnce(prepare: Prepare): void {
  prepare("pragma busy_timeout = 0").get();
  try {
    prepare("begin immediate").run();
  } finally {
    prepare(`pragma busy_timeout = ${writerTimeoutMs}`).get();
  }
}
