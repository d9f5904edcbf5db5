import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importTargets } from "#db/values.ts";
import { factsOf } from "../../file/columns.ts";
import { targets } from "../../targets/index.ts";
import { type Field, folded, spellings, type Target } from "../../targets/target.ts";
import { foreignLanguages, languages } from "../../targets/words/index.ts";
import { languagesFor, looseName, namesIn, stemOf, tokensOf } from "./header-words.ts";
import { guessMapping } from "./index.ts";
import { namesOf } from "./names.ts";

/** Fields that files bring under names of their own: our ids, our words and our JSON stand only in our exports. */
const bringable = ({ fields }: Target) =>
  fields.filter(({ name, kind }) => name !== "id" && name !== "severityRaw" && kind !== "json");

const cases = Object.keys(languages).flatMap((language) =>
  importTargets.map((target) => ({ language, target: targets[target] })),
);

describe.each(cases)("headers in $language for $target.name", ({ language, target }) => {
  test("name every field that a file can bring", () => {
    for (const field of bringable(target))
      expect(namesIn(language, target, field), field.name).not.toHaveLength(0);
  });

  test("stand for one field each, or for one before all others", () => {
    const which = namesOf(target);
    for (const field of bringable(target)) {
      for (const name of namesIn(language, target, field)) {
        const ranks = [...which(name)].map(([, { rank }]) => rank).sort((a, b) => a - b);
        expect(ranks[0] === ranks[1] ? [name, ...which(name)] : null).toBeNull();
      }
    }
  });

  test("are mapped to the same fields in whatever order, case and spelling they come", () => {
    const eligible = eligibleNames(language, target);
    const drawn = fc.record(
      Object.fromEntries(
        [...eligible].map(([field, names]) => [
          field,
          fc.tuple(fc.constantFrom(...names), fc.constantFrom(...spellingsOf(language))),
        ]),
      ),
    );
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), (headers, order) => {
        const columns = Object.entries(headers)
          .map(([field, [name, spell]]) => ({
            field,
            header: spell(name),
            place: order.next().value as number,
          }))
          .sort((a, b) => a.place - b.place);
        const rows = [0, 1, 2, 3, 4].map((row) => ({
          line: row + 2,
          cells: columns.map(({ field }) => cellOf(fieldNamed(target, field), row)),
        }));
        const { mapping } = guessMapping(
          target,
          factsOf(
            columns.map(({ header }) => header),
            rows,
          ),
        );
        for (const { field, header } of columns)
          expect([field, mapping.fields[field]]).toEqual([field, { from: "column", column: header }]);
      }),
      { numRuns: 10 },
    );
  });
});

/** Of each field, the names that mean it before any other field, and that are no other column's name too. */
function eligibleNames(language: string, target: Target): Map<string, string[]> {
  const which = namesOf(target);
  const found = new Map<string, string[]>();
  for (const field of bringable(target)) {
    const names = namesIn(language, target, field).filter((name) => {
      const [best] = [...which(name)].sort(([, a], [, b]) => a.rank - b.rank);
      return best?.[0] === field.name;
    });
    if (names.length > 0) found.set(field.name, names);
  }
  return found;
}

type Spell = (name: string) => string;

function spellingsOf(language: string): Spell[] {
  const some: Spell[] = [
    (name) => name,
    (name) => name.toUpperCase(),
    (name) => name.replace(/[ -]+/g, "_"),
    (name) => `  ${name} `,
    (name) => folded(name),
    (name) => `${name} (x)`,
  ];
  if (language === "ja") return some;
  return [
    ...some,
    (name) => name.replace(/(^|[ -])(\p{L})/gu, (_, __, letter: string) => letter.toUpperCase()),
    (name) => name.replaceAll(" ", "."),
    (name) => spellings(name).at(-1) as string,
  ];
}

function fieldNamed({ fields }: Target, name: string): Field {
  return fields.find((field) => field.name === name) as Field;
}

function cellOf(field: Field, row: number): string {
  switch (field.kind) {
    case "instant":
      return `2026-03-0${row + 1} 10:0${row}`;
    case "day":
      return `2026-03-0${row + 1}`;
    case "duration":
      return `1h ${row}m`;
    case "count":
    case "percent":
      return String(10 + row);
    case "flag":
      return row % 2 === 0 ? "yes" : "no";
    case "choice":
      return String(field.choices?.[row % field.choices.length]);
    case "severity":
      return "critical";
    default:
      return `Words of ${field.name} in row ${row}`;
  }
}

describe("words of languages", () => {
  test("belong to fields that there are", () => {
    for (const { headers, values } of Object.values(foreignLanguages)) {
      for (const target of importTargets) {
        const known = targets[target].fields.map(({ name }) => name);
        expect(known).toEqual(expect.arrayContaining(Object.keys(headers[target])));
        expect(known).toEqual(expect.arrayContaining(Object.keys(values[target])));
      }
    }
  });

  test("mean the same in cells, whatever the language, and only what a field can hold", () => {
    for (const target of importTargets) {
      const said = new Map<string, unknown>();
      for (const { values } of Object.values(foreignLanguages)) {
        for (const [name, words] of Object.entries(values[target])) {
          const { choices, words: all } = fieldNamed(targets[target], name);
          for (const [word, meaning] of Object.entries(words)) {
            if (choices) expect(choices).toContain(meaning);
            for (const spelling of spellings(word)) {
              const key = `${target}.${name}: ${spelling}`;
              expect([key, said.get(key) ?? meaning]).toEqual([key, meaning]);
              said.set(key, meaning);
              expect([key, all?.[spelling]]).toEqual([key, meaning]);
            }
          }
        }
      }
    }
  });

  test("leave no name without a form", () => {
    for (const { language, target } of cases) {
      const its = languagesFor(target).find(({ name }) => name === language)!;
      for (const field of bringable(target))
        for (const name of namesIn(language, target, field)) {
          expect(looseName(tokensOf(name), its)).not.toBe("");
          expect(stemOf(tokensOf(name), its)).toBeTypeOf("string");
        }
    }
  });
});
