import { expect, test } from "vitest";
import { docOf, docstringsOf } from "./docstrings.ts";

const { own, of, functions } = docstringsOf(`import { z } from "zod";

/** What is it? */

/** Counts them. */
export function count() {}

/** Not of the function below it. */

export function untold() {}

/**
 * Hours of it, over
 * two lines. Unit: hours. Declines: null where
 * none is known. Source: nobody (2026).
 */
const hours = 1;
`);

test("a docstring with an empty line after it speaks of the file, else of what follows", () => {
  expect(own?.text).toBe("What is it?");
  expect([...of.keys()]).toEqual(["count", "hours"]);
  expect(of.get("count")?.text).toBe("Counts them.");
});

test("a docstring that comes after a declaration does not speak of the file", () => {
  expect(docstringsOf("const one = 1;\n\n/** Of nothing. */\n\nconst two = 2;\n").own).toBeNull();
});

test("functions are named whether something is said of them or not", () => {
  expect(functions).toEqual(["count", "untold"]);
});

test("labels in a docstring end its prose, wherever the lines break", () => {
  expect(of.get("hours")).toEqual({
    text: "Hours of it, over two lines.",
    labels: { Unit: "hours.", Declines: "null where none is known.", Source: "nobody (2026)." },
  });
});

test("points of a list keep their lines, and their continuations", () => {
  expect(docOf("\n * Rules:\n *  - `a`: one\n *    more\n *  - `b`: two\n ").text).toBe(
    "Rules:\n- `a`: one more\n- `b`: two",
  );
});
