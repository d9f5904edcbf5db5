import { guard } from "./guard.ts";
import type { Separator } from "./separators.ts";

export type CsvValue = string | number | boolean | null | undefined;

/** `byteOrderMark` lets Excel see that the text is UTF-8; other programs rarely need it. */
export type CsvWriteOptions = { separator?: Separator; byteOrderMark?: boolean };

/**
 * One line of RFC 4180, with its CRLF. Cells that a spreadsheet would run are guarded; reading takes the guard
 * away. NUL has no place in text and is dropped; an absent value is an empty cell.
 */
export function csvLine(cells: readonly CsvValue[], separator: Separator = ","): string {
  if (cells.length === 1 && csvText(cells[0]) === "") return '""\r\n';
  let line = "";
  for (let index = 0; index < cells.length; index++) {
    if (index > 0) line += separator;
    line += csvCell(cells[index], separator);
  }
  return `${line}\r\n`;
}

function csvText(value: CsvValue): string {
  return value === null || value === undefined ? "" : String(value);
}

function csvCell(value: CsvValue, separator: Separator): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = guard(csvText(value).replaceAll("\0", ""), separator);
  return needsQuotes(text, separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Blanks at an end are quoted because many readers trim what stands bare. */
function needsQuotes(text: string, separator: string): boolean {
  return /["\r\n]|^[\s\ufeff]|\s$/.test(text) || text.includes(separator);
}

/** Streams a whole file in pieces of some tens of kilobytes. */
export async function* writeCsv(
  columns: readonly string[],
  rows: AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>,
  options: CsvWriteOptions = {},
): AsyncGenerator<string> {
  const separator = options.separator ?? ",";
  let piece = (options.byteOrderMark ? "\ufeff" : "") + csvLine(columns, separator);
  for await (const row of rows) {
    piece += csvLine(row, separator);
    if (piece.length < 64 * 1024) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}
