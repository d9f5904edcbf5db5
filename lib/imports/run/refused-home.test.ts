import { describe, expect, test } from "vitest";
import { readCsv } from "#lib/csv/read.ts";
import type { Separator } from "#lib/csv/separators.ts";
import { csvLine } from "#lib/csv/write.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import type { Answers, Mapping } from "../mapping/schema.ts";
import { refusedFile } from "../operations.ts";
import { getImport } from "../read.ts";
import type { Import } from "../schema.ts";
import { importedNumbers } from "./read.ts";
import { work } from "./run.ts";
import { planStaged, receiveImport } from "./stage.ts";
import { beginRun, beginUndo } from "./write.ts";

/** As a program for tables writes it in Germany. */
function western(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const header = ["Kennung", "Titel", "Beginn", "Ende", "Stufe", "Verlorene Aufträge", "Rückgang", "Anmerkung"];
const german = [
  header,
  [
    "S-1",
    "Störung im Warenkorb",
    "25.03.2026 08:00",
    "25.03.2026 09:30",
    "hoch",
    "1.234.567",
    "12,5",
    "äußerst",
  ],
  ["S-2", "", "04.03.2026 08:00", "04.03.2026 09:00", "hoch", "1.500", "10,5", "ohne Titel"],
  ["S-3", "Suche gestört", "", "06.03.2026 10:00", "niedrig", "2.000", "1,250", "ohne Beginn"],
  ["S-1", "Zahlung gestört", "07.03.2026 08:00", "07.03.2026 09:00", "niedrig", "3.000", "2,5", "Kennung"],
  ["S-5", "Bilder fehlen", "08.03.2026 08:00", "", "niedrig", "4 oder 5", "3,5", "keine Zahl"],
];
const column = (name: string) => ({ from: "column" as const, column: name });
const mapping: Mapping = {
  profile: null,
  fields: {
    source: { from: "constant", value: "Störungsbuch" },
    externalId: column("Kennung"),
    title: column("Titel"),
    startedAt: column("Beginn"),
    resolvedAt: column("Ende"),
    severity: column("Stufe"),
    lostOrders: column("Verlorene Aufträge"),
    orderDropPercent: column("Rückgang"),
  },
  customFields: ["Anmerkung"],
};
const answers: Answers = {
  zone: "Europe/Berlin",
  values: { severity: { hoch: 1, niedrig: 4 } },
  repeatedKey: { keep: "none" },
  absentEnd: "unknown",
  unreadable: { "4 oder 5": "refuse" },
};

type Sent = { bytes: Uint8Array; fileName?: string; mapping?: Mapping };

const received = (scope: Scope, { bytes, fileName = "stoerungen.csv", mapping: given }: Sent) =>
  receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName,
    bytes: once(bytes),
    mapping: given,
  });

async function ran(scope: Scope, id: string): Promise<Import> {
  await beginRun(scope, { id });
  await work(scope, id);
  return getImport(scope, { id });
}

