import { type CsvReading, type CsvRefusal, readCsv } from "#lib/csv/read.ts";
import type { fileFormats, ReadingOptions } from "../mapping/schema.ts";
import { type RefusedList, withoutRefusedColumns } from "./refused-columns.ts";
import type { OpenBytes } from "./stored-file.ts";

/** A file as a table of text cells, in whatever form it came. */
export type Table = CsvReading & {
  format: (typeof fileFormats)[number];
  /** The sheets of a workbook, and which of them this is. */
  sheets: string[];
  sheet: string | null;
  /** Where it is a list of refused rows, whose own columns are passed over. */
  refused: RefusedList | null;
};

export type TableOpening = ({ ok: true } & Table) | { ok: false; refusal: CsvRefusal };

export async function openTable(open: OpenBytes, options: ReadingOptions = {}): Promise<TableOpening> {
  const opening = await readCsv(open(), options);
  if (!opening.ok) return opening;
  return withoutRefusedColumns({ ...opening, format: "csv" as const, sheets: [], sheet: null });
}
