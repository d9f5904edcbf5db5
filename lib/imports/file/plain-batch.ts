import { checked, type Shape } from "#lib/csv/check.ts";
import { type CsvBatch, type CsvProblem, type CsvRow, csvLimits } from "#lib/csv/read.ts";

/** Rows of other forms than CSV, held to what is asked of cells of a CSV. */

export type PlainShape = Pick<Shape, "columns" | "encoding">;

type Plain = {
  rows: CsvRow[];
  problems: CsvProblem[];
  /** Whether letters may be among them that cannot be stored. */
  odd: boolean;
  shape: PlainShape;
  bytesRead: number;
};

const batchRows = 1_000;

export function* batchOf({ rows, problems, odd, shape, bytesRead }: Plain): Generator<CsvBatch> {
  if (odd) for (const row of rows) row.cells = row.cells.map((cell) => cell.toWellFormed());
  const settings = { ...shape, unguarded: true, limits: csvLimits, batchRows, options: {} };
  for (let from = 0; from === 0 || from < rows.length; from += batchRows) {
    const some = rows.slice(from, from + batchRows);
    const isLast = from + batchRows >= rows.length;
    const upTo = isLast ? Number.POSITIVE_INFINITY : (some.at(-1) as CsvRow).line;
    const after = from === 0 ? 0 : (rows[from - 1] as CsvRow).line;
    const batch: CsvBatch = { rows: [], problems: [], bytesRead };
    const held = { rows: some, troubles: [], hasOddities: odd, shape: settings };
    for (const one of checked(held, () => bytesRead)) {
      batch.rows.push(...one.rows);
      batch.problems.push(...one.problems);
    }
    batch.problems.push(...problems.filter(({ line }) => line > after && line <= upTo));
    yield batch;
  }
}
