import { resolve } from "node:path";
import { restore } from "#lib/backup.ts";
import { readEnvironment } from "#lib/env.ts";
import { exitWithMessage, sizeOf, typed, usageOf } from "./command-line.ts";

/** `npm run restore -- FILE`: puts a backup in the place of the database, once it is proven whole. */

const usage = "npm run restore -- <file>";

await exitWithMessage(() => {
  const [from, ...more] = typed(usage, { allowPositionals: true }).positionals;
  if (from === undefined || more.length > 0) throw usageOf(usage);
  const { DATABASE_URL } = readEnvironment(process.env);
  const restored = restore({
    url: DATABASE_URL,
    from: resolve(from),
    now: new Date(),
  });
  const { revision, pending, aside } = restored;
  console.log(`Restored: ${sizeOf(restored)}, as of revision ${revision}.`);
  if (pending > 0) console.log("It was made by an earlier release; the next start brings it up to date.");
  if (aside !== null) console.log(`What was there before is kept: ${aside}`);
});
