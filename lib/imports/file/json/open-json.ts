import { decodeStream, type Encoding } from "#lib/csv/encoding.ts";
import type { CsvBatch, CsvProblem, CsvRow } from "#lib/csv/read.ts";
import { batchOf, type PlainShape } from "../plain-batch.ts";
import { refuse } from "../refuse.ts";
import type { OpenBytes } from "../stored-file.ts";
import { createColumns } from "./columns.ts";
import { type Cutting, cutRecords, type JsonRecord } from "./records.ts";
import { findShape, inWords, type Shape } from "./shape.ts";
import { isObject, parseLeniently } from "./values.ts";

/**
 * Objects as a table. The file is gone through once to find where its rows are, once to find their columns, and once
 * for each reading; no more than a piece of it and one row is held.
 */

export async function openJson(
  open: OpenBytes,
  { format, encoding }: { format: "json" | "ndjson"; encoding?: Encoding },
) {
  const shape = format === "ndjson" ? null : await shapeOf(open, encoding);
  const cutting: Cutting = { open, encoding, at: shape?.at ?? "lines" };
  const { columns, cellsOf } = await columnsOf(cutting);
  const keyed = shape?.at.kind === "members";
  const all = keyed ? [keyName(columns), ...columns] : columns;
  const stream = cutRecords(cutting);
  const rowOf = ({ key, text, line }: JsonRecord): CsvRow | CsvProblem => {
    const value = text === null ? null : parsed(text);
    if (!isObject(value)) return refusedRecord({ key, text, line });
    const cells = cellsOf(value);
    return { line, cells: keyed ? [key ?? "", ...cells] : cells };
  };
  return {
    columns: all,
    encoding: stream.encoding,
    told: shape === null ? null : toldOf(shape),
    batches: rows(stream, { rowOf, columns: all, ownLines: shape?.ownLines ?? true }),
  };
}

async function shapeOf(open: OpenBytes, encoding: Encoding | undefined): Promise<Shape> {
  const finder = findShape();
  for await (const piece of decodeStream(open(), encoding).text) finder.feed(piece);
  finder.finish();
  return finder.result();
}

async function columnsOf(cutting: Cutting) {
  const columns = createColumns();
  let objects = 0;
  for await (const records of cutRecords(cutting).records) {
    for (const { text } of records) {
      const value = text === null ? null : parsed(text);
      if (!isObject(value)) continue;
      objects++;
      columns.add(value);
    }
  }
  const result = columns.result();
  if (objects === 0 || result.columns.length === 0)
    throw refuse("The file holds no objects that could be rows: a list of them, or one on each line.");
  return result;
}

function parsed(text: string): unknown {
  try {
    return parseLeniently(text);
  } catch {
    return null;
  }
}

function keyName(columns: readonly string[]): string {
  const taken = (name: string) => columns.some((column) => column.toLowerCase() === name);
  return ["id", "key", "name of the object"].find((name) => !taken(name)) ?? "Column 0";
}

const shown = 100_000;

function refusedRecord({ text, line }: JsonRecord): CsvProblem {
  const reason =
    text === null
      ? "The object is longer than 4,000,000 characters, which cannot be read."
      : /^\s*[{]/.test(text)
        ? "This is no JSON object that can be read: it is cut off or written wrongly."
        : "A row is a JSON object; this is something else.";
  return {
    line,
    column: null,
    value: null,
    reason,
    refused: true,
    cells: text === null ? [] : [text.slice(0, shown)],
  };
}

function toldOf({ at, ownLines, rows }: Shape): { answer: string; why: string } | null {
  if (ownLines && (at.kind === "texts" || (at.kind === "list" && at.path.length === 0))) return null;
  const numbers = ownLines ? "" : " They are numbered in their order, since some begin on one line.";
  const answer = at.kind === "texts" ? "" : at.path.join(".").slice(0, 200);
  return { answer, why: `The ${rows.toLocaleString("en")} rows are ${inWords(at)}.${numbers}` };
}

type Rows = {
  rowOf: (record: JsonRecord) => CsvRow | CsvProblem;
  columns: string[];
  ownLines: boolean;
};

async function* rows(
  { records, encoding, bytesRead, unfinished }: ReturnType<typeof cutRecords>,
  { rowOf, columns, ownLines }: Rows,
): AsyncGenerator<CsvBatch> {
  const shape: PlainShape = { columns, encoding };
  let last = 0;
  for await (const found of records) {
    const rows: CsvRow[] = [];
    const problems: CsvProblem[] = [];
    let odd = false;
    for (const record of found) {
      last = ownLines ? record.line : last + 1;
      const row = rowOf({ ...record, line: last });
      if ("reason" in row) problems.push(row);
      else rows.push(row);
      odd ||= oddities.test(record.text ?? "");
    }
    yield* batchOf({ rows, problems, odd, shape, bytesRead: bytesRead() });
  }
  const brokenAt = unfinished();
  if (brokenAt === null) return;
  const line = Math.max(last + 1, ownLines ? brokenAt : 0);
  const reason = "The file breaks off before its end; what follows is missing.";
  const problem = { line, column: null, value: null, reason, refused: true, cells: [] };
  yield* batchOf({ rows: [], problems: [problem], odd: false, shape, bytesRead: bytesRead() });
}

/** What a database does not take, or what could not be decoded. */
const oddities = /[\0\ufffd]|\\u(?:0000|fffd|d[89a-f])/i;
