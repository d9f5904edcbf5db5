import { describe, expect, test } from "vitest";
import { importTargets } from "#db/values.ts";
import { targets } from "../../targets/index.ts";
import { fileOf, inspect } from "../../testing.ts";

/** What a column may hold that is no title, by what it is; each is different in each row. */
const noTitles: Record<string, (row: number) => string> = {
  clock: (row) => `${(row % 12) + 1}:0${row % 10}:00 PM`,
  "hour and minute": (row) => `1${row % 10}:17`,
  number: (row) => String(1000.5 + row),
  date: (row) => `July 0${(row % 9) + 1}, 2011`,
  address: (row) => `https://status.example.com/incidents/${row}`,
  mail: (row) => `somebody.${row}@example.com`,
  id: (row) => `INC-2024-00${row}`,
  hash: (row) => `8f3a1c${row}e77b4d20`,
  duration: (row) => `${row + 1}h 10m`,
  severity: (row) => ["critical", "high", "medium", "low"][row % 4]!,
  flag: (row) => (row % 2 ? "yes" : "no"),
};

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const fileWith = (columns: ((row: number) => string)[], rows = 12) =>
  fileOf(
    ...Array.from({ length: rows }, (_, row) =>
      Object.fromEntries(columns.map((cell, index) => [`X${letters[index]}`, cell(row)])),
    ),
  );

describe("a title that no header names", () => {
  test.each(Object.entries(noTitles))("is never a %s", async (_, cell) => {
    const found = await inspect(fileWith([cell, () => "2024-03-01 10:00Z"]));
    expect(found.mapping.fields.title).toBeUndefined();
    const title = found.missing.find(({ field }) => field === "title");
    expect(title?.candidates).toEqual([]);
  });

  test("is the one column that reads like titles, whatever else there is", async () => {
    const sentence = (row: number) => `Payments fail in shop ${row}`;
    const all = [...Object.values(noTitles), sentence];
    const found = await inspect(fileWith(all));
    expect(found.mapping.fields.title).toEqual({ from: "column", column: `X${letters[all.length - 1]}` });
    expect(found.why.title).toContain("reads like a title");
  });

  test("is asked for where two could be it, with what stands in each", async () => {
    const found = await inspect(
      fileWith([(row) => `Payments fail in shop ${row}`, (row) => `Somebody restarted node ${row}`]),
    );
    expect(found.mapping.fields.title).toBeUndefined();
    expect(found.problems.join()).toContain("It could be XA (“Payments fail in shop 0”) or XB (“Somebody");
  });
});

describe("a start that no header names", () => {
  test("is the only column of dates, and is asked for where there are more", async () => {
    const title = (row: number) => `Payments fail in shop ${row}`;
    const date = (row: number) => `2024-03-01 10:${10 + row}Z`;
    const one = await inspect(fileWith([title, date]));
    expect(one.mapping.fields.startedAt).toEqual({ from: "column", column: "XB" });
    const two = await inspect(fileWith([title, date, date]));
    expect(two.mapping.fields.startedAt).toBeUndefined();
    expect(two.missing).toMatchObject([
      { field: "startedAt", candidates: [{ column: "XB" }, { column: "XC" }] },
    ]);
  });
});

