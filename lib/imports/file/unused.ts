import type { Mapping, SurveyedColumn, UnusedColumn } from "../mapping/schema.ts";
import { columnsOf } from "./cells.ts";

/** Columns of which nothing is stored. A column of objects is used where a part of it is. */
export function unusedColumns(columns: readonly SurveyedColumn[], mapping: Mapping): UnusedColumn[] {
  const used = new Set([...Object.values(mapping.fields).flatMap(columnsOf), ...mapping.customFields]);
  return columns
    .filter(({ column, path }) => path === null && !used.has(column))
    .map(({ column, filled, samples }) => ({
      column,
      filled,
      samples,
      looksLike: filled === 0 ? "nothing" : "text",
      hint: null,
    }));
}
