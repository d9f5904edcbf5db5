import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeFields } from "#db/fields/changes.ts";
import { type Field, type Fields, inPlace } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import type { RawRow } from "#db/scan.ts";
import { changes } from "#db/schema/changes.ts";
import { incidents } from "#db/schema/incidents.ts";
import { asyncProperty } from "#db/testing.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { testScope } from "#lib/testing.ts";
import { listIncidents } from "../incidents.ts";
import { Bytes, ClosedList, Codes, Floats, Lists } from "./columns.ts";
import { rowsOf, Words } from "./fields.ts";

/** Around each width that a number could be cut to, and what is no number at all. */
const edges = [0, 1, 2, 127, 128, 255, 256, 257, 300, 1000, 32_767, 32_768, 65_535, 65_536, 65_537]
  .concat([2 ** 24 + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1, 2 ** 53])
  .concat([0.5, 1.1, 1e-300, Number.MAX_VALUE])
  .flatMap((value) => [value, -value]);
const noNumber = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const anyNumber = fc.oneof(
  noNumber,
  fc.constantFrom(...edges),
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
);

/** Sets a value, and says what stands there: the value itself, unless it was refused and nothing changed. */
function keptOrRefused(of: { value: unknown; set: () => void; get: () => unknown }): "kept" | "refused" {
  const before = of.get();
  try {
    of.set();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    expect(of.get()).toBe(before);
    return "refused";
  }
  expect(of.get() === of.value, `${String(of.value)} became ${String(of.get())}`).toBe(true);
  return "kept";
}

describe("a column keeps a number exactly, or refuses it and changes nothing:", () => {
  test.each([
    ["numbers", Floats, [-1.5, 0, 2 ** 53, Number.MAX_VALUE], [Number.NaN, Number.POSITIVE_INFINITY]],
    ["codes", Codes, [-(2 ** 31), 0, 256, 65_536, 2 ** 31 - 1], [0.5, 2 ** 31, Number.NaN]],
    ["bytes", Bytes, [0, 1, 254, 255], [-1, 0.5, 256, 300, 511, Number.NaN]],
  ])("%s", (_, Column, held, refused) => {
    const column = new Column();
    const result = (value: number, row: number) =>
      keptOrRefused({ value, set: () => column.set(row, value), get: () => column.values[row] });
    fc.assert(fc.property(anyNumber, fc.nat(5000), (value, row) => void result(value, row)));
    for (const value of held) expect(result(value, 7)).toBe("kept");
    for (const value of refused) expect(result(value, 7)).toBe("refused");
  });

  test("lists, of any length", () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 40 }), (values) => {
        const lists = new Lists();
        lists.clear(3);
        const kept = values.filter((value) => {
          try {
            lists.add(3, value);
            return true;
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            return false;
          }
        });
        expect([...lists.of(3)]).toEqual(kept.map((value) => value + 0));
      }),
    );
    const lists = new Lists();
    for (const [row, length] of [255, 256, 65_535, 65_536, 70_000].entries()) {
      lists.clear(row);
      for (let i = 0; i < length; i += 1) lists.add(row, i);
      expect([lists.count[row], lists.of(row).length, lists.of(row).at(-1)]).toEqual([
        length,
        length,
        length - 1,
      ]);
    }
  });

  test("words of an open list, thousands of them", () => {
    const words = new Words();
    for (let i = 0; i < 70_000; i += 1) words.set(i, words.dictionary.code(i % 7 === 0 ? null : `word ${i}`));
    for (const i of [0, 1, 254, 255, 256, 65_535, 65_536, 69_999])
      expect(words.dictionary.words[words.values[i]!]).toBe(i % 7 === 0 ? null : `word ${i}`);
  });

  test("words of a closed list, and no other", () => {
    const list = new ClosedList(Array.from({ length: 300 }, (_, i) => `value ${i}`));
    for (let i = 0; i < 300; i += 1) expect(list.word(list.code(`value ${i}`))).toBe(`value ${i}`);
    expect(list.word(list.code(null))).toBeNull();
    expect(() => list.code("value 300")).toThrow(RangeError);
  });
});

/** Wider than any field is today: what a list grows to shall be no other value either. */
const wideFields = {
  kind: { kind: "choice", label: "Kind", means: "", group: "", values: manyWords(300) },
  severity: { kind: "level", label: "Severity", means: "", group: "", values: [1, 255, 256, 300, 70_000] },
} satisfies Fields;

function manyWords(count: number): [string, ...string[]] {
  return ["word 0", ...Array.from({ length: count - 1 }, (_, i) => `word ${i + 1}`)];
}

