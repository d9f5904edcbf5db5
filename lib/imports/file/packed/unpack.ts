import { refuse } from "../refuse.ts";
import type { OpenBytes } from "../stored-file.ts";
import { begins, whyForeign, whyForeignArchive } from "./foreign.ts";
import { gunzipped } from "./gzip.ts";
import { type Archive, openArchive } from "./zip.ts";

/** A file freed from what it is packed in, with the first of its bytes; a workbook is an archive itself. */
export type Unpacked =
  | { kind: "workbook"; archive: Archive }
  | {
      kind: "text";
      open: OpenBytes;
      head: Uint8Array;
      replay: () => AsyncGenerator<Uint8Array>;
      close: () => Promise<void>;
    };

export async function unpack(open: OpenBytes, within: string | null = null): Promise<Unpacked> {
  const first = await peek(open());
  const { head } = first;
  const isGzip = begins(head, gzip);
  if (!isGzip && !zips.some((bytes) => begins(head, bytes))) {
    const words = whyForeign(head);
    if (words === null) return { kind: "text", open, ...first };
    await first.close();
    throw refuse(within === null ? words : `In ${within}: ${words}`);
  }
  await first.close();
  if (isGzip) {
    if (within !== null) throw nested(within);
    return unpack(gunzipped(open), "the gzip file");
  }
  const archive = await openArchive(open);
  if (archive.names.some((name) => /^xl\/workbook\.xml$/i.test(name))) return { kind: "workbook", archive };
  const words = whyForeignArchive(archive.names);
  if (words !== null) throw refuse(words);
  if (within !== null) throw nested(within);
  return unpack(archive.open(onlyFile(archive.names)), "the ZIP archive");
}

export async function isPacked(open: OpenBytes): Promise<boolean> {
  const { head, close } = await peek(open());
  await close();
  return [gzip, ...zips].some((bytes) => begins(head, bytes));
}

const gzip = [0x1f, 0x8b];
/** The second is of an archive without files. */
const zips = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];

function nested(within: string) {
  return refuse(`In ${within} lies another archive. Unpack the outer one, and import what is in it.`);
}

/** What systems put into archives beside the files that people put there. */
const beside = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

function onlyFile(names: readonly string[]): string {
  const files = names.filter((name) => !beside.test(name));
  const [name] = files;
  if (name === undefined) throw refuse("The archive holds no file.");
  if (files.length === 1) return name;
  const some = files.slice(0, 5).map((file) => (file.length > 80 ? `${file.slice(0, 80)}…` : file));
  const more = files.length > some.length ? ` and ${files.length - some.length} more` : "";
  throw refuse(
    `The archive holds ${files.length} files: ${some.join(", ")}${more}. Unpack it, and import them one after the other.`,
  );
}

const headBytes = 65_536;

/** Reads the first bytes, and gives them again before the rest, so that a file is opened once. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let size = 0;
  let done = false;
  while (size < headBytes && !done) {
    const next = await iterator.next();
    done = next.done === true;
    if (next.done) break;
    held.push(next.value);
    size += next.value.length;
  }
  const close = async () => {
    await iterator.return?.();
  };
  async function* replay(): AsyncGenerator<Uint8Array> {
    try {
      yield* held;
      for (;;) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await close();
    }
  }
  return { head: Buffer.concat(held), replay, close };
}
