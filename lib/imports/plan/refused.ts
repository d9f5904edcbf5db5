import type { CsvValue } from "#lib/csv/write.ts";
import { isRefusedColumn, refusedColumns } from "../file/refused-columns.ts";
import type { Reason } from "../schema.ts";

/**
 * Refused rows as a CSV to mend and import again: the cells as they stood, after columns with the line and the
 * reasons. Those come first, so that a row too wide or too narrow stays as it was.
 */
export function refusedHeader(columns: readonly string[], importId: string | null = null): string[] {
  return [...refusedColumns(importId), ...columns.filter((column) => !isRefusedColumn(column))];
}

export type RefusedRow = { line: number; cells: readonly string[]; reasons: readonly Reason[] };

export function refusedLine(row: RefusedRow, columns: readonly string[]): CsvValue[] {
  const cells = row.cells.filter((_, index) => !isRefusedColumn(columns[index] ?? ""));
  return [row.line, row.reasons.map(inWords).join(" "), ...cells];
}

function inWords({ column, value, reason }: Reason): string {
  if (column === null) return reason;
  return value === null ? `${column}: ${reason}` : `${column} “${value}”: ${reason}`;
}
