import { expect, test } from "vitest";
import { docOf, parse } from "./read.ts";

const source = parse(
  "lib/analytics/example.ts",
  `import { Share as Part } from "./shapes.ts";

/** What is it? */

/** A made-up record. */
const Item = z.object({
  /**
   * Hours of it, over
   * two lines. Unit: hours. Declines: null where
   * none is known. Source: nobody (2026).
   */
  hours: Figure.nullable(),
  plain: z.int(),
});

/** Counts them. */
export function count() {}
const answer = {
  items: z.array(Item),
  // not a docstring
  share: Part,
  ...Item.shape,
};
`,
);
const members = source.membersOf(source.declared.get("answer")!.value!);

test("a docstring with a blank line after it speaks of the file, else of what follows", () => {
  expect(source.doc?.text).toBe("What is it?");
  expect(source.declared.get("Item")?.doc?.text).toBe("A made-up record.");
  expect(source.declared.get("count")).toMatchObject({ isFunction: true, doc: { text: "Counts them." } });
});

test("labels in a docstring end its prose, wherever the lines break", () => {
  const doc = source.membersOf(source.declared.get("Item")!.value!)[0]!.doc;
  expect(doc).toEqual({
    text: "Hours of it, over two lines.",
    labels: { Unit: "hours.", Declines: "null where none is known.", Source: "nobody (2026)." },
  });
});

test("points of a list keep their lines, and their continuations", () => {
  expect(docOf("*\n * Rules:\n *  - `a`: one\n *    more\n *  - `b`: two\n ").text).toBe(
    "Rules:\n- `a`: one more\n- `b`: two",
  );
});

test("members are told in order with their form, records by name, imported ones by the name they have there", () => {
  expect(members.map(({ name, form }) => ({ name, form }))).toMatchObject([
    { name: "items", form: { kind: "list", of: { kind: "shape", name: "Item" } } },
    { name: "share", form: { kind: "shape", name: "Share", from: "lib/analytics/shapes.ts" } },
    { name: "hours", form: { kind: "nullable" } },
    { name: "plain", form: { kind: "plain", words: "whole number" } },
  ]);
  expect(members[1]!.doc).toBeNull();
});

test("source that cannot be read is named", () => {
  expect(() => parse("broken.ts", "const = ;")).toThrow(/^broken\.ts: /);
});
