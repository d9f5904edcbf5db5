import { systemActor } from "#lib/actor.ts";
import { isAppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import type { Scope } from "#lib/scope.ts";
import { dropUpload } from "../file/write.ts";
import { busyImports, importJob } from "../read.ts";
import { inThread } from "./in-thread.ts";
import { rowsPerCommit, work } from "./run.ts";
import { endRun } from "./write.ts";

/** Work that goes on when the request that began it was answered, and after a restart. */

export function inBackground(scope: Scope, id: string): void {
  const { importsAtWork: atWork } = scope.runtime;
  if (atWork.has(id)) return;
  atWork.add(id);
  carryOut(scope, id)
    .catch((error: unknown) => stopped(scope, id, error))
    .catch((error: unknown) => log.error({ err: error, import: id }, "an import was left as it was"))
    .finally(() => atWork.delete(id));
}

/** What ended a thread would end the next one too, so it waits for somebody; a database that was away comes back. */
async function stopped(scope: Scope, id: string, error: unknown): Promise<void> {
  log.error({ err: error, import: id }, "an import stopped");
  if (isAppError(error)) return;
  const failure =
    "Something went wrong on our side; the log tells more. Run it again to go on where it stopped.";
  await endRun(scope, { id, state: "failed", failure });
}

/** Pages do not wait for a large import: it has a thread of its own. What fits a commit is done before one has started. */
async function carryOut(scope: Scope, id: string): Promise<void> {
  const { total } = await importJob(scope, { id });
  if (total !== null && total <= rowsPerCommit) await work(scope, id);
  else await inThread({ kind: "run", url: scope.runtime.database.url, id });
}

const staleMs = 120_000;

/**
 * Takes up what nobody is at work on: all of it when the server starts, and later what stood still for a while, since
 * another instance may have gone. Uploads that broke off with their server are thrown away.
 */
export async function takeUpImports(scope: Scope, { atStart }: { atStart: boolean }): Promise<void> {
  const own: Scope = { ...scope, actor: systemActor("imports") };
  const now = scope.clock().getTime();
  for (const { id, state, updatedAt } of await busyImports(own, undefined)) {
    const still = now - updatedAt.getTime() > staleMs;
    if (state !== "uploading") {
      if (atStart || still) inBackground(own, id);
    } else if (now - updatedAt.getTime() > 24 * 3_600_000) await dropUpload(own, { id });
  }
}

/** Called once by a server. */
export function keepImportsGoing(scope: Scope): void {
  const take = (atStart: boolean) =>
    takeUpImports(scope, { atStart }).catch((error: unknown) =>
      log.warn({ err: error }, "imports could not be looked at"),
    );
  void take(true);
  setInterval(() => void take(false), 60_000).unref();
}
