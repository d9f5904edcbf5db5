import { decodeStream, type Encoding, type EncodingFinding } from "#lib/csv/encoding.ts";
import type { OpenBytes } from "../stored-file.ts";
import { isAt, type RowsAt } from "./shape.ts";
import { walkJson } from "./walk.ts";

/** The texts of single objects, with where they begin, as they are cut from a file. */

export type JsonRecord = {
  line: number;
  /** Under which it stands, where rows stand by their keys. */
  key: string | null;
  /** Null where it is too long to be held. */
  text: string | null;
};

export type RecordStream = {
  records: AsyncGenerator<JsonRecord[]>;
  encoding: () => EncodingFinding;
  bytesRead: () => number;
  /** Once all were read: the line of what the file breaks off in. */
  unfinished: () => number | null;
};

export type Cutting = { open: OpenBytes; encoding?: Encoding; at: RowsAt | "lines" };

export function cutRecords({ open, encoding, at }: Cutting): RecordStream {
  const { text, finding, bytesRead } = decodeStream(open(), encoding);
  let unfinished: number | null = null;
  async function* byStructure(where: RowsAt): AsyncGenerator<JsonRecord[]> {
    let found: JsonRecord[] = [];
    const wanted = where.kind === "texts" ? null : where;
    const walker = walkJson({
      item() {},
      whole: (within) =>
        wanted === null
          ? within === null
          : wanted.kind === "members" && within !== null && isAt(wanted, within),
      wanted: (within) => (wanted === null ? within === null : within !== null && isAt(wanted, within)),
      text(cut, { line, key }) {
        found.push({ line, key, text: cut });
      },
    });
    for await (const piece of text) {
      walker.feed(piece);
      if (found.length === 0) continue;
      yield found;
      found = [];
    }
    unfinished = walker.finish();
    if (found.length > 0) yield found;
  }
  return {
    records: at === "lines" ? byLine(text) : byStructure(at),
    encoding: finding,
    bytesRead,
    unfinished: () => unfinished,
  };
}

const mostCharacters = 4_000_000;

async function* byLine(text: AsyncIterable<string>): AsyncGenerator<JsonRecord[]> {
  let line = 1;
  let held = "";
  let tooLong = false;
  const recordOf = (cut: string): JsonRecord[] => {
    const whole = `${held}${cut}`.trim();
    tooLong ||= whole.length > mostCharacters;
    const record = { line, key: null, text: tooLong ? null : whole };
    held = "";
    line++;
    if (!tooLong) return whole === "" ? [] : [record];
    tooLong = false;
    return [record];
  };
  for await (const piece of text) {
    const found: JsonRecord[] = [];
    let from = 0;
    for (let end = piece.indexOf("\n"); end !== -1; end = piece.indexOf("\n", from)) {
      for (const record of recordOf(piece.slice(from, end))) found.push(record);
      from = end + 1;
    }
    if (!tooLong) held += piece.slice(from);
    if (held.length > mostCharacters) {
      tooLong = true;
      held = "";
    }
    if (found.length > 0) yield found;
  }
  const last = recordOf("");
  if (last.length > 0) yield last;
}
