import type { z } from "zod";
import { type Field, type Fields, filterWord, inPlace } from "#db/fields/field.ts";
import type { Bytes, ClosedList, Codes, Floats } from "../facts/columns.ts";
import { choiceLists, type FieldColumns, type Words } from "../facts/fields.ts";
import { inRanges, type Range } from "./ranges.ts";
import { amounts, closed, closedOrUnknown, levels, open } from "./readers.ts";

/** The words of the filter that ask for what fields hold: one for each field that has its place in the filter. */

type WordOf<N, F extends Field> = F extends { filter: infer W extends string } ? W : N;
type AskedOf<F extends Field> = F extends { kind: "choice"; values: readonly (infer V)[] }
  ? F extends { blank: string }
    ? V[]
    : (V | null)[]
  : F extends { kind: "level" }
    ? (number | null)[]
    : F extends { kind: "flag" }
      ? ("yes" | "no" | null)[]
      : F extends { kind: "count" | "percent" }
        ? Range[]
        : (string | null)[];
export type FieldWords<F extends Fields> = {
  -readonly [K in keyof F as F[K] extends { notIn: { filter: string } }
    ? never
    : WordOf<K, F[K]>]: z.ZodOptional<z.ZodType<AskedOf<F[K]>>>;
};

export function fieldWords<F extends Fields>(fields: F): FieldWords<F> {
  const words: Record<string, z.ZodType> = {};
  for (const name of inPlace(fields, "filter")) {
    const field = fields[name]!;
    words[filterWord(name, field)] = readerOf(field).describe(`${field.means}${howAsked(field)}`);
  }
  return words as FieldWords<F>;
}

function howAsked({ kind }: Field): string {
  return kind === "count" || kind === "percent" ? " 100..1000: from 100 up to, not including, 1000." : "";
}

function readerOf(field: Field): z.ZodType {
  switch (field.kind) {
    case "choice":
      return field.blank === undefined ? closedOrUnknown(field.values) : closed(field.values);
    case "level":
      return levels(field.values);
    case "flag":
      return closedOrUnknown(["yes", "no"]);
    case "count":
    case "percent":
      return amounts();
    default:
      return open();
  }
}

type Predicate = (row: number) => boolean;
type Terms = Readonly<Record<string, unknown>>;

/** Whether a row holds what the words ask of its fields; words of other things are passed over. */
export function fieldPredicates<F extends Fields>(of: {
  fields: F;
  columns: FieldColumns<F>;
  terms: Terms;
}): Predicate[] {
  const { fields, terms } = of;
  const lists: Readonly<Record<string, ClosedList<string>>> = choiceLists(fields);
  const columns = of.columns as unknown as Readonly<Record<string, Floats | Codes | Bytes | Words>>;
  return inPlace(fields, "filter").flatMap((name) => {
    const asked = terms[filterWord(name, fields[name]!)] as readonly unknown[] | undefined;
    return asked === undefined
      ? []
      : [predicateOf(columns[name]!, asked, { field: fields[name]!, list: lists[name] })];
  });
}

function predicateOf(
  column: Floats | Codes | Bytes | Words,
  asked: readonly unknown[],
  { field, list }: { field: Field; list: ClosedList<string> | undefined },
): Predicate {
  const { kind } = field;
  if (kind === "count" || kind === "percent")
    return inRanges((row) => column.values[row]!, asked as readonly Range[]);
  const values = column.values as Uint8Array | Int32Array;
  // Whichever copy of its class it is of: pages and the API have one each, and share the facts.
  if ("dictionary" in column) {
    const { dictionary } = column;
    const isSeveral = "several" in field;
    const codes = (asked as readonly (string | null)[]).flatMap((word) =>
      word === null ? 0 : isSeveral ? dictionary.codesNaming(word) : dictionary.find(word),
    );
    return byCode(values, codes, dictionary.words.length);
  }
  if (list !== undefined)
    return byCode(
      values,
      (asked as readonly (string | null)[]).map((word) => list.code(word)),
    );
  if (kind === "flag")
    return byCode(
      values,
      asked.map((word) => (word === null ? 0 : word === "no" ? 1 : 2)),
    );
  return byCode(
    values,
    (asked as readonly (number | null)[]).map((level) => level ?? 0),
  );
}

/** Rows whose code is one of these; a byte can say no more than 255. */
function byCode(
  values: Uint8Array | Int32Array,
  codes: readonly (number | undefined)[],
  size = 256,
): Predicate {
  const wanted = mask(size, codes);
  return (row) => wanted[values[row]!] === 1;
}

/** A mark for each of these codes; undefined stands for a word that no row has. */
export function mask(size: number, codes: readonly (number | undefined)[]): Uint8Array {
  const wanted = new Uint8Array(size);
  for (const code of codes) if (code !== undefined) wanted[code] = 1;
  return wanted;
}