async function first(scope: Scope): Promise<Import> {
  const bytes = western(german.map((row) => csvLine(row, ";")).join(""));
  const { id } = await received(scope, { bytes, mapping });
  await planStaged(scope, id, { answers });
  return ran(scope, id);
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** The refused rows of an import as a spreadsheet shows them. */
async function refusedOf(scope: Scope, { id }: { id: string }): Promise<string[][]> {
  const text = await textOf((await refusedFile(scope, { id })).text);
  const opened = await readCsv(once(new TextEncoder().encode(text)));
  if (!opened.ok) throw new Error(opened.refusal.reason);
  const rows = [opened.columns];
  for await (const batch of opened.batches) rows.push(...batch.rows.map(({ cells }) => cells));
  return rows;
}

/** Each row put right where it was wrong, by the names of columns. */
function mended([columns, ...rows]: string[][]): string[][] {
  const right: Record<string, Record<string, string>> = {
    "ohne Titel": { Titel: "Kasse gestört" },
    "ohne Beginn": { Beginn: "06.03.2026 09:00" },
    Kennung: { Kennung: "S-4" },
    "keine Zahl": { "Verlorene Aufträge": "4.000" },
  };
  const note = columns!.indexOf("Anmerkung");
  return [
    columns!,
    ...rows.map((row) =>
      row.map((cell, index) => right[row[note] as string]?.[columns![index] as string] ?? cell),
    ),
  ];
}

const asText = (rows: string[][], separator: Separator = ",") =>
  rows.map((row) => csvLine(row, separator)).join("");

/** What is stored of an import, whatever its number. */
async function storedBy(scope: Scope, { id }: { id: string }) {
  const numbers = await importedNumbers(scope, { target: "incidents", ids: [id] });
  const found = await incidentsByNumber(scope, { numbers: [...numbers] });
  return found
    .map(
      ({
        title,
        startedAt,
        resolvedAt,
        severity,
        lostOrders,
        orderDropPercent,
        source,
        externalId,
        customFields,
      }) => ({
        externalId,
        title,
        startedAt: startedAt.toISOString(),
        resolvedAt: resolvedAt?.toISOString() ?? null,
        severity,
        lostOrders,
        orderDropPercent,
        source,
        customFields,
      }),
    )
    .sort((a, b) => (a.externalId! < b.externalId! ? -1 : 1));
}

/** As a German reads the file. */
const right = [
  [
    "S-2",
    "Kasse gestört",
    "2026-03-04T07:00:00.000Z",
    "2026-03-04T08:00:00.000Z",
    1,
    1500,
    10.5,
    "ohne Titel",
  ],
  [
    "S-3",
    "Suche gestört",
    "2026-03-06T08:00:00.000Z",
    "2026-03-06T09:00:00.000Z",
    4,
    2000,
    1.25,
    "ohne Beginn",
  ],
  ["S-4", "Zahlung gestört", "2026-03-07T07:00:00.000Z", "2026-03-07T08:00:00.000Z", 4, 3000, 2.5, "Kennung"],
  ["S-5", "Bilder fehlen", "2026-03-08T07:00:00.000Z", null, 4, 4000, 3.5, "keine Zahl"],
].map(([externalId, title, startedAt, resolvedAt, severity, lostOrders, orderDropPercent, note]) => ({
  externalId,
  title,
  startedAt,
  resolvedAt,
  severity,
  lostOrders,
  orderDropPercent,
  source: "Störungsbuch",
  customFields: { Anmerkung: note },
}));

describe("refused rows that come home", () => {
  test("are read as they were then, without a word, and stored whole", async () => {
    const scope = await testScope();
    const origin = await first(scope);
    expect(origin).toMatchObject({ created: 1, refused: 4, comesFrom: null });
    const rows = mended(await refusedOf(scope, origin));
    const home = await received(scope, {
      bytes: Buffer.from(asText(rows)),
      fileName: "stoerungen-refused.csv",
    });
    const { id, fileName, finishedAt } = origin;
    expect(home.comesFrom).toEqual({ id, fileName, finishedAt });
    expect(home.mapping).toEqual(mapping);
    expect(home.answers).toMatchObject({ ...answers, orders: { startedAt: "dmy", resolvedAt: "dmy" } });
    expect(home.inspection).toMatchObject({ unused: [], notTaken: [] });
    expect(home.inspection?.columns.map(({ column: name }) => name)).toEqual(header);
    const planned = await planStaged(scope, home.id);
    expect(planned.plan).toMatchObject({ create: 4, refused: 0, skipped: 0 });
    const done = await ran(scope, home.id);
    expect(done).toMatchObject({ created: 4, refused: 0 });
    expect(await storedBy(scope, done)).toEqual(right);
  });

  const spoilt: Record<string, (rows: string[][], origin: Import) => Uint8Array> = {
    "with semicolons, in letters of the west": (rows) => western(asText(rows, ";")),
    "as UTF-16 with tabs": (rows) => Buffer.from(`\ufeff${asText(rows, "\t")}`, "utf16le"),
    "with its columns the other way round": (rows) =>
      Buffer.from(asText(rows.map((row) => row.toReversed()))),
    "without the column of lines": (rows) => Buffer.from(asText(rows.map((row) => row.slice(1)))),
    "without the column of reasons": (rows) =>
      Buffer.from(asText(rows.map((row) => row.filter((_, index) => index !== 1)))),
    "with empty columns and rows": (rows) => {
      const wide = rows.map((row) => [...row, "", ""]);
      return Buffer.from(asText([...wide, wide[0]!.map(() => ""), wide[0]!.map(() => "")]));
    },
    "with names of columns in capitals": ([columns, ...rows]) =>
      Buffer.from(asText([columns!.map((name) => name.toUpperCase()), ...rows])),
    "as an earlier release wrote it, which named no import": ([columns, ...rows]) =>
      Buffer.from(asText([["Refused on line", "Refused because", ...columns!.slice(2)], ...rows])),
  };

  test.each(Object.entries(spoilt))("may come %s", async (_, spoil) => {
    const scope = await testScope();
    const origin = await first(scope);
    const home = await received(scope, { bytes: spoil(mended(await refusedOf(scope, origin)), origin) });
    expect(home.comesFrom?.id).toBe(origin.id);
    await planStaged(scope, home.id);
    const done = await ran(scope, home.id);
    expect(done).toMatchObject({ created: 4, refused: 0 });
    const kept = (customFields: object | null) => Object.values(customFields ?? {});
    const stored = await storedBy(scope, done);
    expect(stored.map((one) => ({ ...one, customFields: kept(one.customFields) }))).toEqual(
      right.map((one) => ({ ...one, customFields: kept(one.customFields) })),
    );
  });

  test("change nothing when they come twice, and are taken back by themselves", async () => {
    const scope = await testScope();
    const origin = await first(scope);
    const bytes = Buffer.from(asText(mended(await refusedOf(scope, origin))));
    const once = await received(scope, { bytes });
    await planStaged(scope, once.id);
    await ran(scope, once.id);
    const twice = await received(scope, { bytes });
    await planStaged(scope, twice.id);
    expect(await ran(scope, twice.id)).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    await beginUndo(scope, { id: once.id });
    await work(scope, once.id);
    expect(await getImport(scope, { id: once.id })).toMatchObject({ undo: { removed: 4, kept: 0 } });
    expect(await storedBy(scope, origin)).toMatchObject([{ externalId: "S-1" }]);
  });

  test("come out again where they are still wrong, with the same two columns before their own", async () => {
    const scope = await testScope();
    const origin = await first(scope);
    const rows = await refusedOf(scope, origin);
    const home = await received(scope, { bytes: Buffer.from(asText(rows)) });
    await planStaged(scope, home.id);
    // The key that stood twice stands alone now: it is still another row's.
    const done = await ran(scope, home.id);
    expect(done).toMatchObject({ created: 0, updated: 0, refused: 4 });
    const [columns, ...again] = await refusedOf(scope, done);
    expect(columns).toEqual(["Refused on line", `Refused because (import ${done.id})`, ...header]);
    expect(again.map((row) => row.slice(2))).toEqual(rows.slice(1).map((row) => row.slice(2)));
    const next = await received(scope, { bytes: Buffer.from(asText([columns!, ...again])) });
    expect(next.comesFrom?.id).toBe(done.id);
    expect(next.mapping).toEqual(mapping);
    expect((await planStaged(scope, next.id)).plan?.refusedSample).toContainEqual({
      line: 4,
      reasons: [
        {
          column: null,
          value: "S-1",
          reason:
            "The same key is that of line 2 of stoerungen.csv, which is stored and says something else.",
        },
      ],
    });
  });

  test("are asked about where a spreadsheet wrote their dates anew", async () => {
    const scope = await testScope();
    const origin = await first(scope);
    const rows = mended(await refusedOf(scope, origin)).map((row) =>
      row.map((cell) => cell.replace(/^(\d\d)\.(\d\d)\.2026/, "$2/$1/2026").replace("03/08/", "03/28/")),
    );
    const home = await received(scope, { bytes: Buffer.from(asText(rows)) });
    expect(home.answers.orders).toEqual({ resolvedAt: "dmy" });
    const refusal = await planStaged(scope, home.id).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      errors: [
        {
          path: "answers.orders.startedAt",
          message: expect.stringMatching(/day\/month\/year.*“03\/28\/2026 08:00” on line 5/s),
        },
      ],
    });
  });

  test("ask what was not met before, and nothing else", async () => {
    const scope = await testScope();
    const origin = await first(scope);
    const rows = mended(await refusedOf(scope, origin)).map((row) =>
      row.map((cell) => (cell === "niedrig" ? "gering" : cell)),
    );
    const home = await received(scope, { bytes: Buffer.from(asText(rows)) });
    const refusal = await planStaged(scope, home.id).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      errors: [{ path: "answers.values.severity", message: expect.stringContaining("“gering”") }],
    });
  });

  test("say what they lost on their way", async () => {
    const scope = await testScope();
    const origin = await first(scope);
    const rows = mended(await refusedOf(scope, origin));
    const lost = rows[0]!.indexOf("Ende");
    const home = await received(scope, {
      bytes: Buffer.from(asText(rows.map((row) => row.filter((_, index) => index !== lost)))),
    });
    expect(home.inspection?.notTaken).toEqual(["The file has no column Ende: Resolved is not read."]);
    expect(home.answers.orders).toEqual({ startedAt: "dmy" });
    await planStaged(scope, home.id);
    expect(await ran(scope, home.id)).toMatchObject({ created: 4 });
  });
});

