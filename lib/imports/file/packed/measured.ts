import { refuse } from "../refuse.ts";

/** What comes out of an archive, within limits: a small file may unpack to more than any disk holds. */

const unpackedLimitBytes = 1_073_741_824;
/** Histories pack to a tenth or a fiftieth; what packs much better repeats itself, as only bombs do at this size. */
const mostRatio = 250;
const unsuspectedBytes = 33_554_432;

export async function* measured(
  source: AsyncIterable<Uint8Array>,
  packedBytes: () => number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > unpackedLimitBytes)
      throw refuse(
        "The file unpacks to more than 1 GB. Split it, and import the pieces one after the other.",
      );
    if (bytes > unsuspectedBytes && bytes > packedBytes() * mostRatio)
      throw refuse(
        `The file unpacks to more than ${mostRatio} times its size, as no history does. Unpack it, and import what is in it.`,
      );
    yield piece;
  }
}
