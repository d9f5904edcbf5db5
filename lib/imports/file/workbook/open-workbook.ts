import type { EncodingFinding } from "#lib/csv/encoding.ts";
import type { CsvBatch, CsvProblem, CsvRow } from "#lib/csv/read.ts";
import type { Archive } from "../packed/zip.ts";
import { batchOf } from "../plain-batch.ts";
import { refuse } from "../refuse.ts";
import { cellsBetween, findHeader, type Header, type HeaderOptions } from "./header.ts";
import { mergedCells } from "./merged.ts";
import { readWorkbook, type SheetPart, type Workbook } from "./parts.ts";
import { columnLetters, type SheetRow, sheetRows } from "./sheet.ts";

/** A sheet of a workbook as a table. Its rows come as they are read; only the texts that cells share are held. */

/** How well the columns of a sheet fit to what is looked for. */
export type Fit = (columns: readonly string[]) => number;

type WorkbookOptions = HeaderOptions & { sheet?: string };

const looked = 200;
const mostColumns = 1_000;
const mostBytes = 2_147_483_648;

type Found = { sheet: SheetPart; rows: SheetRow[]; header: Header };

export async function openWorkbook(archive: Archive, options: WorkbookOptions, fitOf: Fit = () => 0) {
  const total = archive.names.reduce((sum, name) => sum + archive.bytesOf(name), 0);
  if (total > mostBytes)
    throw refuse("The workbook unpacks to more than 2 GB. Save the sheet as CSV, and import that.");
  const book = await readWorkbook(archive);
  const tables = await tablesOf(book, options);
  const chosen = options.sheet === undefined ? mostFitting(tables, fitOf) : tables[0];
  if (chosen === undefined) throw refuse("The workbook has no sheet with a table.");
  const { sheet, rows } = chosen;
  const merged = await mergedCells(book, { part: sheet.part, above: (rows.at(-1) as SheetRow).line });
  const header = findHeader(rows, options, merged) ?? chosen.header;
  if (header.columns.length > mostColumns)
    throw refuse(
      `The sheet ${sheet.name} has ${header.columns.length} columns; at most ${mostColumns.toLocaleString("en")} can be read.`,
    );
  return {
    columns: header.columns,
    header: header.line > 0,
    headerDoubtful: header.doubtful,
    headerLine: header.line > 0 ? header.line : null,
    sheets: book.sheets.map(({ name }) => name),
    sheet: sheet.name,
    tables: options.sheet === undefined ? tables.map((table) => table.sheet.name) : [],
    batches: batches(book, sheet, header),
  };
}

async function tablesOf(book: Workbook, options: WorkbookOptions): Promise<Found[]> {
  const { sheet: wanted } = options;
  const found: Found[] = [];
  for (const sheet of wanted === undefined ? book.sheets : [named(book.sheets, wanted)]) {
    const rows: SheetRow[] = [];
    for await (const some of sheetRows(book, { part: sheet.part, most: looked })) rows.push(...some);
    const header = findHeader(rows, options);
    if (header !== null) found.push({ sheet, rows, header });
  }
  const full = found.filter(
    ({ rows, header }) => header.columns.length > 1 && rows.some(({ line }) => line > header.lastLine),
  );
  return full.length > 0 ? full : found.slice(0, 1);
}

function named(sheets: readonly SheetPart[], wanted: string): SheetPart {
  const same = (one: string) => one.trim().toLowerCase() === wanted.trim().toLowerCase();
  const sheet = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => same(name));
  if (sheet !== undefined) return sheet;
  throw refuse(
    `The workbook has no sheet ${wanted}; it has ${sheets
      .map(({ name }) => name)
      .slice(0, 20)
      .join(", ")}.`,
  );
}

/** The first of those that fit best; one that is hidden only where no other is there. */
function mostFitting(tables: readonly Found[], fitOf: Fit): Found | undefined {
  const shown = tables.filter(({ sheet }) => !sheet.hidden);
  let best: Found | undefined;
  let most = -1;
  for (const table of shown.length > 0 ? shown : tables) {
    const fits = fitOf(table.header.columns);
    if (fits <= most) continue;
    best = table;
    most = fits;
  }
  return best;
}

const encoding: EncodingFinding = { encoding: "utf-8", evidence: "given", doubtful: false };

async function* batches(book: Workbook, sheet: SheetPart, header: Header): AsyncGenerator<CsvBatch> {
  const { columns, left, lastLine } = header;
  const shape = { columns, encoding: () => encoding };
  let bytesRead = 0;
  for await (const some of sheetRows(book, { part: sheet.part, width: left + columns.length })) {
    const rows: CsvRow[] = [];
    const problems: CsvProblem[] = [];
    let odd = false;
    for (const row of some) {
      if (row.line <= lastLine || isEmpty(row)) continue;
      const cells = cellsBetween(row.cells, left, columns.length);
      const reason = whyRefused(row, header);
      if (reason !== null) problems.push(problem(row.line, { reason, cells }));
      else {
        rows.push({ line: row.line, cells });
        for (const { column, value, reason } of row.remarks)
          problems.push(problem(row.line, { column: columns[column - left] ?? null, value, reason }));
      }
      for (const cell of cells) {
        bytesRead += cell.length;
        odd ||= oddities.test(cell);
      }
    }
    yield* batchOf({ rows, problems, odd, shape, bytesRead });
  }
}

const oddities = /[\0\ufffd\ud800-\udfff]/;

function isEmpty({ cells, beyond, tooLong, remarks }: SheetRow): boolean {
  return beyond === null && !tooLong && remarks.length === 0 && cells.every((cell) => cell.trim() === "");
}

function whyRefused({ cells, beyond, tooLong }: SheetRow, { left }: Header): string | null {
  if (tooLong) return "The row has more than 4,000,000 characters, which cannot be read.";
  const before = cells.findIndex((cell, index) => index < left && cell.trim() !== "");
  const outside = before === -1 ? beyond : before;
  return outside === null
    ? null
    : `There is something in column ${columnLetters(outside)}, outside of the columns that the header names.`;
}

function problem(
  line: number,
  told: { reason: string; column?: string | null; value?: string; cells?: string[] },
): CsvProblem {
  const { reason, column = null, value = null, cells = null } = told;
  return { line, column, value, reason, refused: cells !== null, cells };
}
