import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type Bytes, openBytes, refusalOf, zipOf } from "./testing-forms.ts";

/** Files that are small, or endless, and would be large to whoever reads on: refused in words, and soon. */

const megabyte = 1_048_576;
const letters = Buffer.alloc(megabyte, "a");
const rows = Buffer.from("1,a,2024-03-01,checkout\n".repeat(40_000));

async function* times(piece: Uint8Array, count: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i += 1) yield piece;
}

async function packed(bytes: AsyncIterable<Uint8Array>): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  for await (const part of Readable.from(bytes).pipe(createGzip({ level: 9 })))
    parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

async function* after(head: string, rest: AsyncIterable<Uint8Array>) {
  yield Buffer.from(head);
  yield* rest;
}

const twoGigabytes = 2_048;
const columns = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(",");

const hostile: [string, () => Promise<() => AsyncIterable<Uint8Array>>, RegExp][] = [
  ["a line of 2 GB", async () => () => times(letters, twoGigabytes), /longer than 4000000 characters/],
  [
    "2 GB of one line in a gz",
    async () => openBytes(await packed(times(letters, 256))),
    /longer than 4000000/,
  ],
  [
    "a million columns",
    async () => openBytes(`${columns(1_000_000)}\n`),
    /1000000 columns; at most 1000|longer than 4000000/,
  ],
  ["a million brackets", async () => openBytes("[".repeat(1_000_000)), /more than 200 deep/],
  [
    "a million objects in one another",
    async () => openBytes('[{"a":'.repeat(1_000_000)),
    /more than 200 deep/,
  ],
  [
    "one text of 2 GB in JSON",
    async () => () => after('[{"id":"', times(letters, twoGigabytes)),
    /longer than 64,000,000 characters/,
  ],
  [
    "a hundred thousand rows, each of a key of its own",
    async () => openBytes(JSON.stringify(Array.from({ length: 100_000 }, (_, i) => ({ [`k${i}`]: 1 })))),
    /more than 1,000 different keys/,
  ],
  [
    "rows of which a gz holds a thousand times its size",
    async () => openBytes(await packed(after("id,title,date,service\n", times(rows, 200)))),
    /250 times its size/,
  ],
  [
    "a zip in a zip",
    async () => openBytes(zipOf({ "inner.zip": zipOf({ "a.csv": "id,title\n1,a\n" }) })),
    /zip|archive/i,
  ],
];

describe("a hostile file is refused in words, in bounded memory and time", () => {
  test.each(hostile)("%s", async (_, made, words) => {
    const open = await made();
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 25);
    const began = performance.now();
    const said = await refusalOf(open).finally(() => clearInterval(watch));
    most = Math.max(most, process.memoryUsage.rss());
    expect(said).toMatch(words);
    // Generous: a machine may be busy, and the process does other things too.
    expect((most - before) / megabyte).toBeLessThan(400);
    expect(performance.now() - began).toBeLessThan(40_000);
  });
});
