import { z } from "zod";
import { durationUnits } from "#lib/csv/durations.ts";
import { encodings } from "#lib/csv/encoding-names.ts";
import { dateOrders } from "#lib/csv/instants.ts";
import { decimalMarks } from "#lib/csv/numbers.ts";
import { separators } from "#lib/csv/separators.ts";
import { isZone } from "#lib/csv/zones.ts";

/** What an import is told: how the file is read, which column feeds which field, and the answers to its questions. */

const columnName = z.string().min(1).max(1_000);

const Split = z.string().min(1).max(5).describe("What parts a list in a cell; left out, the usual marks do.");

const ColumnSource = z.strictObject({
  from: z.literal("column").describe("One column."),
  column: columnName.describe("The column, by its name in the file."),
  path: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("Opens a cell that holds a JSON object: incident.title."),
  split: Split.optional(),
});

const mostListColumns = 500;

export const FieldSource = z
  .discriminatedUnion("from", [
    ColumnSource,
    z.strictObject({
      from: z
        .literal("join")
        .describe(
          "Several columns as one: date, time and zone, say. Cells with nothing recorded are left out.",
        ),
      columns: z.array(columnName).min(2).max(mostListColumns).describe("The columns, in this order."),
      separator: z.string().max(20).default(" ").describe("What stands between them."),
    }),
    z.strictObject({
      from: z.literal("first").describe("The first of several columns that has something recorded."),
      columns: z.array(columnName).min(2).max(mostListColumns).describe("The columns, in this order."),
    }),
    z.strictObject({
      from: z.literal("each").describe("Several columns of which each adds to a list."),
      columns: z.array(columnName).min(1).max(mostListColumns).describe("The columns, in this order."),
      split: Split.optional(),
    }),
    z.strictObject({
      from: z
        .literal("ticked")
        .describe(
          "One column for each value of a list: where its cell is ticked (1, x, true, ✓), its name is added, without a word that all of them begin with: service_api, service_web.",
        ),
      columns: z.array(columnName).min(1).max(mostListColumns).describe("The columns, in this order."),
    }),
    z.strictObject({
      from: z.literal("constant").describe("The same for every row."),
      value: z.string().max(1_000).describe("What each row is given."),
    }),
  ])
  .meta({ id: "ImportSource" });
export type FieldSource = z.infer<typeof FieldSource>;

export const Mapping = z
  .strictObject({
    profile: z
      .string()
      .max(100)
      .nullable()
      .default(null)
      .describe("The profile it came from, which also says what some values mean; null for none."),
    fields: z
      .record(z.string().max(100), FieldSource)
      .describe("Which column feeds which field, by the field's name."),
    customFields: z
      .array(columnName)
      .max(500)
      .default([])
      .describe("Columns kept with the record under their own names."),
  })
  .meta({ id: "ImportMapping" });
export type Mapping = z.infer<typeof Mapping>;

/** What parts the items of a list in one cell; `none` where a cell is one item. */
export const listMarks = [",", ";", "|", "/", "+", "&", "newline", "none"] as const;

const ListMark = z.enum(listMarks);

/** What a file may be, once it is unpacked. */
export const fileFormats = ["csv", "json", "ndjson", "xlsx"] as const;

const Zone = z.string().refine(isZone, "is not a time zone; write Europe/Berlin, UTC or +05:45");