describe("a column that is not stored", () => {
  const base = {
    title: (row: number) => `Payments fail ${row}`,
    started: (row: number) => `2024-03-01 10:${10 + row}Z`,
  };
  const withColumn = async (
    cell: (row: number) => string,
    header = "xyz",
    more: Record<string, string> = {},
  ) => {
    const rows = Array.from({ length: 12 }, (_, row) => ({
      title: base.title(row),
      started: base.started(row),
      [header]: cell(row),
      ...more,
    }));
    const { unused } = await inspect(fileOf(...rows));
    return unused.find(({ column }) => column === header);
  };

  test.each([
    ["dates", (row: number) => `2024-03-01 11:${10 + row}Z`, "instant", "Holds dates; no end is mapped."],
    ["durations", (row: number) => `${row + 1}h 20m`, "duration", "Holds durations; no end is mapped."],
    [
      "severity words",
      (row: number) => ["P1", "P2", "P3"][row % 3]!,
      "severity",
      "Looks like severities; none is mapped.",
    ],
    [
      "severity words of another language",
      (row: number) => ["hoch", "élevée", "média"][row % 3]!,
      "severity",
      "Looks like severities; none is mapped.",
    ],
    ["1 to 5", (row: number) => String((row % 5) + 1), "number", "Looks like severities; none is mapped."],
    ["ticks", (row: number) => String(row % 2), "number", "Holds ticks; no systems are mapped."],
    ["marks", (row: number) => (row % 2 ? "x" : ""), "nothing", "Holds ticks; no systems are mapped."],
    [
      "lists",
      (row: number) => `checkout; search; shop ${row}`,
      "list",
      "Holds lists; no systems are mapped.",
    ],
    ["ids", (row: number) => `INC-${row}`, "text", "Holds something else in each row; no id is mapped."],
    [
      "states",
      (row: number) => ["resolved", "geschlossen"][row % 2]!,
      "text",
      "Holds words for state; none is mapped.",
    ],
    [
      "clocks",
      (row: number) => `10:${10 + row}`,
      "instant",
      "Holds times of day or durations; no end is mapped.",
    ],
    ["one word", () => "prod", "nothing", "It says the same in every row."],
    ["nothing", () => "n/a", "nothing", "It is empty."],
    ["words", (row: number) => ["blue", "red green", "yellow"][row % 3]!, "text", null],
  ])("of %s is told with what may be missing", async (_, cell, looksLike, hint) => {
    expect(await withColumn(cell)).toMatchObject({ looksLike, hint });
  });

  test("gives no hint of what is mapped", async () => {
    const found = await withColumn((row) => `2024-03-01 11:${10 + row}Z`, "xyz", {
      resolved: "2024-03-01 12:00Z",
    });
    expect(found).toMatchObject({ looksLike: "instant", hint: null });
  });

  test("that copies another says so", async () => {
    expect(await withColumn(base.title, "Title again")).toMatchObject({
      looksLike: "nothing",
      hint: "Says what title says, as far as the first rows show.",
    });
  });

  test("is found where it speaks in later rows alone", async () => {
    const rows = Array.from({ length: 2_500 }, (_, row) => ({
      title: base.title(row),
      started: "2024-03-01 10:00Z",
      late: row < 2_000 ? "" : `2024-03-01 12:${10 + (row % 50)}Z`,
    }));
    const { unused } = await inspect(fileOf(...rows));
    expect(unused).toMatchObject([
      { column: "late", filled: 500, looksLike: "instant", hint: "Holds dates; no end is mapped." },
    ]);
    expect(unused[0]?.samples[0]).toBe("2024-03-01 12:10Z");
  });

  test("of objects is told by the parts that are not used, twenty of them at most", async () => {
    const data = (row: number) =>
      JSON.stringify({
        title: base.title(row),
        started_at: base.started(row),
        over: "2024-03-01 12:00Z",
        ...Object.fromEntries(Array.from({ length: 40 }, (_, part) => [`part${part}`, `${row}`])),
      });
    const { unused } = await inspect(fileOf({ data: data(0) }, { data: data(1) }));
    expect(unused).toHaveLength(20);
    expect(unused[0]).toMatchObject({ column: "data", path: "over", hint: "Holds dates; no end is mapped." });
  });

  test.each(importTargets)("is told of %s, and every column is either used or told", async (target) => {
    const { fields } = targets[target];
    const row = Object.fromEntries([...fields.map(({ name }) => [name, "x"]), ["of no use", "abc"]]);
    const { unused, mapping } = await inspect(fileOf(row, row), { target });
    const used = Object.values(mapping.fields).flatMap((source) =>
      source.from === "column" ? [source.column] : [],
    );
    expect([...used, ...unused.map(({ column }) => column)].sort()).toEqual(Object.keys(row).sort());
    expect(unused.map(({ column }) => column)).toContain("of no use");
  });
});

describe("a field that every row needs", () => {
  const needed = importTargets.flatMap((target) =>
    targets[target].fields
      .filter(({ required, kind }) => required && ["instant", "day", "count"].includes(kind))
      .map(({ name, label }) => ({ target, name, label })),
  );
  test.each(needed)(
    "$name of $target is told before the preview where no row can be read",
    async ({ target, name, label }) => {
      const { problems } = await inspect(fileOf({ [name]: "soon enough" }, { [name]: "later on" }), {
        target,
      });
      const told = problems.find((problem) => problem.startsWith(label));
      expect(told).toContain("cannot be read in any of the 2 rows: “soon enough”, “later on”.");
    },
  );

  test("is not told where some rows can be read", async () => {
    const { problems } = await inspect(
      fileOf({ title: "a b", started: "2024-03-01" }, { title: "b c", started: "soon enough" }),
    );
    expect(problems).toEqual([]);
  });

  const all = importTargets.flatMap((target) =>
    targets[target].fields
      .filter(({ required }) => required)
      .map(({ name, label }) => ({ target, name, label })),
  );
  test.each(all)("$name of $target is told where its column is empty", async ({ target, name, label }) => {
    const { problems } = await inspect(fileOf({ [name]: "", note: "x" }, { [name]: "n/a", note: "y" }), {
      target,
    });
    expect(problems.find((problem) => problem.startsWith(label))).toContain("nothing is recorded there");
  });
});
