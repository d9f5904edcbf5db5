import { systemActor } from "#lib/actor.ts";
import { isConfigurationError, readEnvironment } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import type { RowCounts } from "#lib/imports/schema.ts";
import { openScope } from "#lib/open-scope.ts";
import type { Scope } from "#lib/scope.ts";
import { filesNamed } from "./import-files.ts";
import { FlagError, type ImportFlags, readFlags } from "./import-flags.ts";
import { answered, type Job, lookAt, NothingDone, type Seen } from "./import-look.ts";
import { dryRun, store } from "./import-store.ts";
import { type Out, tellDone } from "./import-tell.ts";
import { usage } from "./import-usage.ts";

/** `npm run import`: what the import pages do, from a terminal and through the same doors. */

export async function importFromTerminal(args: readonly string[], out: Out = console.log): Promise<number> {
  try {
    const flags = readFlags(args);
    if (flags.help) {
      out(usage);
      return 0;
    }
    const files = filesOf(flags, out);
    const url = flags.database ?? readEnvironment(process.env).DATABASE_URL;
    const { scope, close } = await openScope(url, systemActor("command line"));
    try {
      return await importFiles(files, { flags, scope, out });
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof FlagError) out(`${error.message}\nSee: npm run import -- --help`);
    else if (isAppError(error) || error instanceof NothingDone || isConfigurationError(error))
      out(error.message);
    else throw error;
    return 2;
  }
}

function filesOf(flags: ImportFlags, out: Out): string[] {
  if (flags.files.length === 0) throw new FlagError("Name a file to import, several, or a folder.");
  const { files, passedOver, missing } = filesNamed(flags.files);
  if (missing.length > 0) throw new NothingDone(`There is no file ${missing.join(", ")}.`);
  for (const path of passedOver) out(`Passed over: ${path}`);
  if (files.length === 0) throw new NothingDone("There is nothing in it that could be imported.");
  return files;
}

type Given = { flags: ImportFlags; scope: Scope; out: Out };

/** All files are looked at before anything is stored of one. */
async function importFiles(files: readonly string[], given: Given): Promise<number> {
  const { flags, out } = given;
  const isOnly = files.length === 1;
  const looked: Seen[] = [];
  for (const file of files) {
    const job: Job = { file, isOnly, ...given };
    if (!isOnly) out(file);
    looked.push(await lookAt(job, looked[0]));
  }
  const ready = answered(looked);
  const done: RowCounts[] = [];
  for (const seen of ready) {
    if (!isOnly) out(seen.job.file);
    try {
      done.push(await imported(seen));
    } catch (error) {
      // What the files before it gave is stored, and stays.
      if (done.length === 0 || !(isAppError(error) || error instanceof NothingDone)) throw error;
      out(`${error.message}\nStored before it: ${done.length} of ${files.length} files.`);
      return 1;
    }
  }
  const total = done.reduce(sum);
  if (!isOnly) tellDone(total, `${files.length} files in all`, out);
  if (flags.dryRun) out("Nothing was stored (--dry-run).");
  return total.refused > 0 && !flags.allowRefused ? 1 : 0;
}

async function imported(seen: Seen): Promise<RowCounts> {
  if (!seen.job.flags.dryRun) return store(seen);
  const { create, update, unchanged, refused, skipped } = await dryRun(seen);
  return { created: create, updated: update, unchanged, refused, skipped };
}

function sum(a: RowCounts, b: RowCounts): RowCounts {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    refused: a.refused + b.refused,
    skipped: a.skipped + b.skipped,
  };
}

if (import.meta.main) process.exitCode = await importFromTerminal(process.argv.slice(2));
