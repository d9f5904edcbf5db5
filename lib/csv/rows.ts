import Papa from "papaparse";
import type { LineEnd, Separator } from "./dialect.ts";

/** `line` is the physical line of the file on which the row starts, counted from 1. */
export type CsvRow = { line: number; cells: string[] };

export type QuoteTrouble = { line: number; kind: "unclosed" | "malformed" };

export type RowParser = {
  /** The rows that are complete with this text; `last` says that no more text follows. */
  feed: (text: string, last: boolean) => { rows: CsvRow[]; troubles: QuoteTrouble[]; hasOddities: boolean };
  /** Characters held back because their row is not complete. */
  pending: () => number;
  line: () => number;
};

type Parsed = {
  data: string[][];
  errors: { code: string; row: number }[];
  meta: { cursor: number };
};

type Dialect = { separator: Separator; newline: LineEnd; firstLine: number };

/** Rows with their line numbers, from text that comes in pieces. */
export function createRowParser(dialect: Dialect): RowParser {
  const { separator, newline } = dialect;
  const parser = new Papa.Parser({ delimiter: separator, newline });
  let held = "";
  let line = dialect.firstLine;

  function numbered(cells: string[][]): CsvRow[] {
    return cells.map((row) => {
      const start = line;
      line += 1 + newlinesIn(row, newline);
      return { line: start, cells: row };
    });
  }

  function feed(text: string, last: boolean) {
    let input = held + text;
    if (last && input !== "" && !input.endsWith(newline)) input += newline;
    const parsed = parser.parse(input, 0, !last) as Parsed;
    held = last ? "" : input.slice(parsed.meta.cursor);
    // The end of the last line is followed by nothing, which the parser gives as one more empty row.
    if (last && parsed.data.at(-1)?.length === 1 && parsed.data.at(-1)?.[0] === "") parsed.data.pop();
    if (newline === "\n") dropCarriageReturns(parsed.data, input, separator);
    const rows = numbered(parsed.data);
    return { rows, troubles: troublesOf(parsed.errors, rows), hasOddities: /[\0\ufffd]/.test(input) };
  }

  return { feed, pending: () => held.length, line: () => line };
}

function newlinesIn(cells: readonly string[], newline: LineEnd): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf(newline); at !== -1; at = cell.indexOf(newline, at + 1)) count++;
  }
  return count;
}

function troublesOf(errors: Parsed["errors"], rows: readonly CsvRow[]): QuoteTrouble[] {
  const found = new Map<number, QuoteTrouble["kind"]>();
  for (const error of errors) {
    const kind = error.code === "MissingQuotes" ? "unclosed" : "malformed";
    if (found.get(error.row) !== "unclosed") found.set(error.row, kind);
  }
  return [...found].flatMap(([index, kind]) => {
    const row = rows[index];
    return row ? [{ line: row.line, kind }] : [];
  });
}

/** The CR of a CRLF ends up in the last cell, except where that cell was quoted: then a CR in it is its own. */
function dropCarriageReturns(rows: string[][], input: string, separator: Separator): void {
  if (!input.includes("\r")) return;
  const exact = input.includes('\r"') ? createLastCellInspector(input, separator) : null;
  for (const row of rows) {
    const index = row.length - 1;
    const cell = row[index] as string;
    const isLineEnd = exact ? exact(row) : cell.endsWith("\r");
    if (isLineEnd) row[index] = cell.slice(0, -1);
  }
}

/** Walks the raw text along the rows, to tell `abc` CR LF from `"abc` CR `"` LF. */
function createLastCellInspector(input: string, separator: Separator): (row: readonly string[]) => boolean {
  let start = 0;
  return (row) => {
    const end = endOfRow(input, start, separator);
    const cell = row[row.length - 1] as string;
    const cellStart = end - cell.length;
    const bare =
      cell.endsWith("\r") &&
      !cell.startsWith('"') &&
      (cellStart === start || input[cellStart - 1] === separator) &&
      input.startsWith(cell, cellStart);
    start = end + 1;
    return bare;
  };
}

/** Where the LF of the row that begins at `start` stands, quotes respected. */
function endOfRow(input: string, start: number, separator: Separator): number {
  const parser = new Papa.Parser({ delimiter: separator, newline: "\n", preview: 1, fastMode: false });
  const parsed = parser.parse(input.slice(start), 0, false) as Parsed;
  return start + parsed.meta.cursor - 1;
}
