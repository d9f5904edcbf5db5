import { isMissing } from "#lib/csv/words.ts";
import { oneName } from "#lib/names.ts";
import type { Reason } from "../schema.ts";
import type { MappedField, Settlement } from "./columns.ts";
import { DateAlone, LeftOut, PassedOver, Remarked, Unreadable } from "./readers/outcome.ts";
import { cut, excerpt } from "./readers/text.ts";
import { groupsOf } from "./repeated.ts";

/** Values as the REST body holds them. */
export type Body = Record<string, unknown>;

/** What the cells of a row say. `aids` hold what only helps to make the body: our own id, durations, lists by part. */
export type ReadRow = {
  body: Body;
  aids: Body;
  reasons: Reason[];
  /** What is not stored to the letter, though the row is. */
  notes: Reason[];
  empty: string[];
};

/** Reads the cells of a row, each once; a row that one of them leaves out is told by that. */
export function rowReader(
  fields: readonly MappedField[],
  { columns, mapping }: Settlement,
): (cells: readonly string[]) => ReadRow | LeftOut {
  const kept = keptOf(mapping.customFields, columns);
  const title = fields.find(({ field }) => field.name === "title");
  return (cells) => {
    const row: ReadRow = { body: {}, aids: {}, reasons: [], notes: [], empty: [] };
    for (const one of fields) {
      const leftOut = readField(one, cells, row);
      if (leftOut) return leftOut;
    }
    if (kept.length > 0) keepColumns(row, cells, kept);
    if (title) keepLongTitle(row.body, title, cells);
    return row;
  };
}

type Kept = { column: string; all: { column: string; index: number }[] };

const longestKept = 10_000;

/** Columns that repeat one header stand on the lines of one text. */
function keptOf(customFields: readonly string[], columns: readonly string[]): Kept[] {
  const groups = groupsOf(columns);
  const first = new Map(
    groups.flatMap(({ repeats }) => repeats.map((column) => [column, repeats[0]!] as const)),
  );
  const headOf = (column: string) => {
    const head = first.get(column) ?? column;
    return customFields.includes(head) ? head : column;
  };
  const byHead = Map.groupBy(customFields, headOf);
  return [...byHead].map(([column, all]) => ({
    column,
    all: all.map((one) => ({ column: one, index: columns.indexOf(one) })),
  }));
}

function readField(
  { field, column, source, read, isAid, keepsWords, unclear, nextDay }: MappedField,
  cells: readonly string[],
  row: ReadRow,
): LeftOut | null {
  const text = source(cells);
  const found = text === "" ? undefined : nextDay?.is(cells) ? nextDay.read(text) : read(text);
  if (found instanceof Remarked) row.notes.push({ column, value: excerpt(text), reason: found.remark });
  const value = found instanceof Remarked ? found.value : found;
  if (value === undefined || value === "") row.empty.push(field.name);
  else if (value instanceof LeftOut) return value;
  else if (value instanceof Unreadable || value instanceof PassedOver)
    refuseOrNote(value, { column, text, row });
  else if (value instanceof DateAlone) {
    row.body[field.name] = value.at;
    row.body[field.precision!] = value.precision;
  } else if (isAid) row.aids[field.name] = value;
  else row.body[field.name] = value;
  if (value instanceof PassedOver) row.empty.push(field.name);
  if (keepsWords) keepWords(row.body, text);
  for (const { said, ...where } of unclear?.(cells) ?? []) refuseOrNote(said, { ...where, row });
  return null;
}

type Standing = { column: string; text: string; row: ReadRow };

function refuseOrNote(said: unknown, { column, text, row }: Standing): void {
  const value = excerpt(text);
  if (said instanceof Unreadable) row.reasons.push({ column, value, reason: said.reason });
  else if (said instanceof PassedOver)
    row.notes.push({ column, value, reason: "Taken as nothing recorded, as was answered." });
}

function keepWords(body: Body, text: string): void {
  const raw = text.trim();
  if (raw !== "" && body.severityRaw === undefined) body.severityRaw = cut(raw, 200);
}

function keepColumns(row: ReadRow, cells: readonly string[], kept: readonly Kept[]): void {
  const fields: Record<string, string> = { ...(row.body.customFields as Record<string, string> | undefined) };
  const keep = (column: string, text: string) => {
    if (text === "") return;
    fields[cut(oneName(column), 200)] = cut(text, longestKept);
    if (text.length > longestKept)
      row.notes.push({ column, value: excerpt(text), reason: "Its first 10,000 characters are kept." });
  };
  for (const { column, all } of kept) {
    const texts = all
      .map(({ index }) => (cells[index] ?? "").trim())
      .map((text) => (isMissing(text) ? "" : text));
    const whole = texts.filter((text) => text !== "").join("\n");
    if (whole.length <= longestKept) keep(column, whole);
    else for (const [at, one] of all.entries()) keep(one.column, texts[at]!);
  }
  if (Object.keys(fields).length > 0) row.body.customFields = fields;
}

function keepLongTitle(body: Body, title: MappedField, cells: readonly string[]): void {
  if (typeof body.title !== "string" || body.title.length !== title.field.max || body.summary !== undefined)
    return;
  const whole = title.source(cells);
  if (whole.length > body.title.length) body.summary = cut(whole, 50_000);
}
