import type { CsvValue } from "#lib/csv/write.ts";
import type { Reason } from "../schema.ts";

/**
 * Refused rows as a CSV to mend and import again: the cells as they stood, after columns with the line and the
 * reasons. Those come first, so that a row too wide or too narrow stays as it was.
 */
const refusedColumns = ["Refused on line", "Refused because"] as const;

export function refusedHeader(columns: readonly string[]): string[] {
  return [...refusedColumns, ...columns.filter((column) => !isRefusedColumn(column))];
}

export type RefusedRow = { line: number; cells: readonly string[]; reasons: readonly Reason[] };

export function refusedLine(row: RefusedRow, columns: readonly string[]): CsvValue[] {
  const cells = row.cells.filter((_, index) => !isRefusedColumn(columns[index] ?? ""));
  return [row.line, row.reasons.map(inWords).join(" "), ...cells];
}

export function isRefusedColumn(column: string): boolean {
  return (refusedColumns as readonly string[]).includes(column);
}

function inWords({ column, value, reason }: Reason): string {
  if (column === null) return reason;
  return value === null ? `${column}: ${reason}` : `${column} “${value}”: ${reason}`;
}
