import { describe, expect, test } from "vitest";
import { Mapping } from "#lib/imports/mapping/schema.ts";
import {
  choiceOf,
  joinedFields,
  type KnownField,
  keepColumn,
  keyOf,
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
const at = (column: string, path: string | null = null) => keyOf({ column, path });

const mapping = Mapping.parse({
  profile: "x",
  fields: {
    title: { from: "column", column: "data", path: "incident.title" },
    startedAt: { from: "join", columns: ["date", "time"], separator: "T" },
    systems: { from: "column", column: "services", split: "/" },
    source: { from: "constant", value: "pager" },
  },
  customFields: ["url"],
});

describe("a mapping as a choice for each column", () => {
  test("comes back as it was where nothing is chosen otherwise", () => {
    expect(mappingOf(choiceOf(mapping), { before: mapping, fields })).toEqual(mapping);
  });

  test("joins date and time that become one moment, in the order of the file", () => {
    const becomes = { [at("day")]: ["startedAt"], [at("hour")]: ["startedAt"], [at("what")]: ["title"] };
    const choice = { becomes, ways: {}, constants: {} };
    expect(joinedFields(choice, fields).map(({ name }) => name)).toEqual(["startedAt"]);
    expect(mappingOf(choice, { before: Mapping.parse({ fields: {} }), fields }).fields).toEqual({
      startedAt: { from: "join", columns: ["day", "hour"], separator: " " },
      title: { from: "column", column: "what" },
    });
  });

  test("lets one column feed several fields and be kept as well", () => {
    const becomes = { [at("what")]: ["title", "systems", keepColumn] };
    const made = mappingOf({ becomes, ways: {}, constants: {} }, { before: mapping, fields });
    expect(made.customFields).toEqual(["what"]);
    expect(Object.keys(made.fields)).toEqual(["title", "systems"]);
  });

  test("says which needed field has no column", () => {
    const choice = { becomes: { [at("what")]: ["title"] }, ways: {}, constants: {} };
    expect(problemsOf(choice, fields)).toEqual([
      "Choose the column that holds Impact began; every row needs it.",
    ]);
  });

  test("takes a number that is the same for every row as it is typed, and refuses what is not one number", () => {
    const choice = (lostOrders: string) => ({ becomes: {}, ways: {}, constants: { lostOrders } });
    const before = Mapping.parse({ fields: {} });
    expect(mappingOf(choice("1.2k"), { before, fields }).fields).toEqual({
      lostOrders: { from: "constant", value: "1200" },
    });
    expect(problemsOf(choice("12-15"), fields)[0]).toMatch(/^Lost orders: “12-15” is not one number/);
    expect(mappingOf(choice("12-15"), { before, fields }).fields).toEqual({});
  });
});
