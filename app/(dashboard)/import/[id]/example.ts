import { cellSource, openJson } from "#lib/imports/file/cells.ts";
import type { FileInspection } from "#lib/imports/schema.ts";
import { type Fed, sourceOf } from "./mapping.ts";

/** What the first rows of the file hold for a field: as the import reads it, before it is taken for a date or a list. */

export type Example = { line: number; text: string };

const mostShown = 3;

export function examplesOf(fed: Fed, { columns, head }: Pick<FileInspection, "columns" | "head">): Example[] {
  const names = columns.filter(({ path }) => path === null).map(({ column }) => column);
  const textOf = cellSource(sourceOf(fed), names);
  return head
    .map(({ line, cells }) => ({ line, text: inWords(textOf(cells), fed) }))
    .filter(({ text }) => text !== "")
    .slice(0, mostShown);
}

function inWords(text: string, { way }: Fed): string {
  if (way !== "each" && way !== "ticked") return text;
  const items = openJson(text);
  return Array.isArray(items) ? items.join(" · ") : text;
}
