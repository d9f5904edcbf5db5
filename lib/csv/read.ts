import { guessLineEnd, guessSeparator, nameColumns, type Separator, separatorLine } from "./dialect.ts";
import { decodeStream, type Encoding, type EncodingFinding } from "./encoding.ts";
import { unguard } from "./guard.ts";
import { type CsvRow, createRowParser, type QuoteTrouble, type RowParser } from "./rows.ts";

export type { CsvRow } from "./rows.ts";

type CsvLimits = { columns: number; cellCharacters: number; rowCharacters: number };

const csvLimits: CsvLimits = { columns: 1_000, cellCharacters: 1_000_000, rowCharacters: 4_000_000 };

export type CsvOptions = {
  encoding?: Encoding;
  separator?: Separator;
  /** Whether the first row names the columns; left out, it is taken to do so and doubt is reported. */
  header?: boolean;
  /** Lines before the header that belong to a title or a preamble. */
  skipLines?: number;
  batchRows?: number;
  limits?: Partial<CsvLimits>;
};

/** `refused` problems stand in for a row that is not among the rows; the others are remarks about one that is. */
export type CsvProblem = {
  line: number;
  column: string | null;
  value: string | null;
  reason: string;
  refused: boolean;
  cells: string[] | null;
};

export type CsvBatch = { rows: CsvRow[]; problems: CsvProblem[]; bytesRead: number };

export type CsvReading = {
  columns: string[];
  separator: Separator;
  separatorDoubtful: boolean;
  /** Settled for good only when the batches have been read, since a file may be ASCII for a long way. */
  encoding: () => EncodingFinding;
  header: boolean;
  /** True when nobody said so and the first row looks like data. */
  headerDoubtful: boolean;
  headerLine: number | null;
  batches: AsyncGenerator<CsvBatch>;
};

type CsvRefusalCode = "empty" | "not-csv" | "too-many-columns" | "row-too-long" | "unclosed-quote";
export type CsvRefusal = { code: CsvRefusalCode; reason: string };
export type CsvOpening = ({ ok: true } & CsvReading) | { ok: false; refusal: CsvRefusal };

type Settings = { limits: CsvLimits; batchRows: number; options: CsvOptions };
type Shape = { columns: string[]; encoding: () => EncodingFinding } & Settings;

/**
 * Opens a CSV stream: reads as far as the header, then gives the rows in batches. Never holds more than one
 * piece of the file and one unfinished row.
 */
export async function readCsv(
  source: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): Promise<CsvOpening> {
  const limits = { ...csvLimits, ...options.limits };
  const settings: Settings = { limits, batchRows: options.batchRows ?? 1_000, options };
  const counted = countBytes(source);
  const stream = decodeStream(counted.bytes, options.encoding);
  const head = await readHead(stream.text);
  const foreign = whyNotCsv(counted.firstBytes(), head.text);
  if (foreign) return { ok: false, refusal: foreign };

  const start = skipPreamble(head.text, options);
  const newline = guessLineEnd(start.text);
  const guess = guessSeparator(start.text, newline);
  const separator = options.separator ?? start.separator ?? guess.separator;
  const parser = createRowParser({ separator, newline, firstLine: start.line });
  const first = await firstRow(parser, { text: start.text, done: head.done, rest: stream.text, limits });
  if (!first.ok) return first;

  const names = first.header.cells;
  if (names.length > limits.columns) {
    const reason = `The first row has ${names.length} columns; at most ${limits.columns} can be read.`;
    return refusal("too-many-columns", reason);
  }
  const header = options.header ?? true;
  const columns = header ? nameColumns(names) : names.map((_, index) => `Column ${index + 1}`);
  const held = header ? first.rows : [first.header, ...first.rows];
  const shape: Shape = { columns, encoding: stream.finding, ...settings };
  return {
    ok: true,
    columns,
    separator,
    separatorDoubtful: options.separator === undefined && start.separator === null && guess.doubtful,
    encoding: stream.finding,
    header,
    headerDoubtful: options.header === undefined && names.some(looksLikeData),
    headerLine: header ? first.header.line : null,
    batches: batchesOf(
      { parser, rest: stream.text, done: first.done, bytesRead: counted.count },
      { rows: held, troubles: first.troubles, hasOddities: first.hasOddities, shape },
    ),
  };
}

