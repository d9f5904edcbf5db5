import { z } from "zod";
import { importStates, importTargets } from "#db/values.ts";
import { durationUnits } from "#lib/csv/durations.ts";
import { encodings } from "#lib/csv/encoding-names.ts";
import { dateOrders } from "#lib/csv/instants.ts";
import { decimalMarks } from "#lib/csv/numbers.ts";
import { separators } from "#lib/csv/separators.ts";
import { isZone } from "#lib/csv/zones.ts";

/** What an import is told: how the file is read, which column feeds which field, and the answers to its questions. */

export const ImportId = z.object({ id: z.string().max(100) });
export const ImportTarget = z.enum(importTargets);

const columnName = z.string().min(1).max(1_000);

/** `path` opens a cell that holds a JSON object: `incident.title`. `split` parts a list; left out, the usual marks do. */
const ColumnSource = z.strictObject({
  from: z.literal("column"),
  column: columnName,
  path: z.string().min(1).max(500).optional(),
  split: z.string().min(1).max(5).optional(),
});

export const FieldSource = z.discriminatedUnion("from", [
  ColumnSource,
  /** Date, time and zone in three columns; a title made of several. Cells with nothing recorded are left out. */
  z.strictObject({
    from: z.literal("join"),
    columns: z.array(columnName).min(2).max(10),
    separator: z.string().max(20).default(" "),
  }),
  /** The first of several columns that has something recorded. */
  z.strictObject({ from: z.literal("first"), columns: z.array(columnName).min(2).max(10) }),
  z.strictObject({ from: z.literal("constant"), value: z.string().max(1_000) }),
]);
export type FieldSource = z.infer<typeof FieldSource>;

export const Mapping = z.strictObject({
  /** The profile it came from; kept because it also says what some values mean. */
  profile: z.string().max(100).nullable().default(null),
  fields: z.record(z.string().max(100), FieldSource),
  /** Columns kept with the record under their own names. */
  customFields: z.array(columnName).max(500).default([]),
});
export type Mapping = z.infer<typeof Mapping>;

const Zone = z.string().refine(isZone, "is not a time zone; write Europe/Berlin, UTC or +05:45");

