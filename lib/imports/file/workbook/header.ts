import { nameColumns } from "#lib/csv/dialect.ts";
import type { Merged } from "./merged.ts";
import type { SheetRow } from "./sheet.ts";

/** Where the table of a sheet begins: below titles and remarks stands a row as full as most. */

export type Header = {
  /** The row that names the columns; 0 where none does. */
  line: number;
  /** The last row of the header, where its cells reach over several. */
  lastLine: number;
  /** Columns that stand left of the table. */
  left: number;
  columns: string[];
  doubtful: boolean;
};

export type HeaderOptions = { header?: boolean; skipLines?: number };

export function findHeader(
  rows: readonly SheetRow[],
  { header, skipLines = 0 }: HeaderOptions,
  merged: readonly Merged[] = [],
): Header | null {
  const filled = rows.filter((row) => row.line > skipLines && row.cells.some((cell) => cell.trim() !== ""));
  if (filled.length === 0) return null;
  const spread = filled.map((row) => spreadOver(row, merged));
  const at = skipLines > 0 ? 0 : firstFull(filled, spread);
  const table = filled.slice(at);
  const left = Math.min(...table.map(({ cells }) => cells.findIndex((cell) => cell.trim() !== "")));
  const right = Math.max(
    ...table.map(({ cells }, index) =>
      Math.max(lastFilled(cells), index === 0 ? lastFilled(spread[at] ?? []) : -1),
    ),
  );
  const named = filled[at] as SheetRow;
  const lastLine = Math.max(
    named.line,
    ...merged
      .filter(
        ({ top, bottom, left: from }) =>
          top === named.line && bottom > top && from >= left && from <= right && bottom - top < 5,
      )
      .map(({ bottom }) => bottom),
  );
  const width = right - left + 1;
  const first = cellsBetween(spread[at] ?? [], left, width);
  if (header === false)
    return {
      line: 0,
      lastLine: named.line - 1,
      left,
      columns: first.map((_, index) => `Column ${index + 1}`),
      doubtful: false,
    };
  const below = rows
    .filter(({ line }) => line > named.line && line <= lastLine)
    .map(({ cells }) => cellsBetween(cells, left, width));
  const names = first.map((name, index) =>
    [name, ...below.map((cells) => cells[index] ?? "")].filter((part) => part.trim() !== "").join(" "),
  );
  return {
    line: named.line,
    lastLine,
    left,
    columns: nameColumns(names),
    doubtful: header === undefined && first.some(looksLikeData),
  };
}

/** As full as most rows are; a title that is merged over them all is one cell. */
function firstFull(rows: readonly SheetRow[], spread: readonly string[][]): number {
  const counts = rows.map(({ cells }) => count(cells)).toSorted((a, b) => a - b);
  const typical = counts[Math.floor(counts.length / 2)] as number;
  const found = rows.findIndex(({ cells }, index) => {
    const over = count(spread[index] as string[]);
    return count(cells) >= typical || (over >= typical && count(cells) >= 2 && count(cells) * 2 >= typical);
  });
  return Math.max(0, found);
}

function count(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.trim() === "" ? 0 : 1), 0);
}

/** A merged cell stands for each that it covers in its own row. */
function spreadOver({ line, cells }: SheetRow, merged: readonly Merged[]): string[] {
  const spread = [...cells];
  for (const { top, left, right } of merged) {
    if (top !== line || right - left > 1_000) continue;
    const value = cells[left] ?? "";
    for (let column = left; column <= right; column++) {
      while (spread.length < column) spread.push("");
      spread[column] = value;
    }
  }
  return spread;
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== "");
}

export function cellsBetween(cells: readonly string[], left: number, width: number): string[] {
  return Array.from({ length: width }, (_, index) => cells[left + index] ?? "");
}

function looksLikeData(cell: string): boolean {
  return /^[-+$€£]?\d[\d.,:/\- ]*%?$/.test(cell.trim());
}
