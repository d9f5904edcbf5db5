import type { CsvBatch, CsvReading } from "#lib/csv/read.ts";

/**
 * The columns that a list of refused rows has before the file's own. The second names the import they were refused by,
 * since a header outlives what a spreadsheet does to a file: other marks, letters, orders of columns, another format.
 */
const lineColumn = "Refused on line";
const reasonColumn = "Refused because";

export function refusedColumns(importId: string | null): [string, string] {
  return [lineColumn, importId === null ? reasonColumn : `${reasonColumn} (import ${importId})`];
}

const form = /^\s*refused\s+(?:on\s+line|because)\s*(?:\(\s*import\s+(\w+)\s*\))?\s*$/i;

export function isRefusedColumn(column: string): boolean {
  return form.test(column);
}

/** What a file of refused rows says of where it comes from; lists of earlier releases name no import. */
export type RefusedList = { importId: string | null };

/** The table without these columns: nothing is made of them, whatever is done with the others. */
export function withoutRefusedColumns<T extends CsvReading>(table: T): T & { refused: RefusedList | null } {
  const added = table.columns.filter(isRefusedColumn);
  if (added.length === 0) return { ...table, refused: null };
  const isOwn = table.columns.map((column) => !isRefusedColumn(column));
  const own = (cells: string[]) => cells.filter((_, index) => isOwn[index] ?? true);
  const [importId = null] = added.flatMap((column) => form.exec(column)?.[1]?.toLowerCase() ?? []);
  return {
    ...table,
    columns: own(table.columns),
    headerDoubtful: false,
    batches: batchesOf(table.batches, own),
    refused: { importId },
  };
}

async function* batchesOf(
  batches: AsyncGenerator<CsvBatch>,
  own: (cells: string[]) => string[],
): AsyncGenerator<CsvBatch> {
  for await (const { rows, problems, bytesRead } of batches) {
    yield {
      rows: rows.map(({ line, cells }) => ({ line, cells: own(cells) })),
      problems: problems.map((problem) => ({ ...problem, cells: problem.cells && own(problem.cells) })),
      bytesRead,
    };
  }
}