export const Answers = z
  .strictObject({
    order: z
      .enum(dateOrders)
      .optional()
      .describe("In which order dates are written where they leave it open."),
    orders: z
      .record(z.string().max(100), z.enum(dateOrders))
      .optional()
      .describe("The same per field, where the columns of one file differ; stands above order."),
    zone: Zone.optional().describe("The time zone of times that name none."),
    zoneWords: z.record(z.string().max(20), Zone).optional().describe("What words for zones mean: CST, say."),
    dateOnly: z
      .enum(["day", "midnight", "refuse"])
      .optional()
      .describe(
        "What a date without a time is taken for: that day, whatever the time; midnight; or a reason to refuse the row.",
      ),
    monthYear: z
      .enum(["keep", "refuse"])
      .optional()
      .describe(
        "What a month, a quarter or a year without a day is taken for: that month, quarter or year; or a reason to refuse the row.",
      ),
    absentEnd: z
      .enum(["unknown", "open"])
      .optional()
      .describe(
        "What it means that a row tells neither an end nor a state: nobody knows, or it goes on. Left out, it is unknown.",
      ),
    mark: z.enum(decimalMarks).optional().describe("The decimal mark of numbers that leave it open."),
    marks: z
      .record(z.string().max(100), z.enum(decimalMarks))
      .optional()
      .describe("The same per field; stands above mark."),
    durationUnit: z
      .record(z.string().max(100), z.enum(durationUnits))
      .optional()
      .describe("Per field: the unit of durations that are written as plain numbers."),
    values: z
      .record(
        z.string().max(100),
        z.record(z.string().max(500), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      )
      .optional()
      .describe("Per field: what each value of the file means; null is unknown, skip leaves the row out."),
    sources: z
      .record(z.string().max(100), FieldSource)
      .optional()
      .describe(
        "Per field: which column it is, where the tool's file has several that could be. It stands for as long as nobody maps the field otherwise.",
      ),
    repeatedKey: z
      .discriminatedUnion("keep", [
        z.strictObject({ keep: z.literal("none").describe("All of them are refused.") }),
        z.strictObject({
          keep: z.literal("last").describe("The last of them counts."),
          by: columnName.optional().describe("By this column; left out, by their place in the file."),
        }),
        z.strictObject({
          keep: z
            .literal("fold")
            .describe("They are events of one record: first start, last end, highest severity."),
          by: columnName
            .optional()
            .describe(
              "What puts them in order, for all of which the last counts; left out, the latest moment that each tells.",
            ),
        }),
      ])
      .optional()
      .describe("What is done with rows of one id."),
    unreadable: z
      .record(z.string().max(500), z.enum(["nothing", "refuse"]))
      .optional()
      .describe(
        "What a cell means that is no date, number, duration or yes and no where one belongs: nothing recorded, or a reason to refuse the row. By the cell's text; * speaks for all that are not named.",
      ),
    split: z
      .record(z.string().max(100), z.union([ListMark, z.array(ListMark).min(1).max(listMarks.length)]))
      .optional()
      .describe(
        "Per field: what parts the items of a list in a cell, or all that do; none where a cell is one item.",
      ),
    dayNumbers: z
      .enum(["excel", "excel-1904", "refuse"])
      .optional()
      .describe(
        "What bare numbers among dates are: days as spreadsheets count them, since 1900 or 1904; or a reason to refuse the row.",
      ),
    overMidnight: z
      .enum(["next-day", "as-written"])
      .optional()
      .describe(
        "What a clock means that stands before the start's where both have one date: the next day; or what is written, which is left out.",
      ),
    naturalKey: z
      .array(z.string().max(100))
      .max(6)
      .optional()
      .describe("Fields that together tell records apart in a file without an id; empty for the whole row."),
    createSystems: z
      .boolean()
      .optional()
      .describe("Whether systems that are named and not known are registered."),
    emptyClears: z
      .boolean()
      .optional()
      .describe("Whether an empty cell clears what is recorded; left out, it says nothing."),
  })
  .meta({ id: "ImportAnswers" });
export type Answers = z.infer<typeof Answers>;

/** How the bytes are read; every part may be left to detection. */
export const ReadingOptions = z
  .strictObject({
    format: z.enum(fileFormats).optional().describe("What the file is; left out, it is detected."),
    sheet: z
      .string()
      .max(300)
      .optional()
      .describe("Which sheet of a workbook; left out, the first that holds a table."),
    encoding: z.enum(encodings).optional().describe("How bytes are letters; left out, it is detected."),
    separator: z.enum(separators).optional().describe("What stands between cells; left out, it is detected."),
    header: z
      .boolean()
      .optional()
      .describe("Whether the first line names the columns; left out, it is detected."),
    skipLines: z.int().min(0).max(1_000).optional().describe("How many lines stand before the table."),
  })
  .meta({ id: "ImportReading" });
export type ReadingOptions = z.infer<typeof ReadingOptions>;

const questionKinds = [
  "header",
  "encoding",
  "separator",
  "sheet",
  "order",
  "zone",
  "zone-words",
  "date-only",
  "month-year",
  "day-numbers",
  "over-midnight",
  "absent-end",
  "unreadable",
  "mark",
  "duration-unit",
  "values",
  "sources",
  "list-mark",
  "natural-key",
  "repeated-key",
  "systems",
] as const;

const json = z.json();
/** Not told as a schema: what holds itself has no name in a client that is made from it. */
const AnyJson = z.custom<z.infer<typeof json>>((value) => json.safeParse(value).success);

export const Question = z
  .object({
    id: z.string().describe("Where the answer goes: values.severity is answers.values.severity."),
    kind: z.enum(questionKinds).describe("What it is about."),
    field: z.string().nullable().describe("Which field it is about; null where it is about the whole file."),
    fields: z
      .array(z.string())
      .optional()
      .describe("Which fields it is about, where each may be answered by itself as well."),
    columns: z.array(z.string()).describe("Which columns it is about."),
    text: z.string().describe("The question, in words."),
    why: z.string().describe("Why the file leaves it open."),
    options: z
      .array(
        z.object({
          value: AnyJson.describe("What is sent."),
          label: z.string().describe("What it means, in words."),
        }),
      )
      .describe("The answers that it takes; empty where it is about values."),
    values: z
      .array(
        z.object({
          value: z.string().describe("A value of the file."),
          count: z.number().describe("In how many rows it stands."),
          proposed: AnyJson.describe("What it probably means; null where nothing can be proposed.").describe(
            "A whole answer as it would be sent; null where none can be proposed.",
          ),
        }),
      )
      .describe("One line for each value found, where it is about values."),
    proposed: AnyJson.describe("A whole answer as it would be sent; null where none can be proposed."),
    when: z
      .object({
        id: z.string().describe("Another question."),
        is: AnyJson.describe("The answer to it."),
      })
      .nullish()
      .describe("It is asked only where another question was answered so; null for always."),
    required: z
      .boolean()
      .describe("Without an answer rows are refused, rather than something being left unknown."),
  })
  .meta({ id: "ImportQuestion" });
export type Question = z.infer<typeof Question>;

/** A question that the file answers by itself, with the reason. */
export const Settled = z.object({
  id: z.string().describe("Where the answer goes, as with a question."),
  field: z.string().nullable().describe("Which field it is about; null where it is about the whole file."),
  answer: AnyJson.describe("What the file says."),
  why: z.string().describe("How it says so."),
});
export type Settled = z.infer<typeof Settled>;

export const SurveyedColumn = z.object({
  column: z.string().describe("As mappings name it."),
  path: z
    .string()
    .nullable()
    .describe("Set for a field inside a column of JSON objects; null for the column itself."),
  name: z.string().describe("What it is called in the file."),
  filled: z.number().describe("In how many rows it says something."),
  samples: z.array(z.string()).describe("Some of its values."),
});
export type SurveyedColumn = z.infer<typeof SurveyedColumn>;

/** What the cells of a column look like that nothing is made of. */
const looks = ["instant", "duration", "number", "severity", "list", "text", "nothing"] as const;

export const UnusedColumn = z
  .object({
    column: z.string().describe("As mappings name it."),
    path: z
      .string()
      .nullable()
      .default(null)
      .describe(
        "Set for a field inside a column of JSON objects of which others are used; null for the column itself.",
      ),
    filled: z.number().describe("In how many rows it says something."),
    samples: z.array(z.string()).describe("Some of its values."),
    looksLike: z.enum(looks).describe("What its cells look like."),
    hint: z
      .string()
      .nullable()
      .describe(
        "What may be missing by it, in words: it holds dates while no end is mapped, say; null for nothing.",
      ),
  })
  .meta({ id: "ImportUnusedColumn" });
export type UnusedColumn = z.infer<typeof UnusedColumn>;

export const MissingField = z
  .object({
    field: z.string().describe("Which field."),
    label: z.string().describe("What people call it."),
    candidates: z
      .array(SurveyedColumn.pick({ column: true, path: true, samples: true }))
      .describe("Columns that it could come from by what they hold."),
  })
  .meta({ id: "ImportMissingField" });
export type MissingField = z.infer<typeof MissingField>;
