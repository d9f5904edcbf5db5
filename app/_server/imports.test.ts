import { describe, expect, test } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { type EndpointName, json, type Sent, send as sendAs } from "./testing.ts";

let key = "";
let reader = "";

onRuntime(async (scope) => {
  key = (await createKey(scope, { name: "writes", scopes: ["write"] })).key;
  reader = (await createKey(scope, { name: "reads", scopes: ["read"] })).key;
});

const send = (name: EndpointName, of: Sent = {}) => sendAs(name, { key, ...of });

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
type Answer = Record<string, any>;

async function call(name: EndpointName, of: Sent = {}): Promise<{ status: number; body: Answer }> {
  const response = await send(name, of);
  return { status: response.status, body: (await response.json()) as Answer };
}

function form(content: string, fields: Record<string, string> = { target: "incidents" }): FormData {
  const data = new FormData();
  data.append("file", new File([content], "outages 2026.csv", { type: "text/csv" }));
  // After the file, as some programs send them.
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

const file = [
  "id,title,severity,started_at,services",
  "A-1,Cart slow,SEV1,2026-03-02T08:00:00Z,cart",
  "A-2,Search down,SEV3,2026-03-03T08:00:00Z,search",
  "A-3,=1+1,SEV3,,search",
  "",
].join("\n");

async function finished(
  id: string,
  states: readonly string[] = ["done", "failed", "undone"],
): Promise<Answer> {
  for (;;) {
    const { body } = await call("getImport", { params: { id } });
    if (states.includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("imports by REST", () => {
  test("a file goes from upload to undo", async () => {
    const sent = await send("uploadImport", { body: form(file) });
    expect(sent.status).toBe(201);
    const upload = (await sent.json()) as Answer;
    expect(sent.headers.get("location")).toBe(`/api/v1/imports/${upload.id}`);
    expect(upload).toMatchObject({ fileName: "outages 2026.csv", fileBytes: file.length, total: 3 });
    expect(upload.columns[0]).toMatchObject({ name: "id", filled: 3, samples: ["A-1", "A-2", "A-3"] });
    const params = { id: upload.id as string };

    const early = await call("runImport", { params });
    expect(early).toMatchObject({ status: 409, body: { detail: expect.stringContaining("plan") } });
    const open = await call("planImport", { params });
    expect(open.status).toBe(422);
    expect(open.body.errors.map(({ path }: Answer) => path)).toEqual([
      "answers.values.severity",
      "answers.createSystems",
    ]);

    const answers = { createSystems: true, values: { severity: { SEV1: 1, SEV3: 3 } } };
    const plan = await call("planImport", { params, ...json({ mapping: upload.mapping, answers }) });
    expect(plan).toMatchObject({ status: 200, body: { create: 2, refused: 1, state: "planned" } });
    expect(plan.body.firstStart).toBe("2026-03-02T08:00:00.000Z");

    expect((await call("runImport", { params })).status).toBe(202);
    const done = await finished(upload.id);
    expect(done).toMatchObject({ state: "done", created: 2, refused: 1, done: 3, total: 3 });
    const list = await call("listIncidents", { query: `?period=all&import=${upload.id}` });
    expect(list.body.total).toBe(2);
    expect(list.body.items.map(({ title }: Answer) => title)).toEqual(["Search down", "Cart slow"]);

    const refused = await send("refusedFile", { params });
    expect(refused.headers.get("content-disposition")).toContain('filename="outages 2026-refused.csv"');
    const text = await refused.text();
    expect(text).toContain("4,started_at: Impact began is missing.,A-3,'=1+1,SEV3,,search");

    expect((await call("undoImport", { params })).status).toBe(202);
    expect(await finished(upload.id, ["undone"])).toMatchObject({
      undo: { removed: 2, restored: 0, kept: 0 },
    });
    expect((await call("listIncidents", { query: "?period=all" })).body.total).toBe(0);
    expect((await call("listImports")).body.items.map(({ id }: Answer) => id)).toContain(upload.id);
  });

  test("a plan that other writes made untrue is made again, and shown before it runs", async () => {
    const content = file.replaceAll("A-", "B-");
    const { body: upload } = await call("uploadImport", { body: form(content) });
    const params = { id: upload.id as string };
    const answers = { createSystems: true };
    await call("planImport", { params, ...json({ answers, acceptProposals: true }) });
    const title = "Cart slow";
    const body = { source: "csv", externalId: "B-1", title, startedAt: "2026-03-02T08:00:00Z", severity: 2 };
    expect((await call("declareIncident", json(body))).status).toBe(201);
    const again = await call("runImport", { params });
    expect(again.status).toBe(409);
    expect(again.body.detail).toContain("changed since the preview");
    expect(again.body.current.plan).toMatchObject({ create: 1, update: 1 });
    expect((await call("runImport", { params })).status).toBe(202);
    expect(await finished(upload.id)).toMatchObject({ created: 1, updated: 1, refused: 1 });
  });

  test("a history with repeated columns, fillers and a list in brackets is stored whole by what was answered", async () => {
    const content = [
      "id,title,severity,started_at,resolved_at,services,services",
      "L-1,Cart slow,1,2026-03-02T08:00:00Z,TBD,basket,",
      'L-2,Search down,5,2026-03-03T08:00:00Z,keine Angabe,,"index (EU, US)"',
      "",
    ].join("\n");
    const { body: upload } = await call("uploadImport", { body: form(content) });
    expect(upload.mapping.fields.systems).toEqual({ from: "each", columns: ["services", "services (2)"] });
    const params = { id: upload.id as string };
    const open = await call("planImport", { params });
    expect(open.body.errors.map(({ path }: Answer) => path)).toEqual([
      "answers.unreadable",
      "answers.values.severity",
      "answers.createSystems",
    ]);
    const answers = {
      createSystems: true,
      unreadable: { TBD: "nothing", "keine Angabe": "nothing" },
      values: { severity: { "1": 1, "5": 5 } },
    };
    const plan = await call("planImport", { params, ...json({ answers }) });
    expect(plan.body).toMatchObject({ create: 2, refused: 0, remarks: 0 });
    expect(plan.body.newSystems.map(({ slug }: Answer) => slug)).toEqual(["basket", "index-eu-us"]);
    expect((await call("runImport", { params })).status).toBe(202);
    expect(await finished(upload.id)).toMatchObject({ state: "done", created: 2 });
  });

  test("the same bytes say when they came in before", async () => {
    const { body: first } = await call("uploadImport", { body: form("title,started_at\nx,2026-01-01\n") });
    const { body: second } = await call("uploadImport", { body: form("title,started_at\nx,2026-01-01\n") });
    expect(second.same).toMatchObject([{ id: first.id, state: "uploaded" }]);
  });

  test("a body may be the file itself", async () => {
    const { status, body } = await call("uploadImport", {
      body: file,
      query: "?target=incidents&fileName=a.csv",
      headers: { "content-type": "text/csv" },
    });
    expect({ status, name: body.fileName }).toEqual({ status: 201, name: "a.csv" });
  });

  test.each([
    ["no target", form(file, {}), 422, "target"],
    ["an unknown target", form(file, { target: "tickets" }), 422, "target"],
    ["no file", formOf({ target: "incidents" }), 422, "file"],
    ["an empty file", form(""), 422, "file"],
    ["a workbook", form("PK\u0003\u0004rest"), 422, "file"],
    ["an unknown field", form(file, { target: "incidents", zone: "UTC" }), 422, ""],
  ])("refuses %s in words", async (_, body, status, path) => {
    const before = (await call("listImports")).body.items.length;
    const refused = await call("uploadImport", { body });
    expect(refused.status).toBe(status);
    expect(refused.body.errors[0].path).toBe(path);
    expect((await call("listImports")).body.items).toHaveLength(before);
  });

  test("a form that breaks off, or is none, is a bad request and no fault", async () => {
    const broken =
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nid,title\r\n1,';
    for (const body of [broken, "--x", "nonsense", ""]) {
      const type = { "content-type": "multipart/form-data; boundary=x" };
      const { status } = await call("uploadImport", { body, headers: type });
      expect([400, 422], body).toContain(status);
    }
    const { status } = await call("uploadImport", {
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(status).toBe(415);
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(broken));
        controller.error(new Error("gone"));
      },
    });
    const gone = await call("uploadImport", {
      body: stream,
      headers: { "content-type": "multipart/form-data; boundary=x" },
    });
    expect(gone.status).toBe(400);
  });

  test("imports are not for those who only read", async () => {
    const headers = { authorization: `Bearer ${reader}` };
    expect((await call("uploadImport", { body: form(file), headers })).status).toBe(403);
    expect((await call("listImports", { headers })).status).toBe(403);
  });

  test("a mapping is kept under a name, and forgotten", async () => {
    const mapping = { fields: { title: { from: "column", column: "What" } } };
    const saved = await call("saveMapping", json({ name: "Ours", target: "incidents", mapping }));
    expect(saved.status).toBe(200);
    const again = await call("saveMapping", json({ name: "Ours", target: "incidents", mapping }));
    expect(again.body).toMatchObject({ id: saved.body.id, version: 1 });
    const { body } = await call("listMappings", { query: "?target=incidents" });
    expect(body.items).toMatchObject([{ name: "Ours", mapping: { ...mapping, customFields: [] } }]);
    await call("removeMapping", { params: { id: saved.body.id } });
    expect((await call("listMappings")).body.items).toEqual([]);
  });

  test("what is not there is 404, and what cannot be is 409", async () => {
    const params = { id: "imp_nowhere" };
    for (const name of ["getImport", "runImport", "undoImport", "cancelImport", "refusedFile"] as const)
      expect((await send(name, { params })).status, name).toBe(404);
    const { body } = await call("uploadImport", { body: form(file) });
    for (const name of ["undoImport", "cancelImport"] as const)
      expect((await send(name, { params: { id: body.id } })).status, name).toBe(409);
  });
});

function formOf(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}
