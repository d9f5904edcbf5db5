import type { ImportTarget } from "#db/values.ts";
import { type CsvOpening, type CsvRefusal, type CsvRow, readCsv } from "#lib/csv/read.ts";
import { type Survey, surveyFile } from "../file/survey.ts";
import { withSettled } from "../mapping/answers.ts";
import { askQuestions } from "../mapping/questions.ts";
import type { Answers, Mapping, Question, ReadingOptions, Settled } from "../schema.ts";
import { targets } from "../targets/index.ts";
import { mappingProblems } from "./drafts.ts";
import { declaredSystems, type Lookup, lastRows, type PlannedBatch, planImport } from "./plan.ts";

/**
 * The two steps that command line, REST and wizard share: look at a file, then plan it. Both read the file through
 * `open`, which is called once for each pass, so the file may lie on a disk or in parts in a database.
 */

export type OpenBytes = () => AsyncIterable<Uint8Array>;

export type Inspection = {
  encoding: string;
  separator: string;
  header: boolean;
  profile: { name: string; label: string } | null;
  mapping: Mapping;
  /** Why a guessed field got its column. */
  why: Record<string, string>;
  survey: Survey;
  questions: Question[];
  settled: Settled[];
  /** The first rows as they stand in the file. */
  head: CsvRow[];
  problems: string[];
};

export type InspectInput = {
  open: OpenBytes;
  target: ImportTarget;
  reading?: ReadingOptions;
  mapping?: Mapping;
  profile?: string;
};

export type Inspected = { ok: true; inspection: Inspection } | { ok: false; refusal: CsvRefusal };

export async function inspectFile({
  open,
  target: name,
  reading = {},
  mapping,
  profile,
}: InspectInput): Promise<Inspected> {
  const target = targets[name];
  const opening = await readCsv(open(), reading);
  if (!opening.ok) return opening;
  const head: CsvRow[] = [];
  const batches = keepHead(opening.batches, head);
  const surveyed = await surveyFile({
    reading: { columns: opening.columns, batches },
    target,
    mapping,
    profile,
  });
  const { questions, settled } = askQuestions({ reading: opening, options: reading, target, ...surveyed });
  return {
    ok: true,
    inspection: {
      encoding: opening.encoding().encoding,
      separator: opening.separator,
      header: opening.header,
      profile: surveyed.profile && { name: surveyed.profile.name, label: surveyed.profile.label },
      mapping: surveyed.mapping,
      why: surveyed.why,
      survey: surveyed.survey,
      questions,
      settled,
      head,
      problems: mappingProblems({ target, columns: opening.columns, mapping: surveyed.mapping }),
    },
  };
}

type Batches = Extract<CsvOpening, { ok: true }>["batches"];

async function* keepHead(batches: Batches, head: CsvRow[]): Batches {
  for await (const batch of batches) {
    if (head.length < 20) head.push(...batch.rows.slice(0, 20 - head.length));
    yield batch;
  }
}

export type PlanFileInput = {
  open: OpenBytes;
  target: ImportTarget;
  reading?: ReadingOptions;
  mapping: Mapping;
  answers: Answers;
  /** What the inspection found settled; answers stand above it. */
  settled: readonly Settled[];
  lookup: Lookup;
  afterLine?: number;
  batchRows?: number;
};

export type Planned =
  | { ok: true; columns: string[]; batches: AsyncGenerator<PlannedBatch> }
  | { ok: false; refusal: CsvRefusal }
  | { ok: false; problems: string[] };

/** Reads the file once more where one record may have several rows, to know which of them is its last state. */
export async function planFile(input: PlanFileInput): Promise<Planned> {
  const target = targets[input.target];
  const { mapping, lookup, afterLine } = input;
  const answers = withSettled(input.answers, input.settled);
  const options = { ...input.reading, batchRows: input.batchRows };
  const opening = await readCsv(input.open(), options);
  if (!opening.ok) return opening;
  const { columns } = opening;
  const plan = { target, columns, mapping, answers };
  const problems = mappingProblems(plan);
  if (problems.length > 0) {
    await opening.batches.return(undefined);
    return { ok: false, problems };
  }
  const keep = await lastStates(input, plan);
  return {
    ok: true,
    columns,
    batches: planImport({
      ...plan,
      batches: opening.batches,
      lookup,
      keep,
      afterLine,
      declared: await systemsOfFile(input, plan),
    }),
  };
}

type Plan = Parameters<typeof mappingProblems>[0] & { answers: Answers };

async function lastStates(input: PlanFileInput, plan: Plan): Promise<Map<string, number> | undefined> {
  const repeated = plan.answers.repeatedKey;
  if (repeated?.keep !== "last") return undefined;
  const again = await readCsv(input.open(), input.reading);
  return again.ok ? lastRows({ ...plan, batches: again.batches, by: repeated.by ?? null }) : undefined;
}

async function systemsOfFile(input: PlanFileInput, plan: Plan): Promise<Set<string> | undefined> {
  if (plan.target.name !== "systems" || plan.mapping.fields.dependsOn === undefined) return undefined;
  const again = await readCsv(input.open(), input.reading);
  if (!again.ok) return undefined;
  return declaredSystems({ ...plan, batches: again.batches, lookup: input.lookup });
}
