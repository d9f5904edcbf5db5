import { strToU8, zipSync } from "fflate";
import type { ReadingOptions } from "../mapping/schema.ts";
import { openTable } from "./open-table.ts";

/** Files of all forms for tests, and what is read from them. */

export type Bytes = Uint8Array;

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** In pieces of odd sizes, as networks and disks give them. */
export function openBytes(bytes: Bytes | string, piece = 65_521) {
  const whole = typeof bytes === "string" ? utf8(bytes) : bytes;
  return async function* (): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < whole.length; from += piece) yield whole.subarray(from, from + piece);
  };
}

export async function readTable(bytes: Bytes | string, reading: ReadingOptions = {}, piece?: number) {
  const opening = await openTable(openBytes(bytes, piece), reading);
  if (!opening.ok) throw new Error(opening.refusal.reason);
  const rows: Record<string, string>[] = [];
  const lines: number[] = [];
  const refused: { line: number; reason: string; cells: string[] | null }[] = [];
  const remarks: { line: number; column: string | null; value: string | null; reason: string }[] = [];
  for await (const batch of opening.batches) {
    for (const { line, cells } of batch.rows) {
      lines.push(line);
      rows.push(Object.fromEntries(opening.columns.map((column, index) => [column, cells[index] as string])));
    }
    for (const { line, column, value, reason, refused: isRefused, cells } of batch.problems)
      if (isRefused) refused.push({ line, reason, cells });
      else remarks.push({ line, column, value, reason });
  }
  return { ...opening, rows, lines, refused, remarks };
}

/** In what words a file is refused, at its beginning or on the way. */
export async function refusalOf(
  bytes: Bytes | string | (() => AsyncIterable<Uint8Array>),
  reading: ReadingOptions = {},
) {
  const opening = await openTable(typeof bytes === "function" ? bytes : openBytes(bytes), reading);
  if (!opening.ok) return opening.refusal.reason;
  try {
    for await (const _ of opening.batches);
  } catch (error) {
    return (error as Error).message;
  }
  return null;
}

export function zipOf(files: Record<string, Bytes | string>): Bytes {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, held]) => [name, typeof held === "string" ? strToU8(held) : held]),
    ),
  );
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

type Book = {
  /** What stands in `worksheet`, by the sheet's name. */
  sheets: Record<string, string>;
  /** Format codes; a cell has the third by `s="3"`, and 0 is none. */
  formats?: string[];
  texts?: string;
  is1904?: boolean;
  hidden?: string[];
};

/** A workbook by its bare parts, as small as one can be. */
export function bookOf({ sheets, formats = [], texts, is1904 = false, hidden = [] }: Book): Bytes {
  const names = Object.keys(sheets);
  const list = names.map((name, at) => {
    const state = hidden.includes(name) ? ' state="hidden"' : "";
    return `<sheet name="${name}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
  });
  const targets = names.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const codes = formats.map(
    (code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', "&quot;")}"/>`,
  );
  const styles = ["", ...formats].map((_, at) => `<xf numFmtId="${at === 0 ? 0 : 163 + at}"/>`);
  return zipOf({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${targets.join("")}</Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${main}"><numFmts>${codes.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join("")}</cellXfs></styleSheet>`,
    ...(texts === undefined ? {} : { "xl/sharedStrings.xml": `<sst xmlns="${main}">${texts}</sst>` }),
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<worksheet xmlns="${main}">${sheets[name]}</worksheet>`,
      ]),
    ),
  });
}

/** Rows of texts and of whole cells, which begin with `<c`. */
export function sheetData(rows: readonly (readonly string[])[], first = 1): string {
  const cell = (text: string) =>
    text.startsWith("<c") || text === "" ? text || "<c/>" : `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return `<sheetData>${rows.map((cells, at) => `<row r="${first + at}">${cells.map(cell).join("")}</row>`).join("")}</sheetData>`;
}
