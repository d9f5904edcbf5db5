import { isDeepStrictEqual } from "node:util";
import type { ColumnFacts } from "../file/columns.ts";
import { type Field, plainName, type Target } from "../targets/target.ts";
import type { FieldSource, Mapping } from "./schema.ts";

/** A mapping for a file that no profile knows, from the names of its columns and what stands in them. */

export type Guess = { mapping: Mapping; why: Record<string, string> };

export function guessMapping(target: Target, columns: readonly ColumnFacts[]): Guess {
  const record = recordColumn(target, columns);
  const matches = target.fields
    // Our own ids stand only in our own exports, which a profile knows.
    .filter((field) => field.name !== "id")
    .flatMap((field) => columns.map((column) => ({ field, column, score: scoreOf(field, column) })))
    .filter((match) => match.score > 0)
    .map((match) => ({ ...match, score: match.score + (isInside(match.column, record) ? 1_000 : 0) }))
    .sort((a, b) => b.score - a.score);
  const fields: Record<string, FieldSource> = {};
  const why: Record<string, string> = {};
  const used = new Set<ColumnFacts>();
  for (const { field, column } of matches) {
    if (fields[field.name] || used.has(column)) continue;
    used.add(column);
    fields[field.name] = sourceOf(column);
    why[field.name] = `The column is called ${column.name}.`;
  }
  takeForRequired({ target, matches, fields, why });
  fillByContent({ target, columns: columns.filter((column) => !used.has(column)), fields, why });
  shareMaintenance({ target, columns, fields, why });
  return { mapping: { profile: null, fields: joinClocks(fields, columns, why), customFields: [] }, why };
}

type Match = { field: Field; column: ColumnFacts; score: number };

/** What every row needs goes first: a lone column called Summary is the title rather than the summary. */
function takeForRequired({ target, matches, fields, why }: Taking): void {
  for (const field of target.fields) {
    if (!field.required || fields[field.name]) continue;
    const best = matches.find((match) => match.field === field);
    if (best === undefined) continue;
    const source = sourceOf(best.column);
    for (const other of target.fields) {
      if (other.required || !isDeepStrictEqual(fields[other.name], source)) continue;
      delete fields[other.name];
      delete why[other.name];
      fields[field.name] = source;
      why[field.name] = `The column is called ${best.column.name}.`;
    }
  }
}

type Taking = Omit<Filling, "columns"> & { matches: readonly Match[] };

/** A raw table keeps the record itself as JSON in one column; the columns beside it speak of the table. */
function recordColumn(target: Target, columns: readonly ColumnFacts[]): string | null {
  const wanted = target.fields.filter((field) => field.required);
  const inside = columns.filter(({ path }) => path !== null);
  const holds = (column: string, field: Field) =>
    inside.some((one) => one.column === column && scoreOf(field, one) > 0);
  const names = [...new Set(inside.map(({ column }) => column))];
  return names.find((column) => wanted.every((field) => holds(column, field))) ?? null;
}

function isInside({ column, path }: ColumnFacts, record: string | null): boolean {
  return path !== null && column === record;
}

function sourceOf({ column, path }: ColumnFacts): FieldSource {
  return path === null ? { from: "column", column } : { from: "column", column, path };
}

/**
 * Higher for a better name; nothing for a column whose content cannot be this field. A column with our very name is
 * taken whatever it holds, so that cells which cannot be read are refused and not passed over.
 */
function scoreOf(field: Field, column: ColumnFacts): number {
  const rank = rankOf(field, column);
  const isNamesake = rank !== null && rank <= 2 && ["instant", "count", "percent"].includes(field.kind);
  return rank === null || !(isNamesake || suits(field, column)) ? 0 : 1_000 - rank;
}

function rankOf(field: Field, column: ColumnFacts): number | null {
  const wanted = [field.name, field.label, ...field.names].map(plainName);
  const last = column.path?.split(".").at(-1) ?? null;
  const bare = plainName(column.name.replace(/\((utc|gmt|[^)]*)\)\s*$/i, ""));
  const whole = [plainName(column.name), bare, plainName(`${column.name}`.replace(/^custom field/i, ""))];
  const direct = wanted.findIndex((name) => whole.includes(name));
  if (direct !== -1) return direct * 2;
  const inner = last === null ? -1 : wanted.indexOf(plainName(last));
  // A field deep inside an object is the likelier something else's, the deeper it lies.
  return inner === -1 ? null : inner * 2 + 1 + 100 * (column.path as string).split(".").length;
}

