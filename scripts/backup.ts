import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { backUp, usualBackup } from "#lib/backup.ts";
import { readEnvironment } from "#lib/env.ts";
import { exitWithMessage, sizeOf, typed, usageOf } from "./command-line.ts";

/** `npm run backup -- [file]`: a consistent copy of the database, also while the server runs. */

const usage = "npm run backup -- [file]";

await exitWithMessage(() => {
  const [named, ...more] = typed(usage, { allowPositionals: true }).positionals;
  if (more.length > 0) throw usageOf(usage);
  const { DATABASE_URL } = readEnvironment(process.env);
  const to = named === undefined ? usualBackup(DATABASE_URL, new Date()) : resolve(named);
  mkdirSync(dirname(to), { recursive: true });
  const copy = backUp({ url: DATABASE_URL, to });
  console.log(
    `${sizeOf(copy)}, as of revision ${copy.revision}, were copied, and the copy was read and found whole (${copy.bytes} bytes):`,
  );
  console.log(copy.file);
});
