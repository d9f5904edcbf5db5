import { z } from "zod";
import { importStates, importTargets, precisions } from "#db/values.ts";
import {
  Answers,
  fileFormats,
  Mapping,
  MissingField,
  Question,
  ReadingOptions,
  Settled,
  SurveyedColumn,
  UnusedColumn,
} from "./mapping/schema.ts";

/** An import, as it is listed and told of. */

export const ImportId = z.object({ id: z.string().max(100) });
export const ImportTarget = z.enum(importTargets);

/** One reason why a row is not stored; `column` is null where it concerns the whole row. */
export const Reason = z
  .object({
    column: z.string().nullable().describe("Which column; null where it concerns the whole row."),
    value: z.string().nullable().describe("What stands there; null for nothing."),
    reason: z.string().describe("What is wrong with it."),
  })
  .meta({ id: "ImportReason" });
export type Reason = z.infer<typeof Reason>;

const reasons = z.array(Reason).describe("Each reason, by column.");

const Moment = z.coerce.date();
/** Plans that were made before an upgrade say none. */
const Precision = z.enum(precisions).default("minute");
const Values = z.record(z.string(), z.unknown());

const line = z.number().describe("Where the row stands in the file, from 1.");
const lines = z
  .array(z.number())
  .optional()
  .describe("Where the rows stand that were put together, if there are several.");

/** A row as the preview shows it. */
export const SampleRow = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("create").describe("A record is made."),
    line,
    lines,
    body: Values.describe("The record, as it would be stored."),
  }),
  z.object({
    action: z.literal("update").describe("A record that is known is changed."),
    line,
    lines,
    id: z.string().describe("The record, by its id here."),
    changes: z
      .array(
        z.object({
          field: z.string().describe("Which field."),
          from: z.unknown().describe("What is recorded; null for nothing."),
          to: z.unknown().describe("What the file says."),
          known: z
            .object({
              from: Precision.describe("What is recorded is known to."),
              to: Precision.describe("What the file says is known to."),
            })
            .optional()
            .describe(
              "Of a moment that is not known to the minute, before or after; left out for all others.",
            ),
        }),
      )
      .describe("What would be changed."),
  }),
]);
export type SampleRow = z.infer<typeof SampleRow>;

const NamedSystem = z.object({
  slug: z.string().describe("Its slug."),
  name: z.string().describe("What people call it."),
});

/** What cannot be right in a row, or says more than a record can hold. */
export const doubtKinds = [
  "end-before-start",
  "detected-before-start",
  "future",
  "too-early",
  "open-with-end",
  "mitigated-with-resolution",
  "long",
] as const;

const Doubts = z
  .array(
    z.object({
      kind: z.enum(doubtKinds).describe("What it is, for programs."),
      what: z.string().describe("The same in words: ends before it began."),
      becomes: z.string().describe("What becomes of it, in words."),
      rows: z.number().describe("In how many rows it stands."),
      lines: z.array(z.number()).describe("Some of these rows, by their lines in the file."),
    }),
  )
  .default([]);

/** What a run would do with what is stored now. */
export const Plan = z
  .object({
    create: z.number().describe("Rows that would make a record."),
    update: z.number().describe("Rows that would change one that is known."),
    unchanged: z.number().describe("Rows that say what is recorded already."),
    refused: z.number().describe("Rows that could not be stored."),
    skipped: z.number().describe("Rows left out, as the answers say."),
    remarks: z
      .number()
      .describe("Rows that are stored although something in them could not be kept to the letter."),
    remarkSample: z
      .array(z.object({ line, reasons }))
      .default([])
      .describe("Some of those; plans that were made before an upgrade have none."),
    doubts: Doubts.describe(
      "What cannot have been as the rows say, by kind; plans that were made before an upgrade have none.",
    ),
    firstStart: Moment.nullable().describe(
      "The earliest start among the rows to be stored; null without any.",
    ),
    lastStart: Moment.nullable().describe("The latest one; null without any."),
    firstStartPrecision: Precision.describe("What the earliest start is known to."),
    lastStartPrecision: Precision.describe("What the latest one is known to."),
    months: z
      .record(z.string(), z.number())
      .describe("Rows to be stored per month of their start, 2026-03, in UTC."),
    newSystems: z.array(NamedSystem).describe("Systems that would be made, because rows name them."),
    sample: z.array(SampleRow).describe("Some rows, as they would be stored."),
    refusedSample: z.array(z.object({ line, reasons })).describe("Some refused rows."),
    skippedReasons: z.record(z.string(), z.number()).describe("How many rows are left out, by reason."),
    repeats: z
      .object({
        keys: z.number().describe("How many keys the rows have."),
        repeated: z.number().describe("How many of them stand on several rows."),
        passedOver: z.number().describe("Rows of those that do not make the record."),
      })
      .nullable()
      .default(null)
      .describe(
        "What it comes to that one row of each key counts, or all of them together; null where that was not answered.",
      ),
  })
  .meta({ id: "ImportPlan" });
export type Plan = z.infer<typeof Plan>;

