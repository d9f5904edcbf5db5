import { createHash } from "node:crypto";
import { pipeline, Readable, Transform } from "node:stream";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { AppError } from "#lib/errors.ts";
import type { Scope } from "#lib/scope.ts";
import { importPart } from "./read.ts";
import { addPart } from "./write.ts";

/** Called once for each reading, so that a file may lie on a disk or in parts in a database. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

/** An uploaded file in the database: one compressed stream, cut into parts of bounded size. */

const partBytes = 1_048_576;
const fileLimitBytes = 1_073_741_824;

export interface StoredFile {
  fileBytes: number;
  sha256: string;
}

/** Takes a file in as it comes; never more of it than a part is held in memory. */
export async function storeFile(
  scope: Scope,
  id: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const digest = createHash("sha256");
  let fileBytes = 0;
  const meter = new Transform({
    transform(chunk: Uint8Array, _, done) {
      fileBytes += chunk.length;
      if (fileBytes > fileLimitBytes) return done(tooLarge());
      digest.update(chunk);
      done(null, chunk);
    },
  });
  const compressed = pipeline(
    Readable.from(bytes, { objectMode: false }),
    meter,
    createZstdCompress(),
    () => {},
  );
  let held: Buffer[] = [];
  let heldBytes = 0;
  let part = 0;
  const flush = async () => {
    await addPart(scope, { id, part, bytes: Buffer.concat(held) });
    part += 1;
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of compressed as AsyncIterable<Buffer>) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= partBytes) await flush();
  }
  if (heldBytes > 0) await flush();
  return { fileBytes, sha256: digest.digest("hex") };
}

function tooLarge(): AppError {
  return new AppError(
    "too-large",
    "The file is larger than 1 GB. Split it, and import the pieces one after the other.",
  );
}

const pieceBytes = 131_072;

/** The bytes of a stored file, from its beginning each time. */
export function storedFile(scope: Scope, id: string): OpenBytes {
  async function* parts() {
    for (let part = 0; ; part += 1) {
      const bytes = await importPart(scope, { id, part });
      if (bytes === null) return;
      yield bytes;
    }
  }
  return () =>
    pipeline(Readable.from(parts()), createZstdDecompress({ chunkSize: pieceBytes }), () => {}) as Readable;
}
