import { createReadStream, createWriteStream } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeCsv } from "#lib/csv/write.ts";
import { refusedFile } from "#lib/imports/operations.ts";
import { type RefusedRow, refusedHeader, refusedLine } from "#lib/imports/plan/refused.ts";
import { summarise } from "#lib/imports/plan/summary.ts";
import { getImport } from "#lib/imports/read.ts";
import { boundsFor, lookupAround, planFile } from "#lib/imports/run/plan-file.ts";
import { remarkedRows } from "#lib/imports/run/read.ts";
import { work } from "#lib/imports/run/run.ts";
import { chooseImport, planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { startRun } from "#lib/imports/run/start.ts";
import type { Import, Plan, RowCounts } from "#lib/imports/schema.ts";
import { refusedPath } from "./import-files.ts";
import { type Job, NothingDone, type Seen } from "./import-look.ts";
import { counted, reasonsOf, tellDone, tellEarlier, tellPlan } from "./import-tell.ts";

/** What is done with a file that leaves nothing open. */

export async function store(seen: Seen): Promise<RowCounts> {
  const { job, inspection, answers, target } = seen;
  const { file, flags, scope, out } = job;
  const staged = await receiveImport(scope, {
    said: () => ({ target }),
    fileName: basename(file),
    bytes: createReadStream(file),
    reading: flags.reading,
    looked: { inspection, target, answers },
  });
  tellEarlier(staged, out);
  const { id } = await planned(seen, staged);
  await startRun(scope, { id, unseen: true, keepWords: !flags.leaveUnknown });
  await run(job, { id, total: inspection.rows });
  return report(job, id);
}

const previewRows = 20_000;

/** The run plans for itself; of a file too long to wait for, --dry-run tells the plan beforehand. */
async function planned({ job, answers, inspection }: Seen, staged: Import): Promise<Import> {
  const { scope, out } = job;
  if ((staged.total ?? 0) > previewRows) return chooseImport(scope, staged.id, { answers });
  const withPlan = await planStaged(scope, staged.id, { answers });
  tellPlan(withPlan.plan as Plan, { rows: inspection.rows, out });
  return withPlan;
}

/** The plan alone, read from the file where it lies. */
export async function dryRun({ job, inspection, answers, target }: Seen): Promise<Plan> {
  const { file, flags, scope, out, isOnly } = job;
  const bounds = await boundsFor(scope);
  const opened = await planFile({
    open: () => createReadStream(file),
    target,
    reading: flags.reading,
    mapping: inspection.mapping,
    answers,
    settled: inspection.settled,
    lookup: lookupAround(scope, { target, answers, comesFrom: inspection.comesFrom }),
    bounds,
  });
  if (!opened.ok) throw new NothingDone(opened.problems.join("\n"));
  const summary = summarise(bounds);
  const refused: RefusedRow[] = [];
  for await (const batch of opened.batches) {
    summary.add(batch);
    if (flags.refused === undefined) continue;
    for (const row of batch.rows) if (row.action === "refuse") refused.push(row);
  }
  const plan: Plan = { ...summary.result(), repeats: opened.repeats };
  tellPlan(plan, { rows: inspection.rows, out });
  if (flags.refused !== undefined) {
    const { columns } = opened;
    const lines = refused.map((row) => refusedLine(row, columns));
    await write(refusedPath(flags.refused, { file, isOnly }), writeCsv(refusedHeader(columns), lines));
  }
  return plan;
}

async function run({ scope, out }: Job, { id, total }: { id: string; total: number }): Promise<void> {
  const began = performance.now();
  let told = began;
  await work(scope, id, {
    onProgress(counts) {
      const now = performance.now();
      if (now - told < 1000) return;
      told = now;
      const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const perSecond = done / ((now - began) / 1000);
      const left = Math.max(0, total - done) / perSecond;
      out(
        `  ${counted(done)} of ${counted(total)} rows, ${counted(Math.round(perSecond))}/s, about ${Math.ceil(left)} s left`,
      );
    },
  });
}

async function report({ scope, flags, out, file, isOnly }: Job, id: string): Promise<RowCounts> {
  const done = await getImport(scope, { id });
  if (done.state === "failed") throw new NothingDone(`The import stopped: ${done.failure}`);
  tellDone(done, `Done (${id})`, out);
  const remarked = await remarkedRows(scope, { id, limit: 11 });
  for (const row of remarked.slice(0, 10)) out(`  line ${row.line} stored, but: ${reasonsOf(row)}`);
  if (remarked.length > 10) out("  and others");
  if (done.refused > 0 && flags.refused !== undefined) {
    const path = refusedPath(flags.refused, { file, isOnly });
    const { text } = await refusedFile(scope, { id });
    await write(path, text);
    out(`The refused rows are in ${path}: mend them there and import that file, without flags.`);
  }
  return done;
}

async function write(file: string, text: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(text), createWriteStream(file));
}
