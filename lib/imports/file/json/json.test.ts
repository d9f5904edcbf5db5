import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTable, refusalOf } from "../testing-forms.ts";

const json = (value: unknown) => JSON.stringify(value);

describe("a JSON file", () => {
  test("may be a list of objects, and objects in them become columns by their paths", async () => {
    const { columns, rows, format, told } = await readTable(
      '[{"id":1,"service":{"name":"web","owner":{"team":"a"}}},\n{"id":2,"service":null,"open":true}]',
    );
    expect({ columns, format, told }).toEqual({
      columns: ["id", "service.name", "service.owner.team", "open"],
      format: "json",
      told: null,
    });
    expect(rows).toEqual([
      { id: "1", "service.name": "web", "service.owner.team": "a", open: "" },
      { id: "2", "service.name": "", "service.owner.team": "", open: "true" },
    ]);
  });

  test("may hold its list under any key, and the longest list of objects is the one", async () => {
    const { rows, told } = await readTable(
      json({
        meta: { tags: [{ a: 1 }] },
        data: { incidents: [{ id: 1 }, { id: 2 }, { id: 3 }] },
        ids: [1, 2, 3, 4, 5],
      }),
    );
    expect(rows).toEqual([{ id: "1" }, { id: "2" }, { id: "3" }]);
    expect(told).toMatchObject({ answer: "data.incidents" });
    expect(told?.why).toContain("the objects of the list under “data.incidents”");
  });

  test("may hold its rows by their keys, whatever lists they hold themselves", async () => {
    const { rows, told } = await readTable(
      json({
        "INC-1": { title: "A", start: "x", updates: [{ at: 1 }, { at: 2 }, { at: 3 }] },
        "INC-2": { title: "B", start: "y", updates: [] },
      }),
    );
    expect(rows.map(({ id, title }) => ({ id, title }))).toEqual([
      { id: "INC-1", title: "A" },
      { id: "INC-2", title: "B" },
    ]);
    expect(told?.why).toContain("by their keys");
  });

  test("wraps each row in one object where it comes from a graph, and columns go without its name", async () => {
    const { columns } = await readTable(
      json({ data: { edges: [{ node: { id: 1, title: "A" } }, { node: { id: 2 } }] } }),
    );
    expect(columns).toEqual(["id", "title"]);
  });

  test("keeps keys that hold dots, and columns apart that would have one name", async () => {
    const { rows } = await readTable(json([{ "a.b": 1, a: { b: 2, "c.d": { e: 3 } } }]));
    expect(rows).toEqual([{ "a.b": "1", "a.b (2)": "2", "a.c.d.e": "3" }]);
  });

  test("gives plain lists as JSON texts and lists of objects as they are", async () => {
    const { rows } = await readTable(
      '[{"labels":["a",1,true,null],"none":[],"services":[{"title":"Cloud Run","n":12345678901234567890}]}]',
    );
    expect(rows).toEqual([
      {
        labels: '["a","1","true"]',
        none: "",
        services: '[{"title":"Cloud Run","n":12345678901234567890}]',
      },
    ]);
  });

  test.each([
    "12345678901234567890",
    "1e400",
    "1.10",
    "-0",
    "0.1",
    "-12",
    "1E5",
    "3",
    "123456.7890123456789",
  ])("keeps the digits of %s", async (number) => {
    for (const text of [
      `[{"n":${number}}]`,
      `[{"n": ${number} , "m":[${number}]}]`,
      `{"a":{"n":${number}},"b":"x"}`,
    ]) {
      const { rows } = await readTable(text);
      expect(Object.values(rows[0] as object), text).toContain(number);
    }
  });

  test("says nothing by null, NaN and what is empty", async () => {
    const { rows, refused } = await readTable('[{"a":null,"b":NaN,"c":"NaN","d":{},"e":-Infinity,"f":1}]');
    expect({ rows, refused }).toEqual({
      rows: [{ a: "", b: "", c: "NaN", d: "", e: "", f: "1" }],
      refused: [],
    });
  });

  test("numbers rows by the lines on which they begin, or by their order where lines are shared", async () => {
    const objects = [{ id: 1 }, { id: 2 }];
    expect((await readTable(JSON.stringify(objects, null, 2))).lines).toEqual([2, 5]);
    const shared = await readTable(JSON.stringify(objects));
    expect(shared.lines).toEqual([1, 2]);
    expect(shared.told?.why).toContain("numbered in their order");
  });

  test("refuses a row that is no object or is written wrongly, and reads the others", async () => {
    const { rows, refused } = await readTable('[\n{"id":1},\n7,\n{"id":2,},\n{"id":3}\n]');
    expect(rows).toEqual([{ id: "1" }, { id: "3" }]);
    expect(refused.map(({ line, cells }) => ({ line, cells }))).toEqual([
      { line: 3, cells: ["7"] },
      { line: 4, cells: ['{"id":2,}'] },
    ]);
  });

  test("that breaks off says so, and what came before is read", async () => {
    const { rows, refused } = await readTable('{"incidents":[\n{"id":1},\n{"id":2},\n{"id":');
    expect(rows).toEqual([{ id: "1" }, { id: "2" }]);
    expect(refused).toMatchObject([{ line: 4, reason: expect.stringContaining("breaks off") }]);
  });

  test("may be in UTF-16, with a byte order mark", async () => {
    const bytes = Buffer.from('\ufeff[{"title":"Störung"}]', "utf16le");
    expect((await readTable(bytes)).rows).toEqual([{ title: "Störung" }]);
  });

  test("gives letters that no database takes as others, and says so", async () => {
    const { rows, remarks } = await readTable('[{"a":"x\\u0000y","b":"\\ud800!"}]');
    expect(rows).toEqual([{ a: "xy", b: "\ufffd!" }]);
    expect(remarks.map(({ column }) => column)).toEqual(["a", "b"]);
  });

  test("keeps an object with too many keys in one cell", async () => {
    const hosts = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`host ${i}`, i]));
    const { columns, rows } = await readTable(
      json([
        { id: 1, hosts },
        { id: 2, hosts: {} },
      ]),
    );
    expect(columns).toEqual(["id", "hosts"]);
    expect(JSON.parse(rows[0]?.hosts ?? "")).toEqual(hosts);
  });

  test.each([
    ["[]", "no objects"],
    ["[1,2,3]", "no objects"],
    ['["a"]', "no objects"],
    ["[[1],[2]]", "no objects"],
    ["{}", "no objects"],
    ['[{"a":1}}', "brackets there do not fit"],
    [`[${"[".repeat(1000)}`, "more than 200 deep"],
    [
      `[{${Array.from({ length: 1200 }, (_, i) => `"k${i}":1`).join(",")}}]`,
      "more than 1,000 different keys",
    ],
  ])("%# is refused in words", async (text, words) => {
    expect(await refusalOf(text)).toContain(words);
  });

  test("of any objects gives each of them, however its bytes are cut and its lines broken", async () => {
    const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null));
    const object = fc.dictionary(fc.stringMatching(/^[a-z"\\{}[\],: ]{1,6}$/), value, {
      minKeys: 1,
      maxKeys: 5,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(undefined, 2, "\t"),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom("list", "under", "lines"),
        async (objects, indent, piece, form) => {
          const text =
            form === "lines"
              ? objects.map((one) => JSON.stringify(one)).join("\r\n\n")
              : JSON.stringify(form === "list" ? objects : { "a key": "[{", rows: objects }, null, indent);
          const { rows, refused } = await readTable(
            text,
            form === "lines" ? { format: "ndjson" } : {},
            piece,
          );
          const said = (one: object) =>
            Object.values(one)
              .map((cell) => (cell === null ? "" : String(cell)))
              .filter((cell) => cell !== "")
              .map((cell) => cell.replaceAll("\0", ""))
              .sort();
          expect(rows.map(said)).toEqual(objects.map(said));
          expect(refused).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("JSON on lines", () => {
  test("is read line by line, blank lines passed over and bad ones refused where they stand", async () => {
    const { rows, lines, refused, format } = await readTable(
      '\ufeff{"id":1}\r\n\r\n{"id":2\r\n  {"id":3,"b":{"c":4}}  \r\nnull\r\n{"id":5}',
    );
    expect(format).toBe("ndjson");
    expect(rows).toEqual([
      { id: "1", "b.c": "" },
      { id: "3", "b.c": "4" },
      { id: "5", "b.c": "" },
    ]);
    expect(lines).toEqual([1, 4, 6]);
    expect(refused.map(({ line }) => line)).toEqual([3, 5]);
  });

  test("may be objects over several lines, one after the other", async () => {
    const { rows, lines } = await readTable('{\n  "id": 1\n}\n{\n  "id": 2\n}\n');
    expect({ rows, lines }).toEqual({ rows: [{ id: "1" }, { id: "2" }], lines: [1, 4] });
  });

  test("refuses a line that is too long, and reads on", async () => {
    const { rows, refused } = await readTable(
      `{"id":1}\n{"id":2}\n{"id":"${"x".repeat(4_100_000)}"}\n{"id":4}\n`,
    );
    expect(rows).toEqual([{ id: "1" }, { id: "2" }, { id: "4" }]);
    expect(refused).toMatchObject([{ line: 3, cells: [], reason: expect.stringContaining("4,000,000") }]);
  });
});

test("a value without an end is refused long before the file is through", async () => {
  let sent = 0;
  const endless = async function* () {
    yield Buffer.from('[{"id":"');
    const piece = Buffer.alloc(1_048_576, "a");
    for (; sent < 1_000; sent += 1) yield piece;
  };
  expect(await refusalOf(endless)).toBe(
    "The value that begins on line 1 is longer than 64,000,000 characters, as no row is.",
  );
  expect(sent).toBeLessThan(80);
});
