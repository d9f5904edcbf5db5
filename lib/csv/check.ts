import type { EncodingFinding } from "./encoding.ts";
import { unguard } from "./guard.ts";
import type { Settings } from "./read.ts";
import type { CsvRow, QuoteTrouble } from "./rows.ts";

/** Each row against the columns: cleaned, remarked upon, or refused. */

/** `refused` problems stand in for a row that is not among the rows; the others are remarks about one that is. */
export type CsvProblem = {
  line: number;
  column: string | null;
  value: string | null;
  reason: string;
  refused: boolean;
  cells: string[] | null;
};

export type CsvBatch = { rows: CsvRow[]; problems: CsvProblem[]; bytesRead: number };

export type Shape = {
  columns: string[];
  encoding: () => EncodingFinding;
  /** Cells that no spreadsheet ran have no guard to be taken away. */
  unguarded?: boolean;
} & Settings;

export function* checked(
  { rows, troubles, hasOddities, shape }: Held,
  bytesRead: () => number,
): Generator<CsvBatch> {
  const trouble = new Map(troubles.map((found) => [found.line, found.kind]));
  for (let from = 0; from < rows.length; from += shape.batchRows) {
    const batch: CsvBatch = { rows: [], problems: [], bytesRead: bytesRead() };
    for (const row of rows.slice(from, from + shape.batchRows)) {
      checkRow(row, { kind: trouble.get(row.line), hasOddities, shape, batch });
    }
    yield batch;
  }
}

/** `hasOddities`: somewhere in this text stand NUL bytes or characters that could not be decoded. */
export type Held = { rows: CsvRow[]; troubles: QuoteTrouble[]; hasOddities: boolean; shape: Shape };

type Check = { kind: QuoteTrouble["kind"] | undefined; hasOddities: boolean; shape: Shape; batch: CsvBatch };

function checkRow(row: CsvRow, { kind, hasOddities, shape, batch }: Check): void {
  const { cells } = row;
  const width = shape.columns.length;
  if (cells.length === 1 && width > 1 && (cells[0] as string).trim() === "") return;
  while (cells.length > width && (cells.at(-1) as string).trim() === "") cells.pop();
  const refusedReason = whyRefused(cells, { kind, shape });
  if (refusedReason) {
    batch.problems.push(refusedRow(row, refusedReason));
    return;
  }
  let longest = 0;
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] as string;
    if (cell.length > longest) longest = cell.length;
    if (hasOddities) cells[index] = cleanCell(index, { row, shape, batch });
    else if (cell.charCodeAt(0) === apostrophe && !shape.unguarded) cells[index] = unguard(cell);
  }
  if (kind === "malformed") {
    batch.problems.push(
      remark(row, null, "A quote inside a quoted cell is not doubled; it was read as text."),
    );
  }
  if (longest > shape.limits.cellCharacters) {
    batch.problems.push(longCell(row, shape));
    return;
  }
  batch.rows.push(row);
}

function whyRefused(
  cells: string[],
  { kind, shape }: { kind: QuoteTrouble["kind"] | undefined; shape: Shape },
) {
  if (kind === "unclosed")
    return "A quote in this row is never closed, so the row is cut off or runs to the end of the file.";
  const width = shape.columns.length;
  if (cells.length === width) return null;
  return `The row has ${cells.length} ${cells.length === 1 ? "cell" : "cells"} where the header has ${width}.`;
}

const unusual = /[\0\ufffd]/;

const apostrophe = 39;

function cleanCell(
  index: number,
  { row, shape, batch }: { row: CsvRow; shape: Shape; batch: CsvBatch },
): string {
  const cell = row.cells[index] as string;
  if (cell === "") return cell;
  if (!unusual.test(cell)) return shape.unguarded ? cell : unguard(cell);
  const column = shape.columns[index] as string;
  if (cell.includes("\ufffd")) {
    const { encoding } = shape.encoding();
    batch.problems.push(
      remark(row, { column, value: cell }, `Some characters cannot be read as ${encoding}.`),
    );
  }
  const clean = cell.replaceAll("\0", "");
  if (clean !== cell && clean !== "") {
    batch.problems.push(remark(row, { column, value: clean }, "NUL bytes were removed."));
  }
  return shape.unguarded ? clean : unguard(clean);
}

function longCell(row: CsvRow, shape: Shape): CsvProblem {
  const { cellCharacters } = shape.limits;
  const index = row.cells.findIndex((cell) => cell.length > cellCharacters);
  const cell = row.cells[index] as string;
  return {
    ...refusedRow(row, `The cell has ${cell.length} characters; at most ${cellCharacters} can be read.`),
    column: shape.columns[index] ?? null,
    value: `${cell.slice(0, 100)}…`,
    cells: row.cells.map((text) => (text.length > cellCharacters ? `${text.slice(0, 100)}…` : text)),
  };
}

export function refusedRow(row: CsvRow, reason: string): CsvProblem {
  return { line: row.line, column: null, value: null, reason, refused: true, cells: row.cells };
}

function remark(row: CsvRow, at: { column: string; value: string } | null, reason: string): CsvProblem {
  return {
    line: row.line,
    column: at?.column ?? null,
    value: at?.value ?? null,
    reason,
    refused: false,
    cells: null,
  };
}