describe("an import that is to be like another", () => {
  const table = (...rows: string[]) => Buffer.from(`${rows.join("\n")}\n`);
  const january = table("Name,When,How bad", "Slow,25.01.2026 08:00,hot", "Down,26.01.2026 08:00,cold");
  const february = table("Name,When,How bad,Where", "Slower,05.02.2026 08:00,hot,x");
  const told: Answers = { zone: "UTC", values: { severity: { hot: 1, cold: 4 } }, absentEnd: "unknown" };
  const columns: Mapping = {
    profile: null,
    fields: { title: column("Name"), startedAt: column("When"), severity: column("How bad") },
    customFields: [],
  };

  test("takes its columns, its answers and what its file settled, as it comes in or later", async () => {
    const scope = await testScope();
    const { id } = await received(scope, { bytes: january, mapping: columns });
    await planStaged(scope, id, { answers: told });
    const said = () => ({ target: "incidents" as const, like: id });
    const other = await receiveImport(scope, { said, fileName: "b.csv", bytes: once(february) });
    expect(other).toMatchObject({
      comesFrom: null,
      mapping: columns,
      answers: { ...told, orders: { startedAt: "dmy" } },
    });
    expect((await planStaged(scope, other.id)).plan).toMatchObject({ create: 1, months: { "2026-02": 1 } });
    const later = await received(scope, { bytes: february });
    const { mapping, answers, plan } = await planStaged(scope, later.id, { like: id });
    expect({ mapping, answers, plan }).toMatchObject({
      mapping: columns,
      answers: { orders: { startedAt: "dmy" } },
      plan: { create: 1, months: { "2026-02": 1 } },
    });
  });

  test("has to be of the same kind", async () => {
    const scope = await testScope();
    const { id } = await received(scope, { bytes: january, mapping: columns });
    for (const [like, words] of [
      [id, "are incidents, not systems"],
      ["imp_nowhere", "no import imp_nowhere"],
    ] as const) {
      const said = () => ({ target: "systems" as const, like });
      const refusal = await receiveImport(scope, { said, fileName: "b.csv", bytes: once(february) }).catch(
        (error: unknown) => error,
      );
      expect(refusal).toMatchObject({ errors: [{ path: "like", message: expect.stringContaining(words) }] });
    }
  });
});
