import { expect, test } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { type EndpointName, json, type Sent, send as sendAs } from "./testing.ts";

let key = "";

onRuntime(async (scope) => {
  key = (await createKey(scope, { name: "writes", scopes: ["write"] })).key;
});

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
type Answer = Record<string, any>;

async function call(name: EndpointName, of: Sent = {}): Promise<Answer> {
  return (await (await sendAs(name, { key, ...of })).json()) as Answer;
}

function form(bytes: string | Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  data.append("file", new File([bytes], "Störungen.csv"));
  for (const [name, value] of Object.entries({ target: "incidents", ...fields })) data.append(name, value);
  return data;
}

async function finished(id: string): Promise<Answer> {
  for (;;) {
    const body = await call("getImport", { params: { id } });
    if (["done", "failed", "undone"].includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const german = [
  "Nummer;Titel;Beginn;Schwere;Umsatzrückgang",
  "N-1;Kasse träge;25.01.2026 08:00;hoch;1.234,5",
  "N-2;;03.02.2026 08:00;hoch;10,250",
  "N-3;Suche gestört;;mäßig;2,5",
  "",
].join("\r\n");

const column = (name: string) => ({ from: "column", column: name });
const mapping = {
  profile: null,
  fields: {
    externalId: column("Nummer"),
    title: column("Titel"),
    startedAt: column("Beginn"),
    severity: column("Schwere"),
    orderDropPercent: column("Umsatzrückgang"),
  },
  customFields: [],
};
const answers = {
  zone: "Europe/Berlin",
  values: { severity: { hoch: 1, mäßig: 3 } },
  absentEnd: "unknown",
  unreadable: { "*": "refuse" },
};

test("refused rows of a German file are fetched, mended, sent back, and stored with nothing said again", async () => {
  const first = await call("uploadImport", { body: form(new Uint8Array(Buffer.from(german, "latin1"))) });
  expect(first.comesFrom).toBeNull();
  const params = { id: first.id as string };
  const open = await call("planImport", { params, ...json({ mapping, answers: { zone: "UTC" } }) });
  expect(open.errors).toContainEqual({
    path: "answers.values.severity",
    message: expect.stringContaining("Open: “hoch”, “mäßig”."),
  });
  // 1.234,5 percent is more than there can be.
  expect((await call("planImport", { params, ...json({ answers }) })).refused).toBe(3);
  await sendAs("runImport", { key, params });
  await finished(first.id);

  const list = await (await sendAs("refusedFile", { key, params })).text();
  expect(list.split("\r\n")[0]).toBe(
    `Refused on line,Refused because (import ${first.id}),Nummer,Titel,Beginn,Schwere,Umsatzrückgang`,
  );
  const mended = list
    .replace(
      'N-1,Kasse träge,25.01.2026 08:00,hoch,"1.234,5"',
      'N-1,Kasse träge,05.01.2026 08:00,hoch,"12,5"',
    )
    .replace("N-2,,", "N-2,Kasse weg,")
    .replace("Suche gestört,,", "Suche gestört,04.02.2026 08:00,");
  const home = await call("uploadImport", { body: form(mended) });
  expect(home).toMatchObject({
    comesFrom: { id: first.id, fileName: "Störungen.csv" },
    mapping,
    answers,
    inspection: { unused: [] },
  });
  expect(await call("planImport", { params: { id: home.id } })).toMatchObject({ create: 3, refused: 0 });
  await sendAs("runImport", { key, params: { id: home.id } });
  expect(await finished(home.id)).toMatchObject({ state: "done", created: 3, refused: 0 });
  const { items } = await call("listIncidents", { query: `?period=all&import=${home.id}` });
  const told = items.map(({ title, startedAt, severity, orderDropPercent }: Answer) => [
    title,
    startedAt,
    severity,
    orderDropPercent,
  ]);
  expect(told).toEqual([
    ["Suche gestört", "2026-02-04T07:00:00.000Z", 3, 2.5],
    ["Kasse weg", "2026-02-03T07:00:00.000Z", 1, 10.25],
    ["Kasse träge", "2026-01-05T07:00:00.000Z", 1, 12.5],
  ]);
});

test("an upload may say which import it is like", async () => {
  const file = (day: string) => `Name,When,How\nSlow,${day}.2026 08:00,hot\n`;
  const first = await call("uploadImport", { body: form(file("25.01")) });
  const fields = { title: column("Name"), startedAt: column("When"), severity: column("How") };
  const said = { zone: "UTC", values: { severity: { hot: 2 } } };
  await call("planImport", {
    params: { id: first.id },
    ...json({ mapping: { profile: null, fields, customFields: [] }, answers: said }),
  });
  const other = await call("uploadImport", { body: form(file("03.02"), { like: first.id }) });
  expect(other).toMatchObject({ mapping: { fields }, answers: { ...said, orders: { startedAt: "dmy" } } });
  const plan = await call("planImport", { params: { id: other.id } });
  expect(plan).toMatchObject({ create: 1, months: { "2026-02": 1 } });
  const none = await call("uploadImport", { body: form(file("04.02"), { like: "imp_nowhere" }) });
  expect(none.errors[0].path).toBe("like");
});
