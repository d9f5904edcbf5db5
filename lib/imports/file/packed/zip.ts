import { crc32 } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import { isAppError } from "#lib/errors.ts";
import { refuse } from "../refuse.ts";
import type { OpenBytes } from "../stored-file.ts";
import { measured } from "./measured.ts";
import { Reopened } from "./reopened.ts";

/** A ZIP archive: its files by name, each opened as a stream of its own. */
export type Archive = {
  names: string[];
  bytesOf: (name: string) => number;
  open: (name: string) => OpenBytes;
};

const mostEntries = 10_000;
const localHeaderBytes = 30;

export async function openArchive(open: OpenBytes): Promise<Archive> {
  const { zip, entries } = await inWords(async () => {
    const reader = await Reopened.of(open);
    const zip = await fromRandomAccessReaderPromise(reader, reader.size, { autoClose: false });
    return { zip, entries: await entriesOf(zip) };
  });
  refuseOverlaps(entries);
  const files = new Map(entries.map((entry) => [entry.fileName, entry]));
  const entryOf = (name: string): Entry => {
    const entry = files.get(name);
    if (entry === undefined) throw refuse(`The archive has no ${name}.`);
    return entry;
  };
  return {
    names: [...files.keys()],
    bytesOf: (name) => entryOf(name).uncompressedSize,
    open: (name) => () => unzipped(zip, entryOf(name)),
  };
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > mostEntries)
    throw refuse(`The archive holds ${zip.entryCount} files. Import one at a time.`);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith("/")) entries.push(entry);
  return entries;
}

/** Entries that share bytes let a small archive unpack to any size. */
function refuseOverlaps(entries: readonly Entry[]): void {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: from, fileNameLength, compressedSize } of inOrder) {
    if (from < end)
      throw refuse("Files in the archive lie over one another, as only harmful archives are made.");
    end = from + localHeaderBytes + fileNameLength + compressedSize;
  }
}

async function* unzipped(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted())
    throw refuse("The archive is protected by a password. Unpack it, and import what is in it.");
  const stream = await inWords(() => zip.openReadStreamPromise(entry));
  let sum = 0;
  try {
    for await (const piece of measured(stream, () => entry.compressedSize)) {
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    throw damaged(error);
  }
  if (sum !== entry.crc32) throw damaged(new Error("a checksum is wrong"));
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw damaged(error);
  }
}

/** Reading the database or the disk may fail too, which says nothing of the archive. */
function damaged(error: unknown): unknown {
  if (isAppError(error)) return error;
  const { code, message } = error as { code?: string; message: string };
  if (code !== undefined && !code.startsWith("Z_")) return error;
  return refuse(
    `The archive is damaged or cannot be trusted (${message}). Pack it anew, or import it unpacked.`,
  );
}
