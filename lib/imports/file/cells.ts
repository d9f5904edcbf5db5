import { isMissing, readBoolean } from "#lib/csv/words.ts";
import type { FieldSource } from "../mapping/schema.ts";

/** The text that a row holds for a field, before it is read; empty where nothing is recorded. */
export type CellSource = (cells: readonly string[]) => string;

export function columnsOf(source: FieldSource): string[] {
  if (source.from === "constant") return [];
  return source.from === "column" ? [source.column] : source.columns;
}

export function cellSource(source: FieldSource, columns: readonly string[]): CellSource {
  const at = columnsOf(source).map((column) => columns.indexOf(column));
  switch (source.from) {
    case "constant":
      return () => source.value;
    case "column": {
      const [index] = at as [number];
      if (source.path === undefined) return (cells) => cells[index] ?? "";
      const open = jsonOpener();
      const steps = source.path.split(".");
      return (cells) => textAt(open(cells[index] ?? ""), steps);
    }
    case "join":
      return (cells) => filled(at, cells).join(source.separator);
    case "first":
      return (cells) => filled(at, cells)[0] ?? "";
    case "each":
      return (cells) => asList(filled(at, cells).flatMap((cell) => itemsOf(cell, source.split ?? null)));
    case "ticked":
      return (cells) =>
        asList(source.columns.filter((_, index) => isTicked(cells[at[index] as number] ?? "")));
  }
}

function filled(at: readonly number[], cells: readonly string[]): string[] {
  return at.map((index) => (cells[index] ?? "").trim()).filter((cell) => !isMissing(cell));
}

/** A list as one text, which `listOf` opens. */
function asList(items: readonly string[]): string {
  return items.length === 0 ? "" : JSON.stringify(items);
}

/** Where each column adds to a list, a cell is one item unless it is said what parts it. */
function itemsOf(cell: string, split: string | null): string[] {
  return split === null ? [cell] : listOf(cell, { split, verbatim: false }).map(String);
}

function isTicked(cell: string): boolean {
  const reading = readBoolean(cell);
  return reading.kind === "value" && reading.value;
}

/** Several fields read the same cell of a row, so the last one opened is kept. */
function jsonOpener(): (cell: string) => unknown {
  let last = "";
  let opened: unknown = null;
  return (cell) => {
    if (cell !== last) {
      last = cell;
      opened = openJson(cell);
    }
    return opened;
  };
}

/** The object or list a cell holds; null where it holds neither. */
export function openJson(cell: string): unknown {
  const start = cell.trimStart().charAt(0);
  if (start !== "{" && start !== "[") return null;
  try {
    return JSON.parse(cell);
  } catch {
    return null;
  }
}

function textAt(value: unknown, steps: readonly string[]): string {
  let inner = value;
  for (let index = 0; index < steps.length; index++) {
    if (typeof inner !== "object" || inner === null) return "";
    const record = inner as Record<string, unknown>;
    // A key may hold dots itself: `labels.app.kubernetes.io`.
    const rest = steps.slice(index).join(".");
    if (Object.hasOwn(record, rest)) return textOf(record[rest]);
    const step = steps[index] as string;
    inner = Object.hasOwn(record, step) ? record[step] : null;
  }
  return textOf(inner);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.length === 0 ? "" : JSON.stringify(value);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The paths of an object's plain values and plain lists, to be offered as columns. */
export function leafPaths(value: unknown, prefix = "", depth = 0): { path: string; text: string }[] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > 4) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    const isRecord = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    if (isRecord) return leafPaths(inner, path, depth + 1);
    if (Array.isArray(inner) && inner.some((item) => typeof item === "object")) return [];
    return [{ path, text: textOf(inner) }];
  });
}

/** A list as a JSON array, on lines, or with the usual marks between its items. */
export function listOf(
  text: string,
  { split, verbatim }: { split: string | null; verbatim: boolean },
): unknown[] {
  const opened = openJson(text);
  if (Array.isArray(opened)) return opened.filter((item) => item !== null && item !== "");
  const marks = split ?? (/[;|\n]/.test(text) ? /[;|\n]/ : ",");
  return text
    .split(marks)
    .map((item) => item.trim())
    .filter((item) => (verbatim ? item !== "" : !isMissing(item)));
}
