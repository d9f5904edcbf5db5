import type { FieldSource, Mapping } from "#lib/imports/mapping/schema.ts";
import type { FileInspection } from "#lib/imports/schema.ts";
import { type NumberBounds, readTypedNumber } from "#lib/typed-number.ts";

/** A mapping as a person sees it: where each field comes from, and which columns are kept as they are. */

/** Stands among the fields for a column that is kept under its own name. */
export const keepColumn = "*keep";

export type Way = "join" | "first" | "each" | "ticked";

export interface Column {
  column: string;
  /** Set for a part of a column of JSON objects. */
  path: string | null;
}

/** Where a field comes from: one column, or several in this order and one way. */
export interface Fed {
  columns: Column[];
  /** Null for one column that is read by itself. */
  way: Way | null;
  separator: string;
  split?: string;
}

export interface Choice {
  fields: Record<string, Fed>;
  kept: string[];
  constants: Record<string, string>;
}

export interface KnownField {
  name: string;
  label: string;
  required: boolean;
  kind: string;
}

export type FileColumns = FileInspection["columns"];

const usualSeparator = " ";

export function keyOf({ column, path }: Column): string {
  return JSON.stringify([column, path ?? null]);
}

export function choiceOf({ fields, customFields }: Mapping): Choice {
  const choice: Choice = { fields: {}, kept: [...customFields], constants: {} };
  for (const [name, source] of Object.entries(fields)) {
    if (source.from === "constant") choice.constants[name] = source.value;
    else choice.fields[name] = fedBy(source);
  }
  return choice;
}

function fedBy(source: Exclude<FieldSource, { from: "constant" }>): Fed {
  const split = "split" in source && source.split !== undefined ? { split: source.split } : {};
  const separator = source.from === "join" ? source.separator : usualSeparator;
  if (source.from === "column")
    return {
      columns: [{ column: source.column, path: source.path ?? null }],
      way: null,
      separator,
      ...split,
    };
  return {
    columns: source.columns.map((column) => ({ column, path: null })),
    way: source.from,
    separator,
    ...split,
  };
}

export function sourceOf({ columns, way, separator, split }: Fed): FieldSource {
  const names = columns.map(({ column }) => column);
  const parted = split === undefined ? {} : { split };
  switch (way) {
    case null: {
      const [{ column, path }] = columns as [Column];
      return { from: "column", column, ...(path === null ? {} : { path }), ...parted };
    }
    case "join":
      return { from: "join", columns: names, separator };
    case "each":
      return { from: "each", columns: names, ...parted };
    default:
      return { from: way, columns: names };
  }
}

export function mappingOf(choice: Choice, of: { before: Mapping; fields: readonly KnownField[] }): Mapping {
  const { before, fields } = of;
  const mapping: Mapping = { profile: before.profile, fields: {}, customFields: choice.kept };
  for (const [name, fed] of Object.entries(choice.fields)) mapping.fields[name] = sourceOf(fed);
  for (const [name, value] of Object.entries(choice.constants)) {
    const was = before.fields[name];
    const field = fields.find((one) => one.name === name);
    const read = readConstant(value, field);
    if (mapping.fields[name] !== undefined) continue;
    if (was?.from === "constant" && was.value === value) mapping.fields[name] = was;
    else if (value.trim() !== "" && "value" in read)
      mapping.fields[name] = { from: "constant", value: read.value };
  }
  return mapping;
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

/** Fields fed by several columns, or by ticks, in the order of the fields. */
export function fedBySeveral(choice: Choice, fields: readonly KnownField[]): KnownField[] {
  return fields.filter(({ name }) => (choice.fields[name]?.way ?? null) !== null);
}

/** What stands in the way of going on, in words. */
export function problemsOf(choice: Choice, fields: readonly KnownField[]): string[] {
  const missing = fields.filter(
    ({ name, required }) =>
      required && choice.fields[name] === undefined && (choice.constants[name] ?? "").trim() === "",
  );
  const mixed = fedBySeveral(choice, fields).filter(({ name }) =>
    choice.fields[name]!.columns.some(({ path }) => path !== null),
  );
  const many = fedBySeveral(choice, fields).filter(({ name }) => tooMany(choice.fields[name]!));
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
    ...many.map(({ label }) => `${label} can come from ${mostTogether} columns at most.`),
  ];
}

const mostTogether = 10;

function tooMany({ columns, way }: Fed): boolean {
  return (way === "join" || way === "first") && columns.length > mostTogether;
}