function suits(field: Field, column: ColumnFacts): boolean {
  if (column.filled === 0) return column.path === null;
  switch (field.kind) {
    case "instant":
    case "day":
      return column.instants + column.dayNumbers >= 0.5;
    case "count":
    case "percent":
      return column.numbers >= 0.5;
    case "choice":
      return knownShare(field, column) >= 0.5;
    case "name":
    case "line":
      return column.instants < 0.5 && !(field.required && column.numbers > 0.9);
    case "severity":
      return column.values.size <= 30 && column.averageLength <= 40;
    case "flag":
      return column.values.size <= 6;
    case "json":
      return false;
    case "duration":
      return column.instants < 0.5;
    default:
      return true;
  }
}

function knownShare(field: Field, column: ColumnFacts): number {
  const known = (value: string) => {
    const word = value.toLowerCase();
    return field.choices?.map(String).includes(word) || Object.hasOwn(field.words ?? {}, word);
  };
  let count = 0;
  for (const [value, times] of column.values) if (known(value)) count += times;
  return count / Math.max(1, column.filled);
}

type Filling = {
  target: Target;
  columns: readonly ColumnFacts[];
  fields: Record<string, FieldSource>;
  why: Record<string, string>;
};

/** What every row needs and no name gave, by what the cells look like. */
function fillByContent({ target, columns, fields, why }: Filling): void {
  for (const field of target.fields) {
    if (!field.required || fields[field.name]) continue;
    const fitting = columns.filter((column) => looksLike(field, column));
    const [best] = fitting.sort((a, b) => b.filled - a.filled || b.values.size - a.values.size);
    if (!best) continue;
    fields[field.name] = sourceOf(best);
    why[field.name] =
      field.kind === "instant"
        ? `The cells of ${best.name} are dates.`
        : `The cells of ${best.name} read like titles.`;
  }
}

function looksLike(field: Field, column: ColumnFacts): boolean {
  if (column.filled === 0) return false;
  if (field.kind === "instant" || field.kind === "day") return column.instants >= 0.8;
  if (field.kind !== "line" && field.kind !== "name") return false;
  const isText =
    column.instants < 0.2 &&
    column.numbers < 0.2 &&
    column.averageLength >= 10 &&
    column.averageLength <= 300;
  return (
    isText &&
    column.values.size > column.filled / 3 &&
    !column.samples.some((sample) => /^(https?:|[{[])/.test(sample))
  );
}

/** A severity column that also says "maintenance" tells what is no incident. */
function shareMaintenance({ target, columns, fields, why }: Filling): void {
  const severity = fields.severity;
  if (target.name !== "incidents" || fields.kind || severity?.from !== "column") return;
  const column = columns.find(
    (one) => one.column === severity.column && one.path === (severity.path ?? null),
  );
  const says = [...(column?.values.keys() ?? [])].some((value) => /maintenance|scheduled/i.test(value));
  if (!says) return;
  fields.kind = severity;
  why.kind = `${column?.name} also says what was maintenance.`;
}

/** Where the date stands alone and a column of clock times or of zones belongs to it, they are read together. */
function joinClocks(
  fields: Record<string, FieldSource>,
  columns: readonly ColumnFacts[],
  why: Record<string, string>,
) {
  const used = new Set(
    Object.values(fields).flatMap((source) => (source.from === "column" ? [source.column] : [])),
  );
  const joined: Record<string, FieldSource> = {};
  for (const [name, source] of Object.entries(fields)) {
    joined[name] = source;
    if (source.from !== "column" || source.path !== undefined) continue;
    const column = columns.find((one) => one.column === source.column && one.path === null);
    if (!column || column.instants < 0.5) continue;
    const companions = companionsOf(column, columns).filter((one) => !used.has(one.column));
    if (companions.length === 0) continue;
    joined[name] = {
      from: "join",
      columns: [column.column, ...companions.map((one) => one.column)],
      separator: " ",
    };
    why[name] = `${[column, ...companions].map((one) => one.name).join(", ")} are read together.`;
  }
  return joined;
}

function companionsOf(date: ColumnFacts, columns: readonly ColumnFacts[]): ColumnFacts[] {
  const stem = plainName(date.name).replace(/(datetime|date|time|at|on)$/, "");
  const hasClock = date.samples.some((sample) => /\d:\d\d/.test(sample));
  const others = columns.filter((one) => one !== date && one.path === null && one.filled > 0);
  const clock = others.find(
    (one) =>
      !hasClock && plainName(one.name) === `${stem}time` && one.samples.every((s) => /^\d{1,2}:\d\d/.test(s)),
  );
  const zone = others.find((one) =>
    [`${stem}timezone`, `${stem}zone`, `${stem}tz`].includes(plainName(one.name)),
  );
  return [clock, zone].filter((one) => one !== undefined);
}
