import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fields, inPlace } from "#db/fields/field.ts";
import { isAppError } from "./errors.ts";
import { shapesOf } from "./fields/shapes.ts";
import { oneName, shows, storableWithin } from "./names.ts";
import { parse } from "./parse.ts";
import { sameLooks, unseenTexts } from "./testing-names.ts";

const anyText = fc.string({ unit: "binary", maxLength: 30 });

describe("the one form of a name", () => {
  test("is reached at once, whatever the text", () => {
    const joined = fc
      .array(
        fc.oneof(
          anyText,
          fc.constantFrom(..."\u200C\u200D\uFE0F\u180B\u034F\u3164\u0301e ك\u0915\u094D葛1\u20E3"),
          fc.constantFrom("❤", "👩", "🏴", "\u{E0067}", "\u{E007F}", "\u{E0100}", "\u{1F3FD}"),
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(joined, (text) => {
        const once = oneName(text);
        expect(oneName(once)).toBe(once);
        expect(once).toBe(once.normalize("NFC").trim());
      }),
      { numRuns: 3000 },
    );
  });

  test("is the same for all that looks the same", () => {
    fc.assert(
      fc.property(sameLooks, ({ name, forms }) => {
        for (const form of forms) expect(oneName(form), JSON.stringify(form)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["Persian that parts a prefix from its verb", "می\u200Cخواهم", "میخواهم"],
    ["half a letter in Devanagari", "क\u094D\u200Dष", "क\u094Dष"],
    ["a family and the people in it", "👨\u200D👩\u200D👧", "👨👩👧"],
    ["a heart as a picture and as a sign", "❤\uFE0F", "❤"],
    ["the flag of England and a black one", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "🏴"],
    ["a character and its variant", "葛\u{E0100}", "葛"],
    ["a key and a digit", "1\uFE0F\u20E3", "1\u20E3"],
    ["upper and lower case", "EU", "eu"],
    ["full and half width", "ＥＵ", "EU"],
  ])("keeps apart %s", (_, one, other) => {
    expect(oneName(one)).toBe(one);
    expect(oneName(other)).toBe(other.normalize("NFC"));
    expect(oneName(one)).not.toBe(oneName(other));
  });

  test("leaves of what shows nothing nothing", () => {
    fc.assert(
      fc.property(unseenTexts, (text) => {
        expect(shows(text)).toBe(false);
        expect(oneName(text)).toBe("");
      }),
    );
  });
});

test("what can be stored is left as it is, and what cannot is told by a sign for it, however deep it lies", () => {
  const told = { "a\0": ["b\ud800", { c: "كتاب\u200C " }], d: new Date(0) };
  expect(storableWithin(told)).toEqual({ "a\uFFFD": ["b\uFFFD", { c: "كتاب\u200C " }], d: new Date(0) });
});

describe("every field of every noun", async () => {
  const files = readdirSync("db/fields").filter((file) => !/^(field|columns)\.ts$/.test(file));
  const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ `#db/fields/${file}`)));
  const nouns = modules.flatMap((module) => Object.entries<Fields>(module));
  const given = nouns.flatMap(([noun, fields]) =>
    inPlace(fields, "body").map(
      (name) => [`${noun}.${name}`, fields[name]!, shapesOf(fields)[name]!] as const,
    ),
  );
  const ofKind = (...kinds: string[]) => given.filter(([, { kind }]) => kinds.includes(kind));

  test("is found", () => {
    expect(nouns.length).toBeGreaterThan(6);
    expect(ofKind("name").map(([name]) => name)).toContain("systemFields.org");
    expect(ofKind("key")).toHaveLength(4);
  });

  test.each(ofKind("key", "name"))("of names, %s, is stored in one form", (_, __, shape) => {
    fc.assert(
      fc.property(sameLooks, ({ name, forms }) => {
        for (const form of forms) expect(parse(shape, form)).toBe(name);
      }),
      { numRuns: 50 },
    );
  });

  test.each(ofKind("key", "name", "line"))("of a line, %s, refuses what shows nothing", (_, __, shape) => {
    fc.assert(
      fc.property(unseenTexts, (text) => {
        const { success, error } = shape.safeParse(text);
        expect(success).toBe(false);
        expect(error?.issues.map(({ message }) => message)).toEqual(["must not be empty"]);
      }),
      { numRuns: 50 },
    );
  });

  test.each(ofKind("line", "text"))("of texts, %s, keeps them to the letter", (_, { kind }, shape) => {
    fc.assert(
      fc.property(
        anyText.filter((text) => !text.includes("\0") && (kind === "text" || shows(text))),
        (text) => {
          expect(parse(shape, text)).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });
});

test("a longer name than can be stored is refused in words, not cut", () => {
  const shape = shapesOf({ owner: { kind: "name", max: 5, label: "", means: "", group: "" } }).owner;
  expect(parse(shape, "  abcde\u200B  ")).toBe("abcde");
  for (const long of ["abcdef", "a".repeat(10_000)])
    try {
      parse(shape, long);
      expect.unreachable();
    } catch (error) {
      if (!isAppError(error)) throw error;
      expect(error.errors).toMatchObject([{ message: "is longer than 5 characters" }]);
    }
});
