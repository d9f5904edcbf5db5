import type { ImportTarget } from "#db/values.ts";
import { AppError, invalid } from "#lib/errors.ts";
import type { Bounds } from "#lib/moments.ts";
import type { Scope } from "#lib/scope.ts";
import { momentBounds } from "#lib/settings/bounds.ts";
import { openTable } from "../file/open-table.ts";
import { type OpenBytes, storedFile } from "../file/stored-file.ts";
import { withSettled } from "../mapping/answers.ts";
import type { Settlement } from "../mapping/columns.ts";
import { mappingProblems } from "../mapping/problems.ts";
import type { Answers, Mapping, ReadingOptions, Settled } from "../mapping/schema.ts";
import type { Judged } from "../plan/draft.ts";
import type { Lookup, PlannedBatch } from "../plan/plan.ts";
import { planRows } from "../plan/planner.ts";
import { lastRows } from "../plan/repeats.ts";
import { summarise } from "../plan/summary.ts";
import { type ImportJob, importJob } from "../read.ts";
import { lookupFor } from "../records/lookup.ts";
import type { Plan } from "../schema.ts";
import { targets } from "../targets/index.ts";

/** Hands the rows of a file to the planner. */

export type PlanFileInput = {
  open: OpenBytes;
  target: ImportTarget;
  reading?: ReadingOptions;
  mapping: Mapping;
  answers: Answers;
  /** What the inspection found settled; answers stand above it. */
  settled: readonly Settled[];
  lookup: Lookup;
  /** What the moments of rows are held against. */
  bounds: Bounds;
  afterLine?: number;
};

export type Planned =
  | { ok: true; columns: string[]; batches: AsyncGenerator<PlannedBatch> }
  | { ok: false; problems: string[] };

/** One reading; another before it where the last of several rows counts. */
export async function planFile({
  open,
  reading,
  lookup,
  bounds,
  afterLine,
  ...input
}: PlanFileInput): Promise<Planned> {
  const opening = await openTable(open, reading);
  if (!opening.ok) return { ok: false, problems: [opening.refusal.reason] };
  const { columns, batches } = opening;
  const settlement = {
    bounds,
    target: targets[input.target],
    columns,
    mapping: input.mapping,
    answers: withSettled(input.answers, input.settled),
  };
  const problems = mappingProblems(settlement);
  if (problems.length > 0) {
    await batches.return(undefined);
    return { ok: false, problems };
  }
  const keep = await lastStates(settlement, () => openTable(open, reading));
  return { ok: true, columns, batches: planRows({ ...settlement, batches, lookup, keep, afterLine }) };
}

async function lastStates(
  settlement: Settlement & Judged,
  readAgain: () => ReturnType<typeof openTable>,
): Promise<Map<string, number> | undefined> {
  const repeated = settlement.answers.repeatedKey;
  if (repeated?.keep !== "last") return undefined;
  const again = await readAgain();
  return again.ok ? lastRows({ ...settlement, batches: again.batches, by: repeated.by ?? null }) : undefined;
}

/** What moments are held against now. */
export function boundsFor(scope: Scope): Promise<Bounds> {
  return momentBounds({ ask: (query, input) => query(scope, input), now: scope.clock() });
}

/** What would become of the rows of an import, counted. */
export async function planThrough(scope: Scope, id: string): Promise<Plan> {
  const job = await importJob(scope, { id });
  const summary = summarise(await boundsFor(scope));
  for await (const batch of plannedBatches(scope, job)) summary.add(batch);
  return summary.result();
}

/** The rows after the last one that was stored, with what is to become of each. */
export async function* plannedBatches(scope: Scope, job: ImportJob): AsyncGenerator<PlannedBatch> {
  const { id, target, reading, mapping, answers, settled, done } = job;
  if (mapping === null) throw new AppError("conflict", "The file has not been looked at yet.");
  const planned = await planFile({
    open: storedFile(scope, id),
    target,
    reading,
    mapping,
    answers,
    settled,
    lookup: lookupFor(target, (query, input) => query(scope, input)),
    bounds: await boundsFor(scope),
    afterLine: done > 0 ? done : undefined,
  });
  if (!planned.ok) throw invalid(planned.problems.map((message) => ({ path: "mapping", message })));
  for await (const batch of planned.batches) {
    yield batch;
    // Others are served between batches.
    await new Promise(setImmediate);
  }
}
