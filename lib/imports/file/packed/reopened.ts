import { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";
import type { OpenBytes } from "../stored-file.ts";

/**
 * An archive is read from its end, and a file comes as a stream: the end is held, which is all of most files, and
 * what lies before it is read by opening the file again.
 */

const heldBytes = 33_554_432;

export class Reopened extends RandomAccessReader {
  private readonly open: OpenBytes;
  private readonly end: Buffer;
  readonly size: number;

  private constructor(open: OpenBytes, end: Buffer, size: number) {
    super();
    this.open = open;
    this.end = end;
    this.size = size;
  }

  static async of(open: OpenBytes): Promise<Reopened> {
    const held: Uint8Array[] = [];
    let bytes = 0;
    let size = 0;
    for await (const piece of open()) {
      held.push(piece);
      bytes += piece.length;
      size += piece.length;
      while (bytes - (held[0] as Uint8Array).length >= heldBytes)
        bytes -= (held.shift() as Uint8Array).length;
    }
    return new Reopened(open, Buffer.concat(held), size);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const from = start - (this.size - this.end.length);
    if (from >= 0) return Readable.from([this.end.subarray(from, from + end - start)], { objectMode: false });
    return Readable.from(range(this.open(), start, end), { objectMode: false });
  }
}

async function* range(bytes: AsyncIterable<Uint8Array>, start: number, end: number) {
  let at = 0;
  for await (const piece of bytes) {
    const from = Math.max(0, start - at);
    const to = Math.min(piece.length, end - at);
    if (from < to) yield Buffer.from(piece.buffer, piece.byteOffset + from, to - from);
    at += piece.length;
    if (at >= end) return;
  }
}
