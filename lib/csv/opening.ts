import { type Separator, separatorLine } from "./dialect.ts";
import type { CsvLimits, CsvOptions } from "./read.ts";
import type { CsvRow, QuoteTrouble, RowParser } from "./rows.ts";

/** The beginning of a file: whether it is CSV at all, and where its first row stands. */

type CsvRefusalCode =
  | "empty"
  | "not-csv"
  | "no-table"
  | "too-many-columns"
  | "row-too-long"
  | "unclosed-quote";

export type CsvRefusal = { code: CsvRefusalCode; reason: string };

export function refusal(code: CsvRefusalCode, reason: string): { ok: false; refusal: CsvRefusal } {
  return { ok: false, refusal: { code, reason } };
}

export async function readHead(text: AsyncGenerator<string>): Promise<{ text: string; done: boolean }> {
  let head = "";
  while (head.length < 4096) {
    const next = await text.next();
    if (next.done) return { text: head, done: true };
    head += next.value;
  }
  return { text: head, done: false };
}

const signatures: { bytes: number[]; what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: "a ZIP archive or workbook" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: "an old Excel workbook" },
  { bytes: [0x1f, 0x8b], what: "a gzip archive" },
  { bytes: [0x42, 0x5a, 0x68], what: "a bzip2 archive" },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: "a Zstandard archive" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "an XZ archive" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: "a 7-Zip archive" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a PNG picture" },
  { bytes: [0xff, 0xd8, 0xff], what: "a JPEG picture" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: "an SQLite database" },
];

export function whyNotCsv(bytes: Uint8Array, text: string): CsvRefusal | null {
  const signature = signatures.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  if (signature) return { code: "not-csv", reason: `This is ${signature.what}, not CSV text.` };
  const visible = text.replaceAll("\0", "").trim();
  if (visible === "") return { code: "empty", reason: "The file is empty." };
  if (/^(\{\s*"|\[\s*[{[])/.test(visible)) {
    return {
      code: "not-csv",
      reason: "This is JSON, not CSV.",
    };
  }
  if (/^<(\?xml|!doctype|html|table)/i.test(visible)) {
    return { code: "not-csv", reason: "This is an HTML or XML document, not CSV text." };
  }
  return null;
}

export function skipPreamble(
  text: string,
  options: CsvOptions,
): { text: string; line: number; separator: Separator | null } {
  let rest = text.startsWith("\ufeff") ? text.slice(1) : text;
  let line = 1;
  for (let skipped = 0; skipped < (options.skipLines ?? 0); skipped++) {
    const end = /\r\n|\n|\r/.exec(rest);
    if (!end) break;
    rest = rest.slice(end.index + end[0].length);
    line++;
  }
  const named = separatorLine(rest);
  if (!named) return { text: rest, line, separator: null };
  return { text: rest.slice(named.length), line: line + 1, separator: named.separator };
}

type HeadInput = { text: string; done: boolean; rest: AsyncGenerator<string>; limits: CsvLimits };

type FirstRow =
  | {
      ok: true;
      header: CsvRow;
      rows: CsvRow[];
      troubles: QuoteTrouble[];
      hasOddities: boolean;
      done: boolean;
    }
  | { ok: false; refusal: CsvRefusal };

export async function firstRow(parser: RowParser, input: HeadInput): Promise<FirstRow> {
  let { text, done } = input;
  for (;;) {
    const { rows, troubles, hasOddities } = parser.feed(text, done);
    const at = rows.findIndex((row) => row.cells.some((cell) => cell.trim() !== ""));
    const header = rows[at];
    if (header) {
      if (troubles.some((trouble) => trouble.line === header.line && trouble.kind === "unclosed")) {
        return refusal("unclosed-quote", `A quote in the header on line ${header.line} is never closed.`);
      }
      return { ok: true, header, rows: rows.slice(at + 1), troubles, hasOddities, done };
    }
    if (done) return refusal("empty", "The file has no rows.");
    if (parser.pending() > input.limits.rowCharacters)
      return refusal("row-too-long", tooLong(parser, input.limits));
    const next = await input.rest.next();
    done = next.done === true;
    text = next.done ? "" : next.value;
  }
}

/** Numbers, dates and times name no column. */
export function looksLikeData(cell: string): boolean {
  return /^[-+$€£]?\d[\d.,:/\- ]*([TZ+]|[ap]m|%)?[\d.,:/\- ]*Z?$/i.test(cell.trim());
}

export function tooLong(parser: RowParser, limits: CsvLimits): string {
  return `The row that starts on line ${parser.line()} is longer than ${limits.rowCharacters} characters, or a quote in it is never closed. Nothing after it can be read.`;
}
