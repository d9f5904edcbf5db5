import { describe, expect, test } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { contract } from "./contract.ts";
import type { Endpoint } from "./endpoint.ts";
import { openApi } from "./openapi.ts";
import { type EndpointName, type Sent, send } from "./testing.ts";

let key = "";

onRuntime(async (scope) => {
  key = (await createKey(scope, { name: "test", scopes: ["write"] })).key;
});

async function call(name: EndpointName, of: Sent = {}) {
  const response = await send(name, {
    key,
    ...of,
    headers: {
      ...(of.body === undefined ? {} : { "content-type": "application/json" }),
      ...of.headers,
    },
  });
  return {
    status: response.status,
    headers: response.headers,
    // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
    body: (await response.json()) as Record<string, any>,
  };
}

const incident = {
  source: "pager",
  externalId: "P-1",
  title: "Checkout is slow",
  startedAt: "2026-03-05T14:05:00+01:00",
};

describe("incidents over REST", () => {
  test("the same incident twice is created, then unchanged", async () => {
    const first = await call("declareIncident", { body: JSON.stringify(incident) });
    const second = await call("declareIncident", { body: JSON.stringify(incident) });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(first.headers.get("location")).toBe(`/api/v1/incidents/${first.body.number}`);
    expect(second.body).toMatchObject({ number: first.body.number, version: first.body.version });
    expect(first.body.startedAt).toBe("2026-03-05T13:05:00.000Z");
  });

  test("an unknown field is refused by its name", async () => {
    const { status, body, headers } = await call("declareIncident", {
      body: JSON.stringify({ ...incident, sevrity: 1 }),
    });
    expect(status).toBe(422);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body.errors).toEqual([{ path: "sevrity", message: expect.stringContaining("not a known field") }]);
  });

  test("a wrong value is refused by its path", async () => {
    const { status, body } = await call("declareIncident", {
      body: JSON.stringify({ ...incident, severity: 7, systems: [{ slug: "nowhere" }] }),
    });
    expect(status).toBe(422);
    expect(body.errors[0].path).toBe("severity");
  });

  test("a stale version is a conflict that holds the present record", async () => {
    const { body } = await call("declareIncident", {
      body: JSON.stringify({ ...incident, externalId: "P-2" }),
    });
    const params = { key: String(body.number) };
    const patch = (version: number, more: object) =>
      call("updateIncident", { params, body: JSON.stringify({ version, ...more }) });
    expect((await patch(1, { severity: 1 })).body).toMatchObject({ version: 2, severity: 1 });
    const stale = await patch(1, { severity: 3 });
    expect(stale.status).toBe(409);
    expect(stale.body.current).toMatchObject({ version: 2, severity: 1 });
    const byHeader = await call("updateIncident", {
      params,
      body: JSON.stringify({ severity: 4 }),
      headers: { "if-match": '"2"' },
    });
    expect(byHeader.body).toMatchObject({ version: 3, severity: 4 });
  });

  test("what is no JSON is 400, what is no text 400, what is of another type 415", async () => {
    expect((await call("declareIncident", { body: "{ title: " })).status).toBe(400);
    expect((await call("declareIncident", { body: new Uint8Array([0xff, 0xfe, 0xfd]) })).status).toBe(400);
    expect(
      (
        await call("declareIncident", {
          body: "title=x",
          headers: { "content-type": "application/x-www-form-urlencoded" },
        })
      ).status,
    ).toBe(415);
  });

  test("50 MB are refused, announced or not", async () => {
    const megabyte = new TextEncoder().encode(" ".repeat(1_048_576));
    const stream = () => {
      let sent = 0;
      return new ReadableStream({
        pull(controller) {
          if (sent === 50) controller.close();
          else controller.enqueue(megabyte);
          sent += 1;
        },
      });
    };
    expect((await call("declareIncident", { body: stream() })).status).toBe(413);
    expect((await call("declareIncidents", { body: stream() })).status).toBe(413);
    expect(
      (await call("declareIncidents", { body: "{}", headers: { "content-length": "52428800" } })).status,
    ).toBe(413);
  });

  test("5,000 in a batch with 10 bad ones: 4,990 are stored, 10 told by index and path; atomic stores none", async () => {
    const items = Array.from({ length: 5000 }, (_, i) => ({
      source: "batch",
      externalId: String(i),
      title: `Incident ${i}`,
      startedAt: i % 500 === 7 ? "soon" : "2026-04-01T00:00:00Z",
    }));
    const atomic = await call("declareIncidents", { query: "?atomic=true", body: JSON.stringify({ items }) });
    expect(atomic.status).toBe(422);
    expect((await call("listIncidents", { query: "?source=batch" })).body.total).toBe(0);

    const { status, body } = await call("declareIncidents", { body: JSON.stringify({ items }) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 4990, updated: 0, unchanged: 0 });
    expect(body.refused).toHaveLength(10);
    expect(body.refused[0]).toMatchObject({ index: 7, errors: [{ path: "startedAt" }] });
    expect((await call("listIncidents", { query: "?source=batch" })).body.total).toBe(4990);

    const lines = items
      .slice(0, 4999)
      .map((item) => JSON.stringify(item))
      .join("\n");
    const again = await call("declareIncidents", {
      body: `${lines}\nnot json\n`,
      headers: { "content-type": "application/x-ndjson" },
    });
    expect(again.body).toMatchObject({ created: 0, updated: 0, unchanged: 4989 });
    expect(again.body.refused.at(-1)).toMatchObject({ index: 4999 });

    const tooMany = await call("declareIncidents", { body: JSON.stringify({ items: [...items, items[0]] }) });
    expect(tooMany.status).toBe(422);
  });

  test("a deleted incident is out of the list and can be brought back", async () => {
    const { body } = await call("declareIncident", {
      body: JSON.stringify({ ...incident, source: "gone", externalId: "1" }),
    });
    const params = { key: String(body.number) };
    const total = async () => (await call("listIncidents", { query: "?source=gone" })).body.total;
    expect((await call("deleteIncident", { params })).body.deletedAt).not.toBeNull();
    expect(await total()).toBe(0);
    expect((await call("restoreIncident", { params })).status).toBe(200);
    expect(await total()).toBe(1);
  });

  test("a POST is in the next overview", async () => {
    const before = (await call("overview", { query: "?source=next" })).body.incidents;
    await call("declareIncident", { body: JSON.stringify({ ...incident, source: "next", externalId: "1" }) });
    expect((await call("overview", { query: "?source=next" })).body.incidents).toBe(before + 1);
  });

  test("a page follows the one before it", async () => {
    const first = await call("listIncidents", { query: "?source=batch&limit=500&sort=number" });
    const second = await call("listIncidents", {
      query: `?source=batch&limit=500&sort=number&cursor=${first.body.next}`,
    });
    expect(second.body.items[0].number).toBeGreaterThan(first.body.items.at(-1).number);
    expect((await call("listIncidents", { query: "?limit=501" })).status).toBe(422);
    expect((await call("listIncidents", { query: "?cursor=nonsense" })).status).toBe(422);
  });

  test("no key, a wrong key and a missing record are told apart", async () => {
    expect((await call("listIncidents", { headers: { authorization: "Bearer flt_wrong" } })).status).toBe(
      401,
    );
    expect((await call("getIncident", { params: { key: "999999" } })).status).toBe(404);
    expect((await call("getIncident", { params: { key: "INC-1" } })).status).toBe(200);
    expect((await call("audit")).status).toBe(403);
  });
});

test("the OpenAPI document tells every endpoint with its shapes", () => {
  const document = openApi() as {
    paths: Record<string, Record<string, { requestBody?: unknown; responses: Record<string, unknown> }>>;
  };
  for (const { method, path, body, upload } of Object.values(contract) as unknown as Endpoint[]) {
    const operation = document.paths[path]?.[method.toLowerCase()];
    expect(operation, `${method} ${path}`).toBeDefined();
    expect(operation!.requestBody !== undefined).toBe(body !== undefined || upload === true);
  }
  const declare = JSON.stringify(document.paths["/incidents"]!.post);
  for (const field of ["lostOrders", "aiInvolvement", "highBlastReasons", "date-time"])
    expect(declare).toContain(field);
});
