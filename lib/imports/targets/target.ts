import type { ImportTarget } from "#db/values.ts";

/**
 * How a cell becomes a value. `line` is text on one line, `name` and `identifier` are kept in the one form of names
 * (lib/names.ts), the first of them cut where it is too long; `flag` is yes or no, `names` a list of systems, `places`
 * a list of regions, `labels` a list of other names, `json` a value written as JSON by our own export.
 */
type FieldKind =
  | "name"
  | "line"
  | "text"
  | "identifier"
  | "instant"
  | "day"
  | "duration"
  | "count"
  | "percent"
  | "flag"
  | "choice"
  | "severity"
  | "system"
  | "names"
  | "places"
  | "labels"
  | "factors"
  | "references"
  | "incident"
  | "json";

export type FieldValue = string | number | boolean | null;

export type Field = {
  /** As in the REST body; fields that only help (durations, lists by part) are named after what they give. */
  name: string;
  label: string;
  kind: FieldKind;
  required?: boolean;
  /** Of a moment that may be known to a date alone: the field of the body that says so. */
  precision?: string;
  /** Longest text that can be stored. */
  max?: number;
  choices?: readonly (string | number)[];
  /** Words other tools use for a choice, in lower case; proposals, shown before they are used. */
  words?: Readonly<Record<string, FieldValue>>;
  /** What the value means must be confirmed by a person even where every word is known. */
  confirm?: boolean;
  /** Other names of the column, best first; compared without case, blanks and punctuation. */
  names: readonly string[];
  /** The moment that a duration counted from the start gives. */
  gives?: string;
  /** The list of the body that this field adds to, and the part or link it adds. */
  into?: { list: string; as: string };
};

export type Target = {
  name: ImportTarget;
  label: string;
  fields: readonly Field[];
  /** Fields that name a record where no identifier is mapped; empty where only the whole row can. */
  naturalKey: readonly string[];
};

export function fieldOf(target: Target, name: string): Field | undefined {
  return target.fields.find((field) => field.name === name);
}

/** `Start Time (UTC)` and `start_time_utc` are one name, and so are `début` and `DEBUT`. */
export function plainName(name: string): string {
  return folded(name).replace(/[^\p{L}\p{N}]/gu, "");
}

/** Without case, and without accents on Latin letters; marks on others make other letters. */
export function folded(text: string): string {
  return text
    .replace(/[º°]/g, " ")
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ßœæøł]/g, (letter) => ({ ß: "ss", œ: "oe", æ: "ae", ø: "o", ł: "l" })[letter] as string);
}

/** As it is written, without accents, and with umlauts as two letters; in lower case. */
export function spellings(word: string): string[] {
  const lower = word.toLowerCase();
  const umlauts = lower.replace(/[äöü]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter] as string);
  return [...new Set([lower, folded(lower), folded(umlauts)])];
}