/** What a file was found to hold, and what it leaves open. */
export const FileInspection = z
  .object({
    format: z.enum(fileFormats).default("csv").describe("What the file is, once it is unpacked."),
    sheets: z.array(z.string()).default([]).describe("The sheets of a workbook, by name; empty for others."),
    sheet: z.string().nullable().default(null).describe("Which of them was read; null for other files."),
    encoding: z.string().describe("How bytes are letters."),
    separator: z.string().describe("What stands between cells."),
    header: z.boolean().describe("Whether the first line names the columns."),
    profile: z
      .object({
        name: z.string().describe("The profile, by name."),
        label: z.string().describe("The tool, as people call it."),
      })
      .nullable()
      .describe("The tool that it was recognised as coming from; null for none."),
    rows: z.number().describe("How many rows it has."),
    columns: z.array(SurveyedColumn).describe("What each column holds."),
    unused: z
      .array(UnusedColumn)
      .default([])
      .describe("Columns that are not stored; files that came in before an upgrade tell none."),
    missing: z
      .array(MissingField)
      .default([])
      .describe("Fields that every row needs and no column is mapped to."),
    mapping: Mapping.describe(
      "As it was recognised or guessed; what is used stands in the import's own mapping.",
    ),
    why: z.record(z.string(), z.string()).describe("Per field: why this column was chosen."),
    questions: z.array(Question).describe("What the file leaves open."),
    settled: z.array(Settled).describe("What it answers by itself."),
    head: z
      .array(z.object({ line, cells: z.array(z.string()).describe("Its cells, as they were read.") }))
      .describe("Its first rows."),
    problems: z.array(z.string()).describe("What is wrong with the file as a whole, in words."),
    comesFrom: z
      .string()
      .nullable()
      .default(null)
      .describe("The import whose refused rows the file holds, by its id; null for any other file."),
    notTaken: z
      .array(z.string())
      .default([])
      .describe(
        "What could not be taken over from that import, or from the one it is to be read like, in words.",
      ),
  })
  .meta({ id: "FileInspection" });
export type FileInspection = z.infer<typeof FileInspection>;

const UndoCounts = z.object({
  removed: z.int().describe("Records taken out of all figures."),
  restored: z.int().describe("Records that are as they were before."),
  kept: z.int().describe("Records left alone, because they were edited since."),
});

const counts = {
  created: z.int().describe("Rows that made a record."),
  updated: z.int().describe("Rows that changed one that was known."),
  unchanged: z.int().describe("Rows that said what is recorded already."),
  refused: z.int().describe("Rows that could not be stored."),
  skipped: z.int().describe("Rows left out, as the answers say."),
};
export const RowCounts = z.object(counts);
export type RowCounts = z.infer<typeof RowCounts>;

export const ImportHead = z.object({
  id: z.string().describe("Its id, which never changes."),
  version: z.int().describe("Counts its edits; a writer says which one they saw."),
  target: ImportTarget.describe("What its rows are."),
  fileName: z.string().describe("What the file was called."),
  fileBytes: z.number().describe("How large the file is, in bytes."),
  sha256: z.string().describe("The file's fingerprint: the same bytes have the same."),
  state: z.enum(importStates).describe("How far it is."),
  done: z.int().describe("Rows dealt with so far, of total."),
  total: z.int().nullable().describe("How many rows there are; null while that is not known."),
  ...counts,
  failure: z.string().nullable().describe("Why it failed; null where it did not."),
  undo: UndoCounts.nullable().describe("What taking it back did; null where it was not."),
  createdBy: z.string().nullable().describe("Who sent the file; null for the program itself."),
  startedBy: z.string().nullable().describe("Who ran it; null while nobody has."),
  createdAt: Moment.describe("When the file came in."),
  startedAt: Moment.nullable().describe("When it was run; null while it was not."),
  finishedAt: Moment.nullable().describe("When it was through; null while it is not."),
  undoneAt: Moment.nullable().describe("When it was taken back; null where it was not."),
});
export type ImportHead = z.infer<typeof ImportHead>;

export const Import = ImportHead.extend({
  reading: ReadingOptions.describe("How the file is read; what is left out is detected."),
  mapping: Mapping.nullable().describe(
    "Which column feeds which field; null until the file was looked through.",
  ),
  answers: Answers.describe("What was answered to its questions."),
  inspection: FileInspection.nullable().describe(
    "What the file was found to hold; null until it was looked through.",
  ),
  plan: Plan.nullable().describe("What a run would do; null until it was planned."),
  addedSystems: z
    .object({
      added: z.int().describe("How many were made."),
      removed: z.int().describe("How many undoing took away."),
      kept: z.array(NamedSystem).describe("Those that stay, because something else names them."),
    })
    .describe("Systems made because rows named them, and what undoing did with them."),
  comesFrom: ImportHead.pick({ id: true, fileName: true, finishedAt: true })
    .nullable()
    .describe(
      "The import whose refused rows these are: mapping and answers are those of then; null for any other file.",
    ),
  same: z
    .array(ImportHead.pick({ id: true, state: true, createdAt: true, finishedAt: true, target: true }))
    .describe("Other imports of the same bytes, the latest first."),
}).meta({ id: "Import" });
export type Import = z.infer<typeof Import>;

export const SavedMapping = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    version: z.int().describe("Counts its edits; a writer says which one they saw."),
    name: z.string().describe("What it is called."),
    target: ImportTarget.describe("What its rows are."),
    mapping: Mapping.describe("Which column feeds which field."),
    answers: Answers.describe("The answers that go with it."),
  })
  .meta({ id: "SavedMapping" });
export type SavedMapping = z.infer<typeof SavedMapping>;
