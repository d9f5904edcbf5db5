import { decodeStream } from "#lib/csv/encoding.ts";
import { type CsvReading, type CsvRefusal, readCsv } from "#lib/csv/read.ts";
import type { fileFormats, ReadingOptions } from "../mapping/schema.ts";
import { openJson } from "./json/open-json.ts";
import { jsonForm } from "./json/sniff.ts";
import { type Unpacked, unpack } from "./packed/unpack.ts";
import { refusalIn, refuse } from "./refuse.ts";
import { type RefusedList, withoutRefusedColumns } from "./refused-columns.ts";
import type { OpenBytes } from "./stored-file.ts";
import { type Fit, openWorkbook } from "./workbook/open-workbook.ts";

/** A file as a table of text cells, in whatever form it came. */
export type Table = CsvReading & {
  format: (typeof fileFormats)[number];
  /** The sheets of a workbook, and which of them this is. */
  sheets: string[];
  sheet: string | null;
  /** Where it is a list of refused rows, whose own columns are passed over. */
  refused: RefusedList | null;
  /** The sheets that hold tables, where nobody said which is meant. */
  tables: string[];
  /** Which objects of a JSON are the rows, where that is not plain. */
  told: { answer: string; why: string } | null;
};

export type TableOpening = ({ ok: true } & Table) | { ok: false; refusal: CsvRefusal };

/** `fitOf` chooses among the sheets of a workbook where nobody said which is meant. */
export async function openTable(
  open: OpenBytes,
  options: ReadingOptions = {},
  fitOf?: Fit,
): Promise<TableOpening> {
  try {
    const opening = await opened(await unpack(open), options, fitOf);
    return opening.ok ? withoutRefusedColumns(opening) : opening;
  } catch (error) {
    return refusalIn(error);
  }
}

async function opened(
  file: Unpacked,
  options: ReadingOptions,
  fitOf: Fit | undefined,
): Promise<({ ok: true } & Omit<Table, "refused">) | { ok: false; refusal: CsvRefusal }> {
  const { format } = options;
  if (file.kind === "workbook") {
    if (format !== undefined && format !== "xlsx")
      throw refuse("The file is a workbook (.xlsx), and cannot be read as anything else.");
    return { ok: true, format: "xlsx", ...plain, ...(await openWorkbook(file.archive, options, fitOf)) };
  }
  if (format === "xlsx") {
    await file.close();
    throw refuse("The file is no workbook (.xlsx).");
  }
  const form = format ?? jsonForm(await beginning(file.head, options));
  if (form === "csv" || form === null) {
    const opening = await readCsv(file.replay(), options);
    return opening.ok ? { ...plain, ...opening, format: "csv" } : opening;
  }
  await file.close();
  const { encoding } = options;
  return { ok: true, format: form, ...plain, ...(await openJson(file.open, { format: form, encoding })) };
}

/** What forms other than CSV have nothing to say of. */
const plain = {
  separator: ",",
  separatorDoubtful: false,
  encoding: () => ({ encoding: "utf-8", evidence: "given", doubtful: false }),
  header: true,
  headerDoubtful: false,
  headerLine: null,
  sheets: [],
  sheet: null,
  tables: [],
  told: null,
} satisfies Partial<Table>;

async function beginning(head: Uint8Array, { encoding }: ReadingOptions): Promise<string> {
  async function* bytes() {
    yield head;
  }
  let text = "";
  for await (const piece of decodeStream(bytes(), encoding).text) text += piece;
  return text;
}
