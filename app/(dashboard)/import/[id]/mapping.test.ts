import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FieldSource, Mapping } from "#lib/imports/mapping/schema.ts";
import {
  becomesOf,
  type Known,
  keepAll,
  moved,
  unusedIn,
  waysOf,
  withBecomes,
  withoutColumn,
  withWay,
} from "./choosing.ts";
import {
  type Choice,
  choiceOf,
  fedBySeveral,
  type KnownField,
  keepColumn,
  mappingOf,
  problemsOf,
} from "./mapping.ts";

const fields: KnownField[] = [
  { name: "title", label: "Title", required: true, kind: "line" },
  { name: "startedAt", label: "Impact began", required: true, kind: "instant" },
  { name: "systems", label: "Systems", required: false, kind: "names" },
  { name: "source", label: "Source", required: false, kind: "identifier" },
  { name: "lostOrders", label: "Lost orders", required: false, kind: "count" },
];
const column = (name: string, samples: string[] = ["a word"]) => ({
  column: name,
  path: null as string | null,
  name,
  filled: samples.length,
  samples,
});
const known: Known = {
  fields,
  columns: [
    column("what"),
    column("Date"),
    column("Time"),
    column("Timezone"),
    column("checkout", ["1", "0"]),
    column("search", ["0", "1"]),
    column("empty", []),
    { ...column("data"), path: "incident.title" },
  ],
};
const whole = (name: string) => ({ column: name, path: null });
const nothing: Choice = { fields: {}, kept: [], constants: {} };
const empty = Mapping.parse({ fields: {} });

/** Says what columns become one after the other, in the order in which they are pressed. */
function chosen(...presses: [name: string, ...becomes: string[]][]): Choice {
  return presses.reduce(
    (now, [name, ...becomes]) => withBecomes(now, { column: whole(name), becomes }, known),
    nothing,
  );
}
const made = (choice: Choice) => mappingOf(choice, { before: empty, fields });

const names = fc.string({ minLength: 1, maxLength: 12 });
const several = (minLength: number) => fc.uniqueArray(names, { minLength, maxLength: 10 });
const split = fc.option(fc.constantFrom("/", ";", " - "), { nil: undefined });
const anySource: fc.Arbitrary<FieldSource> = fc
  .oneof(
    fc.record({
      from: fc.constant("column"),
      column: names,
      path: fc.option(names, { nil: undefined }),
      split,
    }),
    fc.record({
      from: fc.constant("join"),
      columns: several(2),
      separator: fc.constantFrom(" ", "", "T", ", "),
    }),
    fc.record({ from: fc.constant("first"), columns: several(2) }),
    fc.record({ from: fc.constant("each"), columns: several(1), split }),
    fc.record({ from: fc.constant("ticked"), columns: several(1) }),
    fc.record({ from: fc.constant("constant"), value: fc.string({ maxLength: 20 }) }),
  )
  .map((source) => FieldSource.parse(JSON.parse(JSON.stringify(source))));
const anyMapping = fc
  .record({
    profile: fc.option(names),
    fields: fc.dictionary(fc.constantFrom(...fields.map(({ name }) => name)), anySource),
    customFields: fc.uniqueArray(names, { maxLength: 5 }),
  })
  .map((mapping) => Mapping.parse(JSON.parse(JSON.stringify(mapping))));

