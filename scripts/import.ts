import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isDeepStrictEqual } from "node:util";
import { systemActor } from "#lib/actor.ts";
import { writeCsv } from "#lib/csv/write.ts";
import { isConfigurationError, readEnvironment } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { saidTo, unanswered, withNothingRecorded, withProposals } from "#lib/imports/mapping/answers.ts";
import type { Answers, Question } from "#lib/imports/mapping/schema.ts";
import { refusedFile } from "#lib/imports/operations.ts";
import { effectInWords } from "#lib/imports/plan/effect.ts";
import { type RefusedRow, refusedHeader, refusedLine } from "#lib/imports/plan/refused.ts";
import { summarise } from "#lib/imports/plan/summary.ts";
import { getImport } from "#lib/imports/read.ts";
import { lookupFor } from "#lib/imports/records/lookup.ts";
import { inspectFile } from "#lib/imports/run/look.ts";
import { boundsFor, planFile } from "#lib/imports/run/plan-file.ts";
import { remarkedRows } from "#lib/imports/run/read.ts";
import { work } from "#lib/imports/run/run.ts";
import { chooseImport, planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { startRun } from "#lib/imports/run/start.ts";
import type { FileInspection, Import, Plan, Reason } from "#lib/imports/schema.ts";
import { allMeanings } from "#lib/meanings/read.ts";
import { writtenMoment } from "#lib/moments.ts";
import { openScope } from "#lib/open-scope.ts";
import type { Scope } from "#lib/scope.ts";
import { FlagError, flagFor, type ImportFlags, readFlags } from "./import-flags.ts";
import { usage } from "./import-usage.ts";

/** `npm run import`: what the import pages do, from a terminal and through the same doors. */

class NothingDone extends Error {}

type Out = (line: string) => void;

export async function importFromTerminal(args: readonly string[], out: Out = console.log): Promise<number> {
  try {
    const flags = readFlags(args);
    if (flags.help) {
      out(usage);
      return 0;
    }
    const [file, ...more] = flags.files;
    if (file === undefined || more.length > 0) throw new FlagError("Name one file to import.");
    if (!existsSync(file)) throw new NothingDone(`There is no file ${file}.`);
    const url = flags.database ?? readEnvironment(process.env).DATABASE_URL;
    const { scope, close } = await openScope(url, systemActor("command line"));
    try {
      return await importFile({ file, flags, scope, out });
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

interface Job {
  file: string;
  flags: ImportFlags;
  scope: Scope;
  out: Out;
}

async function importFile(job: Job): Promise<number> {
  const { file, flags, scope, out } = job;
  const inspection = await inspected(job);
  tellInspection(inspection, out);
  const answers = answersTo(job, inspection);
  if (flags.dryRun) return dryRun(job, { inspection, answers });
  const staged = await receiveImport(scope, {
    said: () => ({ target: flags.target }),
    fileName: basename(file),
    bytes: createReadStream(file),
    reading: flags.reading,
    looked: { inspection, target: flags.target, answers },
  });
  tellEarlier(staged, out);
  const { id } = await planned(job, { staged, answers });
  await startRun(scope, { id, unseen: true, keepWords: !flags.leaveUnknown });
  await run(job, { id, total: inspection.rows });
  return report(job, id);
}

const previewRows = 20_000;

/** The run plans for itself; of a file too long to wait for, --dry-run tells the plan beforehand. */
async function planned(
  { scope, out }: Job,
  { staged, answers }: { staged: Import; answers: Answers },
): Promise<Import> {
  if ((staged.total ?? 0) > previewRows) return chooseImport(scope, staged.id, { answers });
  const withPlan = await planStaged(scope, staged.id, { answers });
  tellPlan(withPlan.plan as Plan, out);
  return withPlan;
}

async function inspected({ file, flags, scope }: Job): Promise<FileInspection> {
  const open = () => createReadStream(file);
  const { target, reading, profile, adjust } = flags;
  const meanings = await allMeanings(scope, {});
  const first = await inspectFile({ open, target, reading, profile, meanings });
  if (!first.ok) throw new NothingDone(first.refusal.reason);
  if (adjust === null) return first.inspection;
  const again = await inspectFile({
    open,
    target,
    reading,
    meanings,
    mapping: adjust(first.inspection.mapping),
  });
  if (!again.ok) throw new NothingDone(again.refusal.reason);
  return again.inspection;
}

function tellInspection(inspection: FileInspection, out: Out): void {
  const { profile, rows, encoding, mapping, settled, why } = inspection;
  const recognised = profile === null ? "mapped by names and contents" : `recognised as ${profile.label}`;
  out(`${rows.toLocaleString("en")} rows, ${encoding}, ${recognised}`);
  for (const [field, source] of Object.entries(mapping.fields)) {
    const from =
      source.from === "constant"
        ? `“${source.value}” in every row`
        : source.from === "column"
          ? `${source.column}${source.path ? `.${source.path}` : ""}`
          : source.columns.join(source.from === "first" ? " or " : " + ");
    out(`  ${field.padEnd(18)} ← ${from}${why[field] ? `  (${why[field]})` : ""}`);
  }
  if (mapping.customFields.length > 0) out(`  kept as they are: ${mapping.customFields.join(", ")}`);
  for (const { id, answer, why: reason } of settled) out(`  ${id}: ${JSON.stringify(answer)}. ${reason}`);
}

function answersTo(job: Job, inspection: FileInspection): Answers {
  const { questions } = inspection;
  const { flags } = job;
  const answers = flags.acceptProposals ? withProposals(flags.answers, questions) : flags.answers;
  requireAnswers(job, inspection, answers);
  warn(job, inspection, answers);
  return flags.leaveUnknown ? withNothingRecorded(answers, questions) : answers;
}

function requireAnswers({ flags, out }: Job, inspection: FileInspection, answers: Answers): void {
  if (inspection.problems.length > 0)
    throw new NothingDone(
      `${inspection.problems.join("\n")}\nUse --map FIELD=COLUMN. The file has: ${inspection.columns.map(({ name }) => name).join(", ")}`,
    );
  const asked = unanswered(inspection.questions, { answers, reading: flags.reading });
  const open = asked.filter(
    ({ required, kind, field }) =>
      (required && field !== "severity") || !(flags.leaveUnknown || proposedAnyway.includes(kind)),
  );
  if (open.length === 0) {
    const told = ({ kind }: Question) =>
      proposedAnyway.includes(kind) ? "Taken as unknown" : "Left unknown";
    for (const question of asked) out(`${told(question)}:\n${wordsOf(question)}`);
    return;
  }
  const proposals = open.some(hasProposal) ? "\nProposals (→) are taken with --accept-proposals." : "";
  const words = open.map(wordsOf).join("\n");
  throw new NothingDone(`The file leaves open:\n${words}${proposals}\nNothing was stored.`);
}

/** What decides which record a row is, is told in words however it was answered. */
function warn({ flags, out }: Job, { questions }: FileInspection, answers: Answers): void {
  for (const question of questions) {
    if (question.kind !== "repeated-key" && question.kind !== "natural-key") continue;
    const said = saidTo(question, { answers, reading: flags.reading });
    if (said === undefined) continue;
    const chosen = question.options.find(({ value }) => isDeepStrictEqual(value, said));
    out(`${question.text} ${question.why}\n  taken: ${chosen?.label ?? JSON.stringify(said)}`);
  }
}

/** Proposals that say no more than the file does, so that nobody has to. */
const proposedAnyway: readonly Question["kind"][] = ["absent-end"];

function wordsOf(question: Question): string {
  const values = question.values
    .slice(0, 12)
    .map(({ value, count }) => `      ${value} (${count})${proposalOf(question, value)}`);
  const { proposed } = question;
  const whole =
    typeof proposed === "string"
      ? `  → ${proposed}?`
      : Array.isArray(proposed)
        ? `  → ${proposed.join("")}?`
        : "";
  return [`  ${question.text} ${question.why}`, ...values, `      ${flagFor(question)}${whole}`].join("\n");
}

function hasProposal(question: Question): boolean {
  const { proposed, values } = question;
  if (typeof proposed !== "object" || Array.isArray(proposed)) return proposed !== undefined;
  return values.some(({ value }) => proposalOf(question, value) !== "");
}

function proposalOf({ proposed }: Question, value: string): string {
  const table = proposed as Record<string, unknown> | null;
  return table !== null && Object.hasOwn(table, value) ? ` → ${table[value] ?? "unknown"}?` : "";
}

function tellEarlier({ same }: Import, out: Out): void {
  for (const { createdAt, state, id } of same)
    out(`The same file came in before: ${createdAt.toISOString()} (${id}, ${state}).`);
}

function tellPlan(plan: Plan, out: Out): void {
  const { create, update, unchanged, refused, skipped, newSystems } = plan;
  const n = (count: number) => count.toLocaleString("en");
  out(
    `Plan: ${n(create)} to create, ${n(update)} to update, ${n(unchanged)} unchanged, ${n(refused)} refused, ${n(skipped)} left out`,
  );
  const { firstStart: first, lastStart: last, firstStartPrecision, lastStartPrecision } = plan;
  if (first && last)
    out(`  from ${writtenMoment(first, firstStartPrecision)} to ${writtenMoment(last, lastStartPrecision)}`);
  if (newSystems.length > 0)
    out(
      `  ${n(newSystems.length)} new ${newSystems.length === 1 ? "system" : "systems"}: ${newSystems.map(({ slug }) => slug).join(", ")}`,
    );
  if (plan.repeats !== null) out(`  ${effectInWords(plan.repeats)}`);
  for (const [reason, count] of Object.entries(plan.skippedReasons))
    out(`  left out (${n(count)}): ${reason}`);
  for (const row of plan.refusedSample.slice(0, 10)) out(`  line ${row.line} refused: ${reasonsOf(row)}`);
  for (const { what, becomes, rows, lines } of plan.doubts)
    out(
      `  ${what} (${n(rows)}), on line ${lines.join(", ")}${rows > lines.length ? " and others" : ""}. ${becomes}`,
    );
  if (plan.remarks > 0) out(`  ${n(plan.remarks)} not stored to the letter, the first of them:`);
  for (const row of plan.remarkSample.slice(0, 10)) out(`  line ${row.line}: ${reasonsOf(row)}`);
}

function reasonsOf({ reasons }: { reasons: readonly Reason[] }): string {
  return reasons
    .map(({ column, value, reason }) =>
      [column, value === null ? null : `“${value}”`, reason].filter(Boolean).join(" "),
    )
    .join("; ");
}

/** The plan alone, read from the file where it lies. */
async function dryRun(
  { file, flags, scope, out }: Job,
  { inspection, answers }: { inspection: FileInspection; answers: Answers },
): Promise<number> {
  const bounds = await boundsFor(scope);
  const planned = await planFile({
    open: () => createReadStream(file),
    target: flags.target,
    reading: flags.reading,
    mapping: inspection.mapping,
    answers,
    settled: inspection.settled,
    lookup: lookupFor(flags.target, (query, input) => query(scope, input)),
    bounds,
  });
  if (!planned.ok) throw new NothingDone(planned.problems.join("\n"));
  const summary = summarise(bounds);
  const refused: RefusedRow[] = [];
  for await (const batch of planned.batches) {
    summary.add(batch);
    if (flags.refused === undefined) continue;
    for (const row of batch.rows) if (row.action === "refuse") refused.push(row);
  }
  const plan: Plan = { ...summary.result(), repeats: planned.repeats };
  tellPlan(plan, out);
  if (flags.refused !== undefined) {
    const { columns } = planned;
    const lines = refused.map((row) => refusedLine(row, columns));
    await write(flags.refused, writeCsv(refusedHeader(columns), lines));
  }
  out("Nothing was stored (--dry-run).");
  return plan.refused > 0 && !flags.allowRefused ? 1 : 0;
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
        `  ${done.toLocaleString("en")} of ${total.toLocaleString("en")} rows, ${Math.round(perSecond).toLocaleString("en")}/s, about ${Math.ceil(left)} s left`,
      );
    },
  });
}

async function report({ scope, flags, out }: Job, id: string): Promise<number> {
  const done = await getImport(scope, { id });
  if (done.state === "failed") throw new NothingDone(`The import stopped: ${done.failure}`);
  const n = (count: number) => count.toLocaleString("en");
  out(
    `Done (${id}): ${n(done.created)} created, ${n(done.updated)} updated, ${n(done.unchanged)} unchanged, ${n(done.refused)} refused, ${n(done.skipped)} left out`,
  );
  const remarked = await remarkedRows(scope, { id, limit: 11 });
  for (const row of remarked.slice(0, 10)) out(`  line ${row.line} stored, but: ${reasonsOf(row)}`);
  if (remarked.length > 10) out("  and others");
  if (done.refused > 0 && flags.refused !== undefined) {
    const { text } = await refusedFile(scope, { id });
    await write(flags.refused, text);
    out(`The refused rows are in ${flags.refused}: mend them there and import that file.`);
  }
  return done.refused > 0 && !flags.allowRefused ? 1 : 0;
}

async function write(file: string, text: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(text), createWriteStream(file));
}

if (import.meta.main) process.exitCode = await importFromTerminal(process.argv.slice(2));