function refusal(code: CsvRefusalCode, reason: string): { ok: false; refusal: CsvRefusal } {
  return { ok: false, refusal: { code, reason } };
}

function countBytes(source: AsyncIterable<Uint8Array>) {
  let count = 0;
  let first: Uint8Array = new Uint8Array();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const part of source) {
      if (first.length < 8) first = Buffer.concat([first, part.subarray(0, 8)]);
      count += part.length;
      yield part;
    }
  }
  return { bytes: bytes(), count: () => count, firstBytes: () => first };
}

async function readHead(text: AsyncGenerator<string>): Promise<{ text: string; done: boolean }> {
  let head = "";
  while (head.length < 4096) {
    const next = await text.next();
    if (next.done) return { text: head, done: true };
    head += next.value;
  }
  return { text: head, done: false };
}

const signatures: { bytes: number[]; what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: "an Excel workbook or ZIP archive" },
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

function whyNotCsv(bytes: Uint8Array, text: string): CsvRefusal | null {
  const signature = signatures.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  if (signature)
    return { code: "not-csv", reason: `This is ${signature.what}, not CSV text. Save it as CSV first.` };
  const visible = text.replaceAll("\0", "").trim();
  if (visible === "") return { code: "empty", reason: "The file is empty." };
  if (/^(\{\s*"|\[\s*[{[])/.test(visible)) {
    return {
      code: "not-csv",
      reason: "This is JSON, not CSV. Send it to the REST interface, or save it as CSV.",
    };
  }
  if (/^<(\?xml|!doctype|html|table)/i.test(visible)) {
    return { code: "not-csv", reason: "This is an HTML or XML document, not CSV text." };
  }
  return null;
}

function skipPreamble(
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

async function firstRow(parser: RowParser, input: HeadInput): Promise<FirstRow> {
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
function looksLikeData(cell: string): boolean {
  return /^[-+$€£]?\d[\d.,:/\- ]*([TZ+]|[ap]m|%)?[\d.,:/\- ]*Z?$/i.test(cell.trim());
}

function tooLong(parser: RowParser, limits: CsvLimits): string {
  return `The row that starts on line ${parser.line()} is longer than ${limits.rowCharacters} characters, or a quote in it is never closed. Nothing after it can be read.`;
}

type Rest = { parser: RowParser; rest: AsyncGenerator<string>; done: boolean; bytesRead: () => number };
/** `hasOddities`: somewhere in this text stand NUL bytes or characters that could not be decoded. */
type Held = { rows: CsvRow[]; troubles: QuoteTrouble[]; hasOddities: boolean; shape: Shape };

async function* batchesOf(source: Rest, held: Held): AsyncGenerator<CsvBatch> {
  const { parser, rest, bytesRead } = source;
  const { shape } = held;
  yield* checked(held, bytesRead);
  let done = source.done;
  while (!done) {
    if (parser.pending() > shape.limits.rowCharacters) {
      const problem = refusedRow({ line: parser.line(), cells: [] }, tooLong(parser, shape.limits));
      yield { rows: [], problems: [problem], bytesRead: bytesRead() };
      await rest.return(undefined);
      return;
    }
    const next = await rest.next();
    done = next.done === true;
    yield* checked({ ...parser.feed(next.done ? "" : next.value, done), shape }, bytesRead);
  }
}

function* checked(
  { rows, troubles, hasOddities, shape }: Held,
  bytesRead: () => number,
): Generator<CsvBatch> {
  const trouble = new Map(troubles.map((found) => [found.line, found.kind]));
  for (let from = 0; from < rows.length; from += shape.batchRows) {
    const batch: CsvBatch = { rows: [], problems: [], bytesRead: bytesRead() };
    for (const row of rows.slice(from, from + shape.batchRows)) {
      checkRow(row, { kind: trouble.get(row.line), hasOddities, shape, batch });
    }
    yield batch;
  }
}

type Check = { kind: QuoteTrouble["kind"] | undefined; hasOddities: boolean; shape: Shape; batch: CsvBatch };

function checkRow(row: CsvRow, { kind, hasOddities, shape, batch }: Check): void {
  const { cells } = row;
  const width = shape.columns.length;
  if (cells.length === 1 && width > 1 && (cells[0] as string).trim() === "") return;
  while (cells.length > width && (cells.at(-1) as string).trim() === "") cells.pop();
  const refusedReason = whyRefused(cells, { kind, shape });
  if (refusedReason) {
    batch.problems.push(refusedRow(row, refusedReason));
    return;
  }
  let longest = 0;
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] as string;
    if (cell.length > longest) longest = cell.length;
    if (hasOddities) cells[index] = cleanCell(index, { row, shape, batch });
    else if (cell.charCodeAt(0) === apostrophe) cells[index] = unguard(cell);
  }
  if (kind === "malformed") {
    batch.problems.push(
      remark(row, null, "A quote inside a quoted cell is not doubled; it was read as text."),
    );
  }
  if (longest > shape.limits.cellCharacters) {
    batch.problems.push(longCell(row, shape));
    return;
  }
  batch.rows.push(row);
}

function whyRefused(
  cells: string[],
  { kind, shape }: { kind: QuoteTrouble["kind"] | undefined; shape: Shape },
) {
  if (kind === "unclosed")
    return "A quote in this row is never closed, so the row is cut off or runs to the end of the file.";
  const width = shape.columns.length;
  if (cells.length === width) return null;
  return `The row has ${cells.length} ${cells.length === 1 ? "cell" : "cells"} where the header has ${width}.`;
}

const unusual = /[\0\ufffd]/;
const apostrophe = 39;

function cleanCell(
  index: number,
  { row, shape, batch }: { row: CsvRow; shape: Shape; batch: CsvBatch },
): string {
  const cell = row.cells[index] as string;
  if (cell === "") return cell;
  if (!unusual.test(cell)) return unguard(cell);
  const column = shape.columns[index] as string;
  if (cell.includes("\ufffd")) {
    const { encoding } = shape.encoding();
    batch.problems.push(
      remark(row, { column, value: cell }, `Some characters cannot be read as ${encoding}.`),
    );
  }
  const clean = cell.replaceAll("\0", "");
  if (clean !== cell && clean !== "") {
    batch.problems.push(remark(row, { column, value: clean }, "NUL bytes were removed."));
  }
  return unguard(clean);
}

function longCell(row: CsvRow, shape: Shape): CsvProblem {
  const { cellCharacters } = shape.limits;
  const index = row.cells.findIndex((cell) => cell.length > cellCharacters);
  const cell = row.cells[index] as string;
  return {
    ...refusedRow(row, `The cell has ${cell.length} characters; at most ${cellCharacters} can be read.`),
    column: shape.columns[index] ?? null,
    value: `${cell.slice(0, 100)}…`,
    cells: row.cells.map((text) => (text.length > cellCharacters ? `${text.slice(0, 100)}…` : text)),
  };
}

function refusedRow(row: CsvRow, reason: string): CsvProblem {
  return { line: row.line, column: null, value: null, reason, refused: true, cells: row.cells };
}

function remark(row: CsvRow, at: { column: string; value: string } | null, reason: string): CsvProblem {
  return {
    line: row.line,
    column: at?.column ?? null,
    value: at?.value ?? null,
    reason,
    refused: false,
    cells: null,
  };
}
