import { type ColumnFacts, shareOf } from "../../file/columns.ts";
import type { Field, Target } from "../../targets/target.ts";
import type { FieldSource, Mapping, MissingField } from "../schema.ts";
import { isTick, mayBeTitle, readsLikeTitle } from "./contents.ts";

/** Columns that nothing is made of and that a field every row needs could come from, by what their cells hold. */

type Looking = {
  target: Target;
  columns: readonly ColumnFacts[];
  fields: Readonly<Record<string, FieldSource>>;
};

/** Those that clearly look like it; where there are none, those that might be it. */
export function candidatesFor(field: Field, { columns, fields }: Looking): ColumnFacts[] {
  const free = columns.filter((column) => !isUsed(column, fields));
  const sure = free.filter((column) => isSure(field, column));
  return sure.length > 0 ? sure : free.filter((column) => mayBe(field, column));
}

function isUsed({ column, path }: ColumnFacts, fields: Looking["fields"]): boolean {
  return Object.values(fields).some((source) =>
    source.from === "column"
      ? source.column === column && (source.path ?? null) === path
      : source.from !== "constant" && path === null && source.columns.includes(column),
  );
}

export function isSure(field: Field, column: ColumnFacts): boolean {
  if (column.filled === 0) return false;
  if (field.kind === "instant" || field.kind === "day") return column.instants >= 0.8;
  return field.name === "title" && readsLikeTitle(column);
}

function mayBe(field: Field, column: ColumnFacts): boolean {
  if (column.filled === 0) return false;
  switch (field.kind) {
    case "instant":
    case "day":
      return column.instants >= 0.3;
    case "count":
      return column.numbers >= 0.8;
    case "flag":
      return shareOf(column.values, isTick) >= 0.8;
    case "line":
      return mayBeTitle(column);
    default:
      return column.instants < 0.5 && column.clocks < 0.5 && column.averageLength <= 320;
  }
}

const mostCandidates = 8;

/** Fields that every row needs and the mapping does not give, each with the columns that it could come from. */
export function missingFields({ target, facts, mapping }: Missing): MissingField[] {
  const { fields } = mapping;
  return target.fields
    .filter((field) => field.required && !fields[field.name])
    .map((field) => ({
      field: field.name,
      label: field.label,
      candidates: candidatesFor(field, { target, columns: facts, fields })
        .slice(0, mostCandidates)
        .map(({ column, path, samples }) => ({ column, path, samples })),
    }));
}

type Missing = { target: Target; facts: readonly ColumnFacts[]; mapping: Mapping };
