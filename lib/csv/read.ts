import { guessLineEnd, guessSeparator, nameColumns, type Separator } from "./dialect.ts";
import { decodeStream, type Encoding, type EncodingFinding } from "./encoding.ts";
import { unguard } from "./guard.ts";
import { createRowParser, type RowParser } from "./rows.ts";

export type { CsvRow } from "./rows.ts";

import { type CsvBatch, checked, type Held, refusedRow, type Shape } from "./check.ts";
import {
  type CsvRefusal,
  firstRow,
  looksLikeData,
  readHead,
  refusal,
  skipPreamble,
  tooLong,
  whyNotCsv,
} from "./opening.ts";

export type { CsvBatch, CsvProblem } from "./check.ts";
export type { CsvRefusal } from "./opening.ts";

export type CsvLimits = { columns: number; cellCharacters: number; rowCharacters: number };

export const csvLimits: CsvLimits = { columns: 1_000, cellCharacters: 1_000_000, rowCharacters: 4_000_000 };

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

export type CsvOpening = ({ ok: true } & CsvReading) | { ok: false; refusal: CsvRefusal };

export type Settings = { limits: CsvLimits; batchRows: number; options: CsvOptions };

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
  const columns = header ? nameColumns(names.map(unguard)) : names.map((_, index) => `Column ${index + 1}`);
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

type Rest = { parser: RowParser; rest: AsyncGenerator<string>; done: boolean; bytesRead: () => number };

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
