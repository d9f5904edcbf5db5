import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openApi } from "#app/_server/openapi.ts";
import { sendTo } from "#app/_server/testing.ts";
import { copyOfTemplate } from "#db/testing.ts";
import { createKey } from "#lib/access/api-keys/write.ts";
import { systemActor } from "#lib/actor.ts";
import { closeRuntime, scopeFor } from "#lib/runtime.ts";
import { addressOf, type Document, pathsOf, requestsOf, type Sent } from "./requests.ts";

/** Whatever is sent to the API, the answer is an answer or a refusal, never a fault. */

const requestsEach = Number(process.env.FUZZ_REQUESTS ?? 60);
let key = "";
let drop: () => Promise<void>;
const faults: unknown[] = [];

beforeAll(async () => {
  const copy = await copyOfTemplate();
  drop = copy.drop;
  process.env.DATABASE_URL = copy.url;
  delete process.env.BASE_URL;
  key = (await createKey(await scopeFor(systemActor("test")), { name: "fuzz", scopes: ["admin"] })).key;
  const { log } = await import("#lib/log.ts");
  vi.spyOn(log, "error").mockImplementation((...told: unknown[]) => void faults.push(told[0]));
  await seed();
});

afterAll(async () => {
  await closeRuntime();
  await drop();
});

async function send(sent: Sent): Promise<Response> {
  return sendTo(sent.method, addressOf(sent), {
    key,
    headers: {
      "content-type": sent.contentType,
      ...(sent.ifMatch === undefined ? {} : { "if-match": sent.ifMatch }),
    },
    body: sent.body?.toWellFormed(),
  });
}

/** A few records for the requests to find. */
async function seed(): Promise<void> {
  const plain = {
    params: {},
    query: "",
    contentType: "application/json",
    ifMatch: undefined,
    method: "POST",
  };
  const system = { slug: "checkout", name: "Checkout", tier: 1 };
  const change = { title: "Release", deployedAt: "2026-03-05T13:00:00Z", system: "checkout" };
  const incident = { title: "Down", startedAt: "2026-03-05T13:05:00Z", systems: [{ slug: "checkout" }] };
  for (const [path, body] of Object.entries({
    "/systems": system,
    "/changes": change,
    "/incidents": incident,
  }))
    expect((await send({ ...plain, path, body: JSON.stringify(body) })).status).toBe(201);
}

const names = ["1", "INC-1", "checkout", "2", "CHG-1"];
const operations = Object.entries(pathsOf(openApi() as unknown as Document)).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation, names })),
);

describe("no request makes a fault", () => {
  test.each(operations.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one] as const))(
    "%s",
    { timeout: 60_000 },
    async (_, operation) => {
      await fc.assert(
        fc.asyncProperty(requestsOf(operation), async (sent) => {
          faults.length = 0;
          const response = await send(sent);
          expect([addressOf(sent), response.status, faults.map(String)]).toEqual([
            addressOf(sent),
            expect.toSatisfy((status: number) => status < 500),
            [],
          ]);
          await response.arrayBuffer();
        }),
        { numRuns: requestsEach },
      );
    },
  );
});
