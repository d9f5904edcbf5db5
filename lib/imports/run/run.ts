import type { ImportState } from "#db/values.ts";
import { importActor } from "#lib/actor.ts";
import { isAppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import type { Scope } from "#lib/scope.ts";
import type { PlannedBatch } from "../plan/plan.ts";
import { type ImportJob, importJob } from "../read.ts";
import { plannedBatches } from "./plan-file.ts";
import { endRun, endUndo, storeRows, undoRows, undoSystems } from "./write.ts";

/**
 * Carries imports out, batch by batch. Where an import stands is in the database alone: a run that ended with its
 * process goes on where its last commit left it, and whoever finds that another moved it on stops.
 */

export interface Work {
  /** Called after each commit. */
  onProgress?: (job: Pick<ImportJob, "created" | "updated" | "unchanged" | "refused" | "skipped">) => void;
}

/** Does what is left of an import, and says how it stands then. */
export async function work(scope: Scope, id: string, options: Work = {}): Promise<ImportState> {
  const { startedBy } = await importJob(scope, { id });
  const own: Scope = { ...scope, actor: importActor({ id, name: startedBy ?? "import" }) };
  for (const patience = patient(); ; ) {
    const job = await importJob(own, { id });
    if (job.state !== "running" && job.state !== "undoing") return job.state;
    try {
      const outcome =
        job.state === "running" ? await store(own, job, options) : await takeBack(own, job, options);
      if (outcome === "elsewhere") return (await importJob(own, { id })).state;
    } catch (error) {
      const wait = patience(error, job);
      if (wait === null) await giveUp(own, job, error);
      else await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

export const rowsPerCommit = 2000;
/** Of rows that are long fewer are held at once. */
const bytesPerCommit = 16_000_000;

type Outcome = "through" | "elsewhere";

async function store(scope: Scope, job: ImportJob, { onProgress }: Work): Promise<Outcome> {
  let { version } = job;
  for await (const batch of gathered(plannedBatches(scope, job))) {
    try {
      const counts = await storeRows(scope, { id: job.id, version, ...batch });
      version += 1;
      onProgress?.(counts);
    } catch (error) {
      if (await movedOn(scope, { id: job.id, version, error })) return "elsewhere";
      throw error;
    }
  }
  await endRun(scope, { id: job.id, state: "done" });
  return "through";
}

/** The reader gives what fits a piece of the file; a commit takes more. */
async function* gathered(
  batches: AsyncIterable<PlannedBatch>,
): AsyncGenerator<Pick<PlannedBatch, "rows" | "newSystems" | "remarks">> {
  let rows: PlannedBatch["rows"] = [];
  let newSystems: PlannedBatch["newSystems"] = [];
  let remarks: PlannedBatch["remarks"] = [];
  let from = 0;
  for await (const batch of batches) {
    for (const row of batch.rows) rows.push(row);
    for (const system of batch.newSystems) newSystems.push(system);
    for (const remark of batch.remarks) remarks.push(remark);
    if (rows.length < rowsPerCommit && batch.bytesRead - from < bytesPerCommit) continue;
    yield { rows, newSystems, remarks };
    rows = [];
    newSystems = [];
    remarks = [];
    from = batch.bytesRead;
  }
  if (rows.length > 0) yield { rows, newSystems, remarks };
}

async function takeBack(scope: Scope, job: ImportJob, { onProgress }: Work): Promise<Outcome> {
  const limit = job.target === "systems" ? 1_000_000 : 500;
  for (let { version } = job; ; version += 1) {
    try {
      const { more } = await undoRows(scope, { id: job.id, version, limit });
      if (!more) break;
      onProgress?.(job);
    } catch (error) {
      if (await movedOn(scope, { id: job.id, version, error })) return "elsewhere";
      throw error;
    }
    await new Promise(setImmediate);
  }
  while ((await undoSystems(scope, { id: job.id })).more) await new Promise(setImmediate);
  await endUndo(scope, { id: job.id });
  return "through";
}

/** Whether a conflict was about the import itself: it was cancelled, or somebody else is at work on it. */
async function movedOn(scope: Scope, of: { id: string; version: number; error: unknown }): Promise<boolean> {
  if (!isAppError(of.error) || of.error.code !== "conflict") return false;
  const { version } = await importJob(scope, { id: of.id });
  return version !== of.version;
}

const mostTries = 20;

/** How long to wait before trying again: a record may have been edited meanwhile, a database may be away. */
function patient(): (error: unknown, job: ImportJob) => number | null {
  let tries = 0;
  let last = -1;
  return (error, { done }) => {
    if (done !== last) tries = 0;
    last = done;
    tries += 1;
    if (!isAppError(error) || tries > mostTries) return null;
    if (error.code === "conflict") return 0;
    return error.code === "unavailable" ? Math.min(30_000, 250 * 2 ** tries) : null;
  };
}

async function giveUp(scope: Scope, { id, state }: ImportJob, error: unknown): Promise<void> {
  if (!isAppError(error)) log.error({ err: error, import: id }, "an import failed");
  if (state === "undoing") throw error;
  const words = isAppError(error) ? error.message : "Something went wrong on our side; the log tells more.";
  await endRun(scope, { id, state: "failed", failure: words });
}
