import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "#db/testing.ts";
import { unanswered } from "#lib/imports/mapping/answers.ts";
import type { FieldSource, Question } from "#lib/imports/mapping/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { commandFor, mapFlag } from "./import-ask.ts";
import { readFlags } from "./import-flags.ts";
import { asTyped, sourceIn, wordsAndMeanings, writtenMeanings } from "./import-words.ts";

/** What a shell makes of a line that somebody copies. */
function typed(command: string): string[] {
  const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

const question = (of: Partial<Question> & Pick<Question, "id" | "kind">): Question => ({
  field: null,
  columns: [],
  text: "",
  why: "",
  options: [],
  values: [],
  proposed: null,
  required: true,
  ...of,
});

const option = (value: Question["options"][number]["value"]) => ({ value, label: String(value) });
const values = (words: readonly string[]) => words.map((value) => ({ value, count: 1, proposed: null }));

/** Whatever a cell may hold once blanks around it are gone. */
const word = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(..."a,=+|\\:'\"$`- é漢🙂\n*!#&;()<>~"), minLength: 1, maxLength: 12 }),
  )
  .map((text) => text.toWellFormed().replaceAll("\0", "").trim())
  .filter((text) => text !== "" && text !== "__proto__");
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 6 });
const severities = [1, 2, 3, 4, 5, null].map(option);

/** A question of each kind, about words that may be anything. */
const asked: Record<Question["kind"], fc.Arbitrary<Question>> = {
  header: fc.constant(question({ id: "reading.header", kind: "header", options: [true, false].map(option) })),
  encoding: one("reading.encoding", "encoding", "windows-1252", "utf-8"),
  separator: fc
    .constantFrom(",", ";", "\t", "|")
    .map((proposed) => question({ id: "reading.separator", kind: "separator", proposed })),
  sheet: word.map((name) => question({ id: "reading.sheet", kind: "sheet", options: [option(name)] })),
  order: fc.constantFrom(
    question({ id: "order", kind: "order", options: ["dmy", "mdy"].map(option) }),
    question({ id: "orders.startedAt", kind: "order", field: "startedAt", options: ["mdy"].map(option) }),
  ),
  zone: one("zone", "zone", "UTC"),
  "zone-words": fc
    .uniqueArray(
      word.filter((text) => text.length < 20),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => question({ id: "zoneWords", kind: "zone-words", values: values(all) })),
  "date-only": one("dateOnly", "date-only", "day", "midnight", "refuse"),
  "month-year": one("monthYear", "month-year", "keep", "refuse"),
  "day-numbers": one("dayNumbers", "day-numbers", "excel-1904", "refuse"),
  "over-midnight": one("overMidnight", "over-midnight", "next-day", "as-written"),
  "absent-end": one("absentEnd", "absent-end", "unknown", "open"),
  unreadable: words.map((all) =>
    question({
      id: "unreadable",
      kind: "unreadable",
      values: values(all),
      options: ["nothing", "refuse"].map(option),
    }),
  ),
  mark: fc.constant(
    question({ id: "marks.errors", kind: "mark", field: "errors", options: ["comma", "point"].map(option) }),
  ),
  "duration-unit": fc.constant(
    question({
      id: "durationUnit.timeToResolve",
      kind: "duration-unit",
      field: "timeToResolve",
      options: ["minutes", "hours"].map(option),
    }),
  ),
  values: fc
    .tuple(words, fc.constantFrom("severity", "kind", "customerFacing"), fc.boolean())
    .map(([all, field, isProposed]) => {
      const options = {
        severity: severities,
        kind: ["maintenance", null, "skip"].map(option),
        customerFacing: [true, false, null].map(option),
      }[field] as Question["options"];
      const proposed = Object.fromEntries(all.map((one, at) => [one, options[at % options.length]!.value]));
      return question({
        id: `values.${field}`,
        kind: "values",
        field,
        values: values(all),
        options,
        proposed: isProposed ? proposed : null,
      });
    }),
  "list-mark": fc
    .constantFrom(",", ";", "|", "+", "&", "newline", "none")
    .map((mark) =>
      question({ id: "split.systems", kind: "list-mark", field: "systems", options: [option(mark)] }),
    ),
  "natural-key": fc
    .constantFrom<string[]>([], ["title", "startedAt"])
    .map((fields) => question({ id: "naturalKey", kind: "natural-key", options: [option(fields)] })),
  "repeated-key": fc
    .oneof(
      word.map((by) => ({ keep: "last", by })),
      fc.constantFrom({ keep: "last" }, { keep: "fold" }, { keep: "none" }),
    )
    .map((said) => question({ id: "repeatedKey", kind: "repeated-key", options: [option(said)] })),
  sources: fc
    .array(word, { minLength: 2, maxLength: 3 })
    .map((columns) => ({ from: "first", columns }))
    .map((first) =>
      question({
        id: "sources.title",
        kind: "sources",
        field: "title",
        options: [option(first)],
        proposed: first,
      }),
    ),
  systems: fc.constant(
    question({ id: "createSystems", kind: "systems", options: [true, false].map(option) }),
  ),
};

