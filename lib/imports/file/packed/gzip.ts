import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isAppError } from "#lib/errors.ts";
import { refuse } from "../refuse.ts";
import type { OpenBytes } from "../stored-file.ts";
import { measured } from "./measured.ts";

/** What a gzip file holds, all of its members one after the other. */
export function gunzipped(open: OpenBytes): OpenBytes {
  return async function* () {
    let packed = 0;
    async function* counted() {
      for await (const piece of open()) {
        packed += piece.length;
        yield piece;
      }
    }
    const stream = pipeline(Readable.from(counted()), createGunzip({ chunkSize: 131_072 }), () => {});
    try {
      yield* measured(stream as Readable, () => packed);
    } catch (error) {
      if (isAppError(error)) throw error;
      const { code = "" } = error as { code?: string };
      if (!code.startsWith("Z_")) throw error;
      throw refuse(
        code === "Z_BUF_ERROR"
          ? "The gzip file breaks off before its end. Pack it again, or import it unpacked."
          : "The gzip file is damaged. Pack it again, or import it unpacked.",
      );
    }
  };
}