/** What the database could hand over for a field: what it may hold, its edges, and what it may not hold. */
function valuesFor(field: Field): fc.Arbitrary<string | number | null> {
  if (field.kind === "choice")
    return fc.oneof(fc.constantFrom(...field.values), fc.constantFrom(null, "no such word"));
  if ("facts" in field && field.facts === "words") return fc.option(fc.string());
  if (field.kind === "level") return fc.option(fc.oneof(fc.constantFrom(...field.values), anyNumber));
  return fc.option(anyNumber);
}

/** A value as its column tells it. */
function told(field: Field, column: Floats | Codes | Bytes, row: number): unknown {
  const value = column.values[row]!;
  if (column instanceof Floats) return Number.isNaN(value) ? null : value;
  if (column instanceof Words) return column.dictionary.words[value];
  if (value === 0) return null;
  if (field.kind === "choice") return field.values[value - 1];
  return field.kind === "flag" ? value - 1 : value;
}

describe.each([
  ["incidents", incidentFields as Fields, incidents],
  ["changes", changeFields as Fields, changes],
  ["fields of wide lists", wideFields as Fields, incidents],
])("of %s", (_, fields, table) => {
  test.each(inPlace(fields, "facts"))("%s is kept exactly or refused", async (name) => {
    const field = fields[name]!;
    const FieldRows = rowsOf({ fields: { [name]: field }, table });
    let [held, lost] = [0, 0];
    await fc.assert(
      asyncProperty(valuesFor(field), async (value) => {
        const rows = new FieldRows();
        const stored: RawRow = [1, null, 0, value, 1];
        let asked = 0;
        const scan = async () => (asked++ === 0 ? [[1] as RawRow] : [stored]);
        try {
          for await (const _ of rows.slices(scan, 0));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          lost += 1;
          return;
        }
        const column = (rows as unknown as Record<string, Floats | Codes | Bytes>)[name]!;
        expect(told(field, column, 0) === value, `${name}: ${String(value)}`).toBe(true);
        held += 1;
      }),
    );
    expect(held).toBeGreaterThan(0);
    if (!("facts" in field)) expect(lost).toBeGreaterThan(0);
  });

  test("every value that a list may hold is kept", async () => {
    for (const name of inPlace(fields, "facts")) {
      const field = fields[name]!;
      if (field.kind !== "choice" && field.kind !== "level") continue;
      const rows = new (rowsOf({ fields: { [name]: field }, table }))();
      const stored = field.values.map((value, i): RawRow => [i + 1, null, 0, value, 1]);
      let asked = 0;
      for await (const _ of rows.slices(async () => (asked++ === 0 ? [[stored.length]] : stored), 0));
      const column = (rows as unknown as Record<string, Codes | Bytes>)[name]!;
      expect(field.values.map((_, row) => told(field, column, row))).toEqual([...field.values]);
    }
  });
});

test.each([0, -1, 0.5, 2 ** 31, 2 ** 32 + 1])("a record of the number %s is refused", async (number) => {
  const rows = new (rowsOf({ fields: {}, table: incidents }))();
  let asked = 0;
  const scan = async () => (asked++ === 0 ? [[1] as RawRow] : [[number, null, 0, 1] as RawRow]);
  await expect(async () => {
    for await (const _ of rows.slices(scan, 0));
  }).rejects.toThrow(RangeError);
  expect(rows.count).toBe(0);
});

test("an incident is found by each of its origins, however many there are", async () => {
  const scope = await testScope();
  const slugs = Array.from({ length: 1000 }, (_, i) => `origin-${i}`);
  await registerSystems(scope, { items: [...slugs, "reached"].map((slug) => ({ slug })) });
  const sizes = [255, 256, 300, 1000];
  await declareIncidents(scope, {
    items: sizes.map((size) => ({
      title: `${size} origins`,
      startedAt: "2026-03-05T14:05:00Z",
      systems: [
        ...slugs.slice(0, size).map((slug) => ({ slug, part: "origin" })),
        ...(size < 1000 ? [{ slug: "reached", part: "affected" }] : []),
      ],
    })),
  });
  for (const at of [0, 1, 127, 128, 253, 254, 255, 256, 257, 298, 299, 300, 511, 512, 767, 768, 998, 999]) {
    const { items } = await listIncidents(scope, { origin: `origin-${at}` });
    const meant = sizes.filter((size) => at < size).map((size) => `${size} origins`);
    expect(items.map(({ title }) => title).toSorted(), `origin-${at}`).toEqual(meant.toSorted());
  }
  expect((await listIncidents(scope, { origin: "reached" })).items).toEqual([]);
  expect((await listIncidents(scope, { system: "reached" })).items).toHaveLength(3);
});
