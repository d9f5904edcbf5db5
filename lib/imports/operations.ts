import { z } from "zod";
import type { CsvValue } from "#lib/csv/write.ts";
import { writeCsv } from "#lib/csv/write.ts";
import { AppError } from "#lib/errors.ts";
import { operation, TextFile } from "#lib/operation.ts";
import { OnePage } from "#lib/page.ts";
import type { Scope } from "#lib/scope.ts";
import { Answers, Mapping, ReadingOptions } from "./mapping/schema.ts";
import { refusedHeader, refusedLine } from "./plan/refused.ts";
import { savePlan } from "./plan/write.ts";
import { getImport, importJob } from "./read.ts";
import { inBackground } from "./run/background.ts";
import { keptRows, refusedRows, remarkedRows } from "./run/read.ts";
import { chooseImport, makePlan, planStaged, receiveImport } from "./run/stage.ts";
import { startRun } from "./run/start.ts";
import { beginUndo, endRun } from "./run/write.ts";
import { Import, ImportTarget, type Plan } from "./schema.ts";

/** What people and programs do with imports. */

export interface UploadedFile {
  fileName: string;
  bytes: AsyncIterable<Uint8Array>;
  /** What the form said beside the file; complete only when the file was read to its end. */
  fields: Readonly<Record<string, string>>;
}

const Id = z.string().max(100);

const UploadFields = z.strictObject({
  target: ImportTarget,
  profile: z.string().max(100).optional(),
  like: Id.optional(),
});

export const uploadImport = operation({
  name: "imports.upload",
  summary:
    "Send a file (CSV, JSON, NDJSON or XLSX, also as gz or zip); the answer says what it holds and what it leaves open",
  requires: "import.run",
  input: z.custom<UploadedFile>(),
  answer: Import,
  run: (scope, { fileName, bytes, fields }) =>
    receiveImport(scope, { fileName, bytes, said: () => said(fields) }),
});

function said(fields: UploadedFile["fields"]): z.infer<typeof UploadFields> {
  const parsed = UploadFields.safeParse(fields);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new AppError("invalid", `${errors[0]?.path}: ${errors[0]?.message}`, { errors });
}

const choices = {
  reading: ReadingOptions.optional().describe("How the file is read; what is left out is detected."),
  mapping: Mapping.optional().describe("Which column feeds which field."),
  profile: z.string().max(100).optional().describe("Reads it as this tool's file."),
  answers: Answers.optional().describe("Answers to its questions."),
  like: Id.optional().describe(
    "Another import of the same kind, by its id: mapping and answers are its own where none are given.",
  ),
};
export const Choices = z.strictObject(choices);
export const PlanRequest = z.strictObject({
  ...choices,
  acceptProposals: z.boolean().optional().describe("Takes every proposal that was not answered otherwise."),
});

export const setImportChoices = operation({
  name: "imports.choose",
  summary: "Say how the file is read, what its columns mean and what its values mean",
  requires: "import.run",
  input: z.object({ id: Id, choices: Choices }),
  answer: Import,
  run: (scope, { id, choices: given }) => chooseImport(scope, id, given),
});

export const planImportFile = operation({
  name: "imports.plan",
  summary: "What a run would do now: rows to create, update, leave and refuse. Nothing is stored",
  requires: "import.run",
  input: z.object({ id: Id, request: PlanRequest }),
  answer: Import,
  run: (scope, { id, request }) => planStaged(scope, id, request),
});

export const runImport = operation({
  name: "imports.run",
  summary: "Store what the plan says. It goes on by itself; GET the import to see how far it is",
  requires: "import.run",
  input: z.object({ id: Id }),
  answer: Import,
  async run(scope, { id }) {
    await renewPlan(scope, id);
    await startRun(scope, { id });
    inBackground(scope, id);
    return getImport(scope, { id });
  },
});

/** A plan made before other writes may be out of date: it is made again, and told where it says something else. */
async function renewPlan(scope: Scope, id: string): Promise<void> {
  const job = await importJob(scope, { id });
  if (job.state !== "planned" || job.plan === null || job.planRevision === job.revision) return;
  const plan = await makePlan(scope, job);
  await savePlan(scope, { id, plan, planRevision: job.revision });
  if (summary(plan) === summary(job.plan)) return;
  throw new AppError(
    "conflict",
    `The data changed since the preview, so the plan was made again: ${summary(plan)} (it was ${summary(job.plan)}). Look at it and run again.`,
    { current: await getImport(scope, { id }) },
  );
}

function summary({ create, update, unchanged, refused }: Plan): string {
  return `${create} to create, ${update} to update, ${unchanged} unchanged, ${refused} refused`;
}

export const cancelImport = operation({
  name: "imports.cancel",
  summary: "Stop a run; what was stored stays, and it can go on or be undone",
  requires: "import.run",
  input: z.object({ id: Id }),
  answer: Import,
  async run(scope, { id }) {
    await endRun(scope, { id, state: "cancelled" });
    return getImport(scope, { id });
  },
});

export const undoImport = operation({
  name: "imports.undo",
  summary: "Take back what an import stored, except what was edited since. It goes on by itself",
  requires: "import.run",
  input: z.object({ id: Id }),
  answer: Import,
  async run(scope, { id }) {
    await beginUndo(scope, { id });
    inBackground(scope, id);
    return getImport(scope, { id });
  },
});

export const listKept = operation({
  name: "imports.kept-rows",
  summary: "What undoing left alone, because it was edited since",
  requires: "import.run",
  input: z.object({ id: Id }),
  answer: z.object({ items: keptRows.definition.answer.describe("The rows, 1,000 at most."), next: OnePage }),
  run: async (scope, { id }) => ({ items: await keptRows(scope, { id, limit: 1000 }), next: null }),
});

export const listRemarks = operation({
  name: "imports.remarked-rows",
  summary: "Rows that were stored although something in them was not kept to the letter, with what and why",
  requires: "import.run",
  input: z.object({ id: Id }),
  answer: z.object({
    items: remarkedRows.definition.answer.describe("The rows, the first 1,000 of the file at most."),
    next: OnePage,
  }),
  run: async (scope, { id }) => ({ items: await remarkedRows(scope, { id, limit: 1000 }), next: null }),
});

export const refusedFile = operation({
  name: "imports.refused-file",
  summary: "The refused rows as CSV, with line and reason, to mend and import again",
  requires: "import.run",
  input: z.object({ id: Id }),
  answer: TextFile,
  async run(scope, { id }) {
    const { inspection, fileName } = await getImport(scope, { id });
    const columns = (inspection?.columns ?? [])
      .filter(({ path }) => path === null)
      .map(({ column }) => column);
    const name = `${fileName.replace(/(\.(csv|tsv|txt|json|jsonl|ndjson|xlsx))?(\.(gz|zip))?$/i, "")}-refused.csv`;
    return { fileName: name, text: writeCsv(refusedHeader(columns, id), refusedLines(scope, id, columns)) };
  },
});

async function* refusedLines(scope: Scope, id: string, columns: string[]): AsyncGenerator<CsvValue[]> {
  for (let afterLine = -1; ; ) {
    const rows = await refusedRows(scope, { id, afterLine });
    for (const row of rows) yield refusedLine(row, columns);
    const last = rows.at(-1);
    if (last === undefined) return;
    afterLine = last.line;
  }
}