export const Answers = z.strictObject({
  order: z.enum(dateOrders).optional(),
  /** Per field, where the columns of one file differ; stands above `order`. */
  orders: z.record(z.string().max(100), z.enum(dateOrders)).optional(),
  zone: Zone.optional(),
  zoneWords: z.record(z.string().max(20), Zone).optional(),
  dateOnly: z.enum(["midnight", "refuse"]).optional(),
  mark: z.enum(decimalMarks).optional(),
  /** Per field; stands above `mark`. */
  marks: z.record(z.string().max(100), z.enum(decimalMarks)).optional(),
  /** Per field: the unit of durations written as plain numbers. */
  durationUnit: z.record(z.string().max(100), z.enum(durationUnits)).optional(),
  /** Per field: what each value of the file means; null is unknown, `skip` leaves the row out. */
  values: z
    .record(
      z.string().max(100),
      z.record(z.string().max(500), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    )
    .optional(),
  repeatedKey: z
    .discriminatedUnion("keep", [
      z.strictObject({ keep: z.literal("none") }),
      z.strictObject({ keep: z.literal("last"), by: columnName.optional() }),
    ])
    .optional(),
  createSystems: z.boolean().optional(),
  /** Whether an empty cell clears what is recorded; left out, it says nothing. */
  emptyClears: z.boolean().optional(),
});
export type Answers = z.infer<typeof Answers>;

/** How the bytes are read; every part may be left to detection. */
export const ReadingOptions = z.strictObject({
  encoding: z.enum(encodings).optional(),
  separator: z.enum(separators).optional(),
  header: z.boolean().optional(),
  skipLines: z.int().min(0).max(1_000).optional(),
});
export type ReadingOptions = z.infer<typeof ReadingOptions>;

const questionKinds = [
  "header",
  "encoding",
  "separator",
  "order",
  "zone",
  "zone-words",
  "date-only",
  "mark",
  "duration-unit",
  "values",
  "repeated-key",
  "systems",
] as const;

const AnswerValue = z.json();

export const Question = z.object({
  /** Where the answer goes: `values.severity` is `answers.values.severity`, `reading.header` is `reading.header`. */
  id: z.string(),
  kind: z.enum(questionKinds),
  field: z.string().nullable(),
  columns: z.array(z.string()),
  text: z.string(),
  why: z.string(),
  options: z.array(z.object({ value: AnswerValue, label: z.string() })),
  /** One line for each value found, where the question is about values. */
  values: z.array(z.object({ value: z.string(), count: z.number(), proposed: AnswerValue })),
  /** A whole answer as it would be sent; null where none can be proposed. */
  proposed: z.json(),
  /** Without an answer rows are refused, rather than something being left unknown. */
  required: z.boolean(),
});
export type Question = z.infer<typeof Question>;

/** A question that the file answers by itself, with the reason. */
export const Settled = z.object({
  id: z.string(),
  field: z.string().nullable(),
  answer: z.json(),
  why: z.string(),
});
export type Settled = z.infer<typeof Settled>;

export const SurveyedColumn = z.object({
  /** As mappings name it; `path` is set for a field inside a column of JSON objects. */
  column: z.string(),
  path: z.string().nullable(),
  name: z.string(),
  filled: z.number(),
  samples: z.array(z.string()),
});
export type SurveyedColumn = z.infer<typeof SurveyedColumn>;

/** One reason why a row is not stored; `column` is null where it concerns the whole row. */
export const Reason = z.object({
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
});
export type Reason = z.infer<typeof Reason>;

const Moment = z.coerce.date();
const Values = z.record(z.string(), z.unknown());

/** A row as the preview shows it. */
export const SampleRow = z.discriminatedUnion("action", [
  z.object({ action: z.literal("create"), line: z.number(), body: Values }),
  z.object({
    action: z.literal("update"),
    line: z.number(),
    id: z.string(),
    changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  }),
]);
export type SampleRow = z.infer<typeof SampleRow>;

/** What a run would do with what is stored now. */
export const Plan = z.object({
  create: z.number(),
  update: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  skipped: z.number(),
  /** Rows that are stored although something in them could not be kept to the letter. */
  remarks: z.number(),
  /** Plans that were made before an upgrade have none. */
  remarkSample: z.array(z.object({ line: z.number(), reasons: z.array(Reason) })).default([]),
  firstStart: Moment.nullable(),
  lastStart: Moment.nullable(),
  /** Rows to be stored per month of their start, `2026-03`, in UTC. */
  months: z.record(z.string(), z.number()),
  newSystems: z.array(z.object({ slug: z.string(), name: z.string() })),
  sample: z.array(SampleRow),
  refusedSample: z.array(z.object({ line: z.number(), reasons: z.array(Reason) })),
  skippedReasons: z.record(z.string(), z.number()),
});
export type Plan = z.infer<typeof Plan>;

/** What a file was found to hold, and what it leaves open. */
export const FileInspection = z.object({
  encoding: z.string(),
  separator: z.string(),
  header: z.boolean(),
  profile: z.object({ name: z.string(), label: z.string() }).nullable(),
  rows: z.number(),
  columns: z.array(SurveyedColumn),
  /** As it was recognised or guessed; what is used stands in `mapping` of the import. */
  mapping: Mapping,
  why: z.record(z.string(), z.string()),
  questions: z.array(Question),
  settled: z.array(Settled),
  head: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  problems: z.array(z.string()),
});
export type FileInspection = z.infer<typeof FileInspection>;

const UndoCounts = z.object({ removed: z.int(), restored: z.int(), kept: z.int() });

const counts = {
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  skipped: z.int(),
};
export const RowCounts = z.object(counts);
export type RowCounts = z.infer<typeof RowCounts>;

export const ImportHead = z.object({
  id: z.string(),
  version: z.int(),
  target: ImportTarget,
  fileName: z.string(),
  fileBytes: z.number(),
  sha256: z.string(),
  state: z.enum(importStates),
  /** Rows dealt with so far, of `total`. */
  done: z.int(),
  total: z.int().nullable(),
  ...counts,
  failure: z.string().nullable(),
  undo: UndoCounts.nullable(),
  createdBy: z.string().nullable(),
  startedBy: z.string().nullable(),
  createdAt: Moment,
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  undoneAt: Moment.nullable(),
});
export type ImportHead = z.infer<typeof ImportHead>;

export const Import = ImportHead.extend({
  reading: ReadingOptions,
  mapping: Mapping.nullable(),
  answers: Answers,
  inspection: FileInspection.nullable(),
  plan: Plan.nullable(),
  /** Systems made because rows named them, and what undo did with them: those that something else names stay. */
  addedSystems: z.object({
    added: z.int(),
    removed: z.int(),
    kept: z.array(z.object({ slug: z.string(), name: z.string() })),
  }),
  /** Other imports of the same bytes, the latest first. */
  same: z.array(ImportHead.pick({ id: true, state: true, createdAt: true, finishedAt: true, target: true })),
});
export type Import = z.infer<typeof Import>;

export const SavedMapping = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  target: ImportTarget,
  mapping: Mapping,
  answers: Answers,
});
export type SavedMapping = z.infer<typeof SavedMapping>;
