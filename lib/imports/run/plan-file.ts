import type { ImportTarget } from "#db/values.ts";
import type { CsvBatch } from "#lib/csv/read.ts";
import { AppError, invalid } from "#lib/errors.ts";
import type { Bounds } from "#lib/moments.ts";
import type { Scope } from "#lib/scope.ts";
import { momentBounds } from "#lib/settings/bounds.ts";
import { openTable } from "../file/open-table.ts";
import { type OpenBytes, storedFile } from "../file/stored-file.ts";
import { withSettled } from "../mapping/answers.ts";
import type { Settlement } from "../mapping/columns.ts";
import { headerFit } from "../mapping/header-fit.ts";
import { mappingProblems } from "../mapping/problems.ts";
import { withChosenSources } from "../mapping/profiles.ts";
import type { Answers, Mapping, ReadingOptions, Settled } from "../mapping/schema.ts";
import type { Judged } from "../plan/draft.ts";
import type { Effect } from "../plan/effect.ts";
import { type Folding, foldsOf } from "../plan/fold.ts";
import { type Kept, lastRows, orderingBy } from "../plan/last-rows.ts";
import { naturalKeyProblems } from "../plan/natural-key.ts";
import type { Lookup, PlannedBatch } from "../plan/plan.ts";
import { planRows } from "../plan/planner.ts";
import { type Shared, sharedKeys } from "../plan/shared-keys.ts";
import { summarise } from "../plan/summary.ts";
import { type ImportJob, importJob } from "../read.ts";
import { lookupFor } from "../records/lookup.ts";
import type { Plan } from "../schema.ts";
import { targets } from "../targets/index.ts";
import { besideOrigin } from "./beside-origin.ts";

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
  | { ok: true; columns: string[]; batches: AsyncGenerator<PlannedBatch>; repeats: Effect | null }
  | NotPlanned;

/** `path` is where in a request the mistake stands. */
type NotPlanned = { ok: false; problems: string[]; path?: string };

/** One reading; another before it where the last of several rows counts. */
export async function planFile({
  open,
  reading,
  lookup,
  bounds,
  afterLine,
  ...input
}: PlanFileInput): Promise<Planned> {
  const fitOf = headerFit(targets[input.target]);
  const opening = await openTable(open, reading, fitOf);
  if (!opening.ok) return { ok: false, problems: [opening.refusal.reason] };
  const { columns, batches } = opening;
  const answers = withSettled(input.answers, input.settled);
  const mapping = withChosenSources(input.mapping, answers, { target: input.target, columns });
  const settlement = { bounds, target: targets[input.target], columns, mapping, answers };
  const problems = mappingProblems(settlement);
  const ofKey = naturalKeyProblems(settlement);
  if (problems.length + ofKey.length > 0) {
    await batches.return(undefined);
    return {
      ok: false,
      problems: [...problems, ...ofKey],
      path: problems.length > 0 ? "mapping" : "answers.naturalKey",
    };
  }
  const again = async () => {
    const opened = await openTable(open, reading, fitOf);
    if (!opened.ok) throw new AppError("conflict", opened.refusal.reason);
    return opened.batches;
  };
  const keyed = { ...settlement, shared: await sharing(settlement, again) };
  const counting = await lastStates(keyed, again);
  if (!counting.ok) {
    await batches.return(undefined);
    return counting;
  }
  const { keep, fold } = counting;
  const planned = planRows({ ...keyed, batches, lookup, keep, fold, afterLine });
  return { ok: true, columns, batches: planned, repeats: (keep ?? fold)?.effect ?? null };
}

type Again = () => Promise<AsyncIterable<CsvBatch>>;

/** Of rows without an id, where fields were chosen that tell them apart: another reading of the file. */
async function sharing(settlement: Settlement, again: Again): Promise<Shared | undefined> {
  const { naturalKey = [] } = settlement.answers;
  return naturalKey.length === 0 ? undefined : sharedKeys(await again(), settlement);
}

/** What rows of one key come to, where that was answered: another reading of the file, and one more for its order. */
async function lastStates(
  settlement: Settlement & Judged,
  again: Again,
): Promise<{ ok: true; keep?: Kept; fold?: Folding } | NotPlanned> {
  const repeated = settlement.answers.repeatedKey;
  if (repeated === undefined || repeated.keep === "none") return { ok: true };
  const rows = async () => ({ ...settlement, batches: await again() });
  const path = "answers.repeatedKey";
  const column = repeated.by;
  if (column !== undefined && !settlement.columns.includes(column))
    return { ok: false, path, problems: [`The file has no column ${column} to put rows in order by.`] };
  const order = column === undefined ? null : await orderingBy(column, await rows());
  if (order !== null && !order.ok) return { ok: false, path, problems: [order.problem] };
  const by = order?.by ?? null;
  if (repeated.keep === "fold") return { ok: true, fold: await foldsOf({ ...(await rows()), by }) };
  return { ok: true, keep: await lastRows({ ...(await rows()), by }) };
}

/** What a file's rows may be, as it stands now. */
export function lookupAround(
  scope: Scope,
  home: { target: ImportTarget; comesFrom: string | null; answers: Answers },
): Lookup {
  return besideOrigin(
    scope,
    home,
    lookupFor(home.target, (query, input) => query(scope, input)),
  );
}

/** What moments are held against now. */
export function boundsFor(scope: Scope): Promise<Bounds> {
  return momentBounds({ ask: (query, input) => query(scope, input), now: scope.clock() });
}

/** What would become of the rows of an import, counted. */
export async function planThrough(scope: Scope, id: string): Promise<Plan> {
  const job = await importJob(scope, { id });
  const summary = summarise(await boundsFor(scope));
  const { batches, repeats } = await planJob(scope, job);
  for await (const batch of batches) {
    summary.add(batch);
    await others();
  }
  return { ...summary.result(), repeats };
}

/** The rows after the last one that was stored, with what is to become of each. */
export async function* plannedBatches(scope: Scope, job: ImportJob): AsyncGenerator<PlannedBatch> {
  const { batches } = await planJob(scope, job);
  for await (const batch of batches) {
    yield batch;
    await others();
  }
}

/** Others are served between batches. */
const others = () => new Promise(setImmediate);

async function planJob(scope: Scope, job: ImportJob): Promise<Extract<Planned, { ok: true }>> {
  const { id, target, reading, mapping, answers, settled, done } = job;
  if (mapping === null) throw new AppError("conflict", "The file has not been looked at yet.");
  const planned = await planFile({
    open: storedFile(scope, id),
    target,
    reading,
    mapping,
    answers,
    settled,
    lookup: lookupAround(scope, { target, answers, comesFrom: job.inspection?.comesFrom ?? null }),
    bounds: await boundsFor(scope),
    afterLine: done > 0 ? done : undefined,
  });
  if (planned.ok) return planned;
  const { problems, path = "mapping" } = planned;
  throw invalid(problems.map((message) => ({ path, message })));
}
