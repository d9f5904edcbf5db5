import type { Mapping } from "#lib/imports/mapping/schema.ts";
import type { FileInspection } from "#lib/imports/schema.ts";
import { type NumberBounds, readTypedNumber } from "#lib/typed-number.ts";

/** A mapping as a person sees it: for each column of the file, what it becomes. Fields fed by several know how. */

export const keepColumn = "*keep";

export type Way = "join" | "first" | "each" | "ticked";

export interface Choice {
  /** By `keyOf` of the column: names of fields, or `keepColumn`. */
  becomes: Record<string, string[]>;
  ways: Record<string, Way>;
  constants: Record<string, string>;
}

type Column = Pick<FileInspection["columns"][number], "column" | "path">;

export function keyOf({ column, path }: Column): string {
  return JSON.stringify([column, path ?? null]);
}

export function choiceOf({ fields, customFields }: Mapping): Choice {
  const choice: Choice = { becomes: {}, ways: {}, constants: {} };
  const feed = (column: Column, field: string) => {
    const key = keyOf(column);
    choice.becomes[key] = [...(choice.becomes[key] ?? []), field];
  };
  for (const [field, source] of Object.entries(fields)) {
    if (source.from === "constant") choice.constants[field] = source.value;
    else if (source.from === "column") feed({ column: source.column, path: source.path ?? null }, field);
    else {
      choice.ways[field] = source.from;
      for (const column of source.columns) feed({ column, path: null }, field);
    }
  }
  for (const column of customFields) feed({ column, path: null }, keepColumn);
  return choice;
}

export interface KnownField {
  name: string;
  label: string;
  required: boolean;
  kind: string;
}

/** What may stand in a number that is the same for every row; null for fields of other kinds. */
export function boundsOf(field: KnownField | undefined): NumberBounds | null {
  if (field?.kind === "percent") return { whole: false, most: 100, unit: "%" };
  return field?.kind === "count" ? { whole: true } : null;
}

function readConstant(text: string, field: KnownField | undefined): { value: string } | { refusal: string } {
  const bounds = boundsOf(field);
  if (bounds === null || text.trim() === "") return { value: text };
  const read = readTypedNumber(text, bounds);
  return "value" in read ? { value: String(read.value) } : read;
}

/** Date and time in two columns are one instant; of other fields the first that is filled counts. */
export function usualWay(field: KnownField | undefined): Way {
  return field?.kind === "instant" || field?.kind === "line" ? "join" : "first";
}

export function mappingOf(choice: Choice, of: { before: Mapping; fields: readonly KnownField[] }): Mapping {
  const { before, fields } = of;
  const columnsOf = new Map<string, Column[]>();
  for (const [key, names] of Object.entries(choice.becomes)) {
    const [column, path] = JSON.parse(key) as [string, string | null];
    for (const name of names) columnsOf.set(name, [...(columnsOf.get(name) ?? []), { column, path }]);
  }
  const mapping: Mapping = { profile: before.profile, fields: {}, customFields: [] };
  for (const [name, columns] of columnsOf) {
    if (name === keepColumn) mapping.customFields = columns.map(({ column }) => column);
    else mapping.fields[name] = sourceOf(name, columns);
  }
  for (const [name, value] of Object.entries(choice.constants)) {
    const read = readConstant(
      value,
      fields.find((field) => field.name === name),
    );
    if (value.trim() !== "" && "value" in read && mapping.fields[name] === undefined)
      mapping.fields[name] = { from: "constant", value: read.value };
  }
  return mapping;

  function sourceOf(name: string, columns: readonly Column[]): Mapping["fields"][string] {
    const [only] = columns as [Column];
    const was = before.fields[name];
    if (columns.length > 1) {
      const way = choice.ways[name] ?? usualWay(fields.find((field) => field.name === name));
      const names = columns.map(({ column }) => column);
      if (way === "each" || way === "ticked") return { from: way, columns: names };
      if (way === "first") return { from: "first", columns: names };
      return { from: "join", columns: names, separator: was?.from === "join" ? was.separator : " " };
    }
    const same =
      was?.from === "column" && was.column === only.column && was.path === (only.path ?? undefined);
    if (same) return was;
    return { from: "column", column: only.column, ...(only.path === null ? {} : { path: only.path }) };
  }
}

/** Fields fed by several columns, in the order of the fields. */
export function joinedFields(choice: Choice, fields: readonly KnownField[]): KnownField[] {
  const count = new Map<string, number>();
  for (const name of Object.values(choice.becomes).flat()) count.set(name, (count.get(name) ?? 0) + 1);
  return fields.filter(({ name }) => (count.get(name) ?? 0) > 1);
}

/** What stands in the way of going on, in words. */
export function problemsOf(choice: Choice, fields: readonly KnownField[]): string[] {
  const fed = new Set([...Object.values(choice.becomes).flat(), ...Object.keys(choice.constants)]);
  const missing = fields.filter(({ name, required }) => required && !fed.has(name));
  const mixed = joinedFields(choice, fields).filter(({ name }) =>
    Object.entries(choice.becomes).some(
      ([key, names]) => names.includes(name) && (JSON.parse(key) as [string, string | null])[1] !== null,
    ),
  );
  const refused = fields.flatMap((field) => {
    const read = readConstant(choice.constants[field.name] ?? "", field);
    return "refusal" in read ? [`${field.label}: ${read.refusal}`] : [];
  });
  return [
    ...refused,
    ...missing.map(({ label }) => `Choose the column that holds ${label}; every row needs it.`),
    ...mixed.map(
      ({ label }) => `${label} can come from one part of a JSON column, not from several columns.`,
    ),
  ];
}