describe("a mapping as a choice", () => {
  test("comes back as it was, whatever it says, where nothing is chosen otherwise", () => {
    fc.assert(
      fc.property(anyMapping, (mapping) => {
        const choice = JSON.parse(JSON.stringify(choiceOf(mapping))) as Choice;
        expect(mappingOf(choice, { before: mapping, fields })).toEqual(mapping);
      }),
    );
  });

  test("joins columns in the order of the file, whatever the order of the presses", () => {
    const presses = (["Date", "Time", "Timezone"] as const).map(
      (name) => [name, "startedAt"] as [string, string],
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(presses, { minLength: 3 }), (shuffled) => {
        expect(made(chosen(...shuffled)).fields).toEqual({
          startedAt: { from: "join", columns: ["Date", "Time", "Timezone"], separator: " " },
        });
      }),
    );
  });

  test("keeps the order that somebody gave columns, also when another comes in", () => {
    const two = moved(chosen(["Date", "startedAt"], ["Time", "startedAt"]), "startedAt", { from: 0, to: 1 });
    const three = withBecomes(two, { column: whole("Timezone"), becomes: ["startedAt"] }, known);
    expect(made(three).fields.startedAt).toMatchObject({ columns: ["Time", "Date", "Timezone"] });
    const back = moved(three, "startedAt", { from: 1, to: 0 });
    expect(made(back).fields.startedAt).toMatchObject({ columns: ["Date", "Time", "Timezone"] });
  });

  test("lets each column add to a list, and takes columns of yes and no for ticks", () => {
    expect(made(chosen(["what", "systems"], ["Time", "systems"])).fields.systems).toEqual({
      from: "each",
      columns: ["what", "Time"],
    });
    const ticks = chosen(["checkout", "systems"], ["search", "systems"]);
    expect(made(ticks).fields.systems).toEqual({ from: "ticked", columns: ["checkout", "search"] });
    const one = withoutColumn(ticks, { field: "systems", column: whole("search") });
    expect(made(one).fields.systems).toEqual({ from: "ticked", columns: ["checkout"] });
    expect(fedBySeveral(one, fields).map(({ name }) => name)).toEqual(["systems"]);
  });

  test("offers lists alone to be added to", () => {
    const offered = Object.fromEntries(fields.map((field) => [field.name, waysOf(field)]));
    expect(offered.systems).toEqual(["each", "ticked", "first", "join"]);
    expect(offered.startedAt).toEqual(["join", "first"]);
  });

  test("reads a column by itself again when the others are taken out, with what parts its list", () => {
    const before = Mapping.parse({
      fields: { systems: { from: "each", columns: ["what", "Time"], split: "/" } },
    });
    const one = withoutColumn(choiceOf(before), { field: "systems", column: whole("Time") });
    expect(mappingOf(one, { before, fields }).fields.systems).toEqual({
      from: "column",
      column: "what",
      split: "/",
    });
  });

  test("lets one column feed several fields and be kept as well", () => {
    const choice = chosen(["what", "title", "systems", keepColumn]);
    expect(made(choice).customFields).toEqual(["what"]);
    expect(Object.keys(made(choice).fields)).toEqual(["title", "systems"]);
    expect(becomesOf(choice, whole("what"))).toEqual(["title", "systems", keepColumn]);
  });

  test("says which columns are not stored, and keeps those that say something at one press", () => {
    const choice = chosen(["what", "title"]);
    const left = () => ["Date", "Time", "Timezone", "checkout", "search", "empty"];
    expect(unusedIn(choice, known.columns).map((one) => one.column)).toEqual(left());
    const all = keepAll(choice, known);
    expect(made(all).customFields).toEqual(left().filter((name) => name !== "empty"));
    expect(unusedIn(all, known.columns).map((one) => one.column)).toEqual(["empty"]);
  });

  test("counts a column of objects as used where a part of it is", () => {
    const part = { column: "data", path: "incident.title" };
    const choice = withBecomes(nothing, { column: part, becomes: ["title"] }, known);
    const columns = [column("data"), known.columns.at(-1)!];
    expect(unusedIn(choice, columns)).toEqual([]);
    expect(unusedIn(nothing, columns)).toEqual([column("data")]);
  });

  test("says which needed field has no column", () => {
    expect(problemsOf(chosen(["what", "title"]), fields)).toEqual([
      "Choose the column that holds Impact began; every row needs it.",
    ]);
  });

  test("refuses parts of objects among several columns in words", () => {
    const part = { column: "data", path: "incident.title" };
    const mixed = withBecomes(chosen(["what", "title"]), { column: part, becomes: ["title"] }, known);
    expect(problemsOf(mixed, fields)[1]).toBe(
      "Title can come from one part of a JSON column, not from several columns.",
    );
  });

  test("joins ten columns at most, and ticks as many as there are", () => {
    const many = Array.from({ length: 11 }, (_, i) => whole(`c${i}`));
    const choice = (way: "join" | "ticked"): Choice => ({
      ...nothing,
      fields: { systems: { columns: many, way, separator: " " } },
    });
    expect(problemsOf(choice("join"), fields)).toContain("Systems can come from 10 columns at most.");
    expect(problemsOf(choice("ticked"), fields)).not.toContain("Systems can come from 10 columns at most.");
    const changed = withWay(choice("ticked"), "systems", { way: "each" });
    expect(mappingOf(changed, { before: empty, fields }).fields.systems).toMatchObject({ from: "each" });
  });

  test("takes a number that is the same for every row as it is typed, and refuses what is not one number", () => {
    const choice = (lostOrders: string) => ({ ...nothing, constants: { lostOrders } });
    expect(made(choice("1.2k")).fields).toEqual({ lostOrders: { from: "constant", value: "1200" } });
    expect(problemsOf(choice("12-15"), fields)[0]).toMatch(/^Lost orders: “12-15” is not one number/);
    expect(made(choice("12-15")).fields).toEqual({});
  });
});