function one(id: string, kind: Question["kind"], ...answers: string[]) {
  return fc.constant(question({ id, kind, options: answers.map(option) }));
}

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], value);
}

/** What the printed flag is to say. */
function meant({ proposed, options, values: all, kind }: Question): unknown {
  if (kind === "zone-words") return Object.fromEntries(all.map(({ value }) => [value, "UTC"]));
  const first = options[0]?.value;
  if (kind === "values" || kind === "unreadable")
    return proposed ?? Object.fromEntries(all.map(({ value }) => [value, first]));
  return proposed ?? first;
}

describe("the flag that is printed for a question", () => {
  test.each(Object.keys(asked) as Question["kind"][])("of kind %s answers it as a shell reads it", (kind) => {
    fc.assert(
      fc.property(asked[kind], (open) => {
        const { answers, reading } = readFlags(typed(commandFor(open, targets.incidents)));
        expect(unanswered([open], { answers, reading })).toEqual([]);
        expect(at(open.id.startsWith("reading.") ? { reading } : answers, open.id)).toEqual(meant(open));
      }),
      { numRuns: runs(40) },
    );
  });

  test("leaves a closed list that holds text to no field", () => {
    const many = question({ id: "values.kind", kind: "values", field: "kind" });
    expect(commandFor(many, targets.incidents)).toBe("--unmap kind");
  });

  test("reads well where nothing has to be hidden", () => {
    const open = question({
      id: "values.severity",
      kind: "values",
      field: "severity",
      values: values(["SEV0", "so-so"]),
      options: severities,
      proposed: { "so-so": null },
    });
    expect(commandFor(open, targets.incidents)).toBe("--severity SEV0=1,so-so=unknown");
  });
});

describe("words in flags", () => {
  test("come back as they were written, whatever they hold", () => {
    const told = fc.property(words, (all) => {
      const pairs = all.map((text, index): [string, string] => [text, String(index)]);
      expect(wordsAndMeanings(writtenMeanings(pairs))).toEqual(pairs);
    });
    fc.assert(told);
  });

  test("may hold a comma without more, as they always could", () => {
    expect(wordsAndMeanings("minor, but loud=3,major=2")).toEqual([
      ["minor, but loud", "3"],
      ["major", "2"],
    ]);
    expect(wordsAndMeanings("DOMAIN\\sev=1")).toEqual([["DOMAIN\\sev", "1"]]);
    expect(wordsAndMeanings("nothing said")).toBeNull();
  });
});

describe("a column in a flag", () => {
  const several = fc.record({
    from: fc.constantFrom("first" as const, "each" as const, "ticked" as const),
    columns: fc.array(word, { minLength: 2, maxLength: 4 }),
  });
  const join = fc
    .array(word, { minLength: 2, maxLength: 4 })
    .map((columns) => ({ from: "join" as const, columns, separator: " " }));
  const single = word.map((column) => ({ from: "column" as const, column }));

  test("is the column or columns that were meant, whatever they are called", () => {
    fc.assert(
      fc.property(fc.oneof(several, join, single), (source: Exclude<FieldSource, { from: "constant" }>) => {
        const [flag, text] = typed(asTyped(mapFlag("title", source)).replace(/^--map=/, "--map "));
        expect([flag, sourceIn(String(text).slice("title=".length))]).toEqual(["--map", source]);
      }),
      { numRuns: runs(40) },
    );
  });

  test("needs no backslash where the file has a column of that very name", () => {
    expect(sourceIn("R+D|QA", (name) => name === "R+D|QA")).toEqual({ from: "column", column: "R+D|QA" });
  });

  test("that begins with a dash is no flag", () => {
    expect(typed(asTyped(["--keep", "--help"]))).toEqual(["--keep=--help"]);
  });
});
