import { isFiller, saysNothing } from "#lib/csv/fillers.ts";
import { isNever } from "#lib/csv/instants.ts";
import { isMissing, readBoolean } from "#lib/csv/words.ts";
import type { Answers, FieldSource } from "../mapping/schema.ts";
import type { Field } from "../targets/target.ts";
import { bare, marksOf, piecesOf } from "./pieces.ts";

/** The text that a row holds for a field, before it is read; empty where nothing is recorded. */
export type CellSource = (cells: readonly string[]) => string;

export function columnsOf(source: FieldSource): string[] {
  if (source.from === "constant") return [];
  return source.from === "column" ? [source.column] : source.columns;
}

/** What it is read for: a word that fills a date says something elsewhere. */
type ReadFor = { field?: Field; answers?: Answers };

export function cellSource(
  source: FieldSource,
  columns: readonly string[],
  { field, answers }: ReadFor = {},
): CellSource {
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
    case "join": {
      const filled = filledOf(at, field);
      return (cells) => filled(cells).join(source.separator);
    }
    case "first": {
      const filled = filledOf(at, field);
      return (cells) => filled(cells)[0] ?? "";
    }
    case "each": {
      const split = splitOf(source, { field, answers }) ?? [];
      return (cells) => asList(at.flatMap((index) => listOf(cells[index] ?? "", { split, verbatim: false })));
    }
    case "ticked": {
      const names = tickedNames(source.columns);
      return (cells) => asList(names.filter((_, index) => isTicked(cells[at[index] as number] ?? "")));
    }
  }
}

/** What parts the items of a list: as the mapping says, or as it was answered; null where nobody said. */
export function splitOf(source: FieldSource, { field, answers }: ReadFor): readonly string[] | null {
  const said = "split" in source ? source.split : undefined;
  if (said !== undefined) return [said];
  const split = answers?.split;
  return split && field && Object.hasOwn(split, field.name) ? marksOf(split[field.name]!) : null;
}

/** Where none of them says anything, a word that fills a cell is kept, so that it can be asked about. */
function filledOf(at: readonly number[], field: Field | undefined): (cells: readonly string[]) => string[] {
  const isFilling = fillingFor(field?.kind);
  return (cells) => {
    const present = at.map((index) => (cells[index] ?? "").trim()).filter((cell) => !isMissing(cell));
    const filled = present.filter((cell) => !isFilling(cell));
    return filled.length > 0 ? filled : present.slice(0, 1);
  };
}

/** Whether a cell says nothing as a field of this kind. */
export function fillingFor(kind: Field["kind"] | undefined): (cell: string) => boolean {
  switch (kind) {
    case "instant":
    case "day":
      return (cell) => isFiller(cell) || (mayBeNever.test(cell) && isNever(cell));
    case "duration":
    case "count":
    case "percent":
      return isFiller;
    default:
      return saysNothing;
  }
}

/** Years that stand for never, which spares other cells the reading. */
const mayBeNever = /0001|1970|9999|^0+$/;

/** A list as one text, which `listOf` opens. */
function asList(items: readonly unknown[]): string {
  return items.length === 0 ? "" : JSON.stringify(items);
}

function isTicked(cell: string): boolean {
  const reading = readBoolean(cell);
  return reading.kind === "value" && reading.value;
}

/** The cells of columns to be ticked that are neither ticked nor not. */
export function unclearTicks(
  source: FieldSource,
  columns: readonly string[],
): ((cells: readonly string[]) => { column: string; text: string }[]) | null {
  if (source.from !== "ticked") return null;
  const at = source.columns.map((column) => ({ column, index: columns.indexOf(column) }));
  return (cells) =>
    at.flatMap(({ column, index }) => {
      const text = cells[index] ?? "";
      return readBoolean(text).kind === "unreadable" ? [{ column, text }] : [];
    });
}

/** A column's name without that of the column whose values it is one of. */
export function tickedName(column: string): string {
  return column
    .replace(columnOfValues, "")
    .replace(/\]\s*$/, "")
    .trim();
}

/** Columns that were made of the values of one begin with its name: service_api, service_web. */
function tickedNames(columns: readonly string[]): string[] {
  const [first = ""] = columns;
  const prefix = columnOfValues.exec(first)?.[0] ?? "";
  const isShared = prefix !== "" && columns.length > 1;
  return isShared && columns.every((column) => column.length > prefix.length && column.startsWith(prefix))
    ? columns.map((column) =>
        column
          .slice(prefix.length)
          .replace(/\]\s*$/, "")
          .trim(),
      )
    : [...columns];
}

const columnOfValues =
  /^(?:(?:affected|impacted)[ _-]?)?(?:systems?|services?|svc|components?|products?|applications?|regions?|locations?)?(?:\s*[:/]\s*|\s+-\s+|[_.])|^.*\[(?=[^[\]]+\]\s*$)/i;

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

/**
 * A list as a JSON array, or with marks between its items that stand outside brackets and quotes: those of `split`
 * (none where it is empty), else the usual ones. Items that say nothing are left out.
 */
export function listOf(
  text: string,
  { split, verbatim }: { split: readonly string[] | null; verbatim: boolean },
): unknown[] {
  const opened = openJson(text);
  const items: unknown[] = opened === null ? textItems(text, split) : [opened].flat();
  if (verbatim) return items.filter((item) => item !== null && item !== "");
  const said = items.filter((item) => item !== null && !(typeof item === "string" && saysNothing(item)));
  // Beside other regions it is North America.
  return said.length === 0 ? said : items.filter((item) => said.includes(item) || item === "NA");
}

function textItems(text: string, split: readonly string[] | null): string[] {
  if (split !== null) return piecesOf(text, split).map(bare);
  const pieces = piecesOf(text, strongMarks);
  return (pieces.length > 1 ? pieces : piecesOf(text, [","])).map(bare);
}

/** Where one of these stands, a comma is part of an item. */
const strongMarks = [";", "|", "\n"];
