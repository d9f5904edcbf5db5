import { type Field, type Fields, inPlace } from "#db/fields/field.ts";
import type { Field as ImportField } from "./target.ts";

/** What an import knows of a field besides its entry: other names of its column, and other tools' words for values. */
export type ImportWords = Pick<ImportField, "names"> &
  Partial<Pick<ImportField, "words" | "confirm" | "kind" | "required">>;

/** Fields as columns of a file, for imports and exports. Name and label are known as headers without being told. */
export function targetFields<F extends Fields>(
  fields: F,
  words: Readonly<Partial<Record<keyof F, ImportWords>>>,
): ImportField[] {
  return inPlace(fields, "import").map((name) => ({
    name,
    label: fields[name]!.label,
    required: fields[name]!.required,
    ...cellsOf(fields[name]!),
    ...(words[name] ?? { names: [] }),
  }));
}

function cellsOf(field: Field): Pick<ImportField, "kind" | "max" | "choices" | "precision"> {
  switch (field.kind) {
    case "key":
      return { kind: "identifier", max: field.max };
    case "link":
      return { kind: "line", max: field.max };
    case "name":
    case "line":
    case "text":
      return { kind: field.kind, max: field.max };
    case "choice":
    case "level":
      return { kind: "choice", choices: field.values };
    case "pairs":
      return { kind: "json" };
    case "instant":
      return { kind: "instant", precision: field.precision };
    default:
      return { kind: field.kind };
  }
}
