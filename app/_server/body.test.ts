import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { type EndpointName, type Sent, send } from "./testing.ts";

/** Bodies that come packed are taken as if they had not, within the same limits. */

let key = "";

onRuntime(async (scope) => {
  key = (await createKey(scope, { name: "test", scopes: ["write"] })).key;
});

async function packed(name: EndpointName, body: BodyInit, of: Sent = {}) {
  const headers = { "content-type": "application/json", "content-encoding": "gzip", ...of.headers };
  const response = await send(name, { key, ...of, body, headers });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
  return { status: response.status, body: (await response.json()) as any };
}

const incident = JSON.stringify({ title: "Checkout is slow", startedAt: "2026-03-05T14:05:00Z" });

/** Zeros without end, and how much of them was taken. */
function bomb() {
  const piece = gzipSync(Buffer.alloc(64 * 1_048_576));
  const taken = { pieces: 0 };
  const body = new ReadableStream({
    pull(controller) {
      taken.pieces += 1;
      controller.enqueue(piece);
    },
  });
  return { body, taken };
}

describe("a body in gzip", () => {
  test("is unpacked, in one piece or several", async () => {
    expect(await packed("declareIncident", gzipSync(incident))).toMatchObject({
      status: 201,
      body: { title: "Checkout is slow" },
    });
    const bytes = gzipSync(incident);
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await packed("declareIncident", pieces)).status).toBe(201);
  });

  test("of an uploaded file is unpacked too", async () => {
    const file = "id,title,started_at\nA-1,Cart slow,2026-03-02T08:00:00Z\n";
    const { status, body } = await packed("uploadImport", gzipSync(file), {
      query: "?target=incidents",
      headers: { "content-type": "text/csv" },
    });
    expect([status, body.fileBytes, body.total]).toEqual([201, file.length, 1]);
  });

  test("that unpacks to more than the limit is refused, and read no further", async () => {
    const { body, taken } = bomb();
    const answer = await packed("declareIncident", body);
    expect(answer).toMatchObject({ status: 413, body: { detail: expect.stringContaining("2 MiB") } });
    expect(taken.pieces).toBeLessThan(10);
    expect((await packed("declareIncidents", bomb().body)).status).toBe(413);
  });

  test("that is none, or breaks off, is refused in words", async () => {
    const bytes = gzipSync(incident);
    for (const body of [incident, bytes.subarray(0, 20), Buffer.concat([bytes.subarray(0, 30), bytes])]) {
      const answer = await packed("declareIncident", body);
      expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining("gzip") } });
    }
    expect((await packed("declareIncident", gzipSync(Buffer.of(0xff, 0xfe)))).body.detail).toContain("UTF-8");
  });
});

test("a body in another encoding is refused with the one that is taken", async () => {
  const answer = await packed("declareIncident", brotliCompressSync(incident), {
    headers: { "content-encoding": "br" },
  });
  expect(answer).toMatchObject({
    status: 415,
    body: { detail: "The content encoding is br; send gzip, or the body as it is." },
  });
  const none = await packed("declareIncident", incident, { headers: { "content-encoding": "identity" } });
  expect(none.status).toBe(201);
});
