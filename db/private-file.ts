import { closeSync, existsSync, openSync } from "node:fs";

/**
 * Makes an empty file for SQLite to fill that its owner alone may read: whoever reads a database can sign in as anybody.
 * SQLite gives the files it puts beside it the same permissions. One that is there stays as it is.
 */
export function createPrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
}
