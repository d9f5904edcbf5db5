import { AppError, invalid } from "#lib/errors.ts";
import type { Scope } from "#lib/scope.ts";
import { storedFile } from "../file/stored-file.ts";
import { type Inspection, inspectFile, planFile } from "../plan/import-file.ts";
import { lookupFor } from "../plan/lookup.ts";
import type { PlannedBatch } from "../plan/plan.ts";
import { summarise } from "../plan/summary.ts";
import { type ImportJob, importJob } from "../read.ts";
import type { FileInspection, Plan } from "../schema.ts";

/** What goes through a stored file from its beginning to its end. */

export type Looking = Omit<Parameters<typeof inspectFile>[0], "open">;

export async function lookThrough(scope: Scope, id: string, looking: Looking): Promise<FileInspection> {
  const found = await inspectFile({ ...looking, open: storedFile(scope, id) });
  if (!found.ok) throw invalid([{ path: "file", message: found.refusal.reason }]);
  return fileInspection(found.inspection);
}

const shownCell = 300;

export function fileInspection(inspection: Inspection): FileInspection {
  const { survey, head, ...rest } = inspection;
  return {
    ...rest,
    rows: survey.rows + survey.refused,
    columns: survey.columns,
    head: head.slice(0, 10).map(({ line, cells }) => ({
      line,
      cells: cells.map((cell) => (cell.length > shownCell ? `${cell.slice(0, shownCell)}…` : cell)),
    })),
  };
}

/** What would become of the rows, counted. */
export async function planThrough(scope: Scope, id: string): Promise<Plan> {
  const job = await importJob(scope, { id });
  const summary = summarise();
  for await (const batch of plannedBatches(scope, job)) summary.add(batch);
  return summary.result();
}

/** The rows after the last one that was stored, with what is to become of each. */
export async function* plannedBatches(scope: Scope, job: ImportJob): AsyncGenerator<PlannedBatch> {
  if (job.mapping === null) throw new AppError("conflict", "The file has not been looked at yet.");
  const planned = await planFile({
    open: storedFile(scope, job.id),
    target: job.target,
    reading: job.reading,
    mapping: job.mapping,
    answers: job.answers,
    settled: job.settled,
    lookup: lookupFor(job.target, (query, input) => query(scope, input)),
    afterLine: job.done > 0 ? job.done : undefined,
  });
  if (!planned.ok) {
    const words = "problems" in planned ? planned.problems : [planned.refusal.reason];
    throw invalid(words.map((message) => ({ path: "mapping", message })));
  }
  for await (const batch of planned.batches) {
    yield batch;
    // Others are served between batches.
    await new Promise(setImmediate);
  }
}
