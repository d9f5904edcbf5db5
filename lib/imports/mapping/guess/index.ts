import { isDeepStrictEqual } from "node:util";
import type { ColumnFacts } from "../../file/columns.ts";
import type { Field, Target } from "../../targets/target.ts";
import type { FieldSource, Mapping } from "../schema.ts";
import { candidatesFor, isSure } from "./candidates.ts";
import { suits } from "./contents.ts";
import { joined, type Moments, momentsOf } from "./moments.ts";
import { namesOf, type Rank } from "./names.ts";
import { datesInParts } from "./parts.ts";

/** A mapping for a file that no profile knows, from the names of its columns and what stands in them. */

export type Guess = { mapping: Mapping; why: Record<string, string> };

type Guessing = {
  target: Target;
  columns: readonly ColumnFacts[];
  names: (header: string) => ReadonlyMap<string, Rank>;
  moments: Moments;
  fields: Record<string, FieldSource>;
  why: Record<string, string>;
};

export function guessMapping(target: Target, columns: readonly ColumnFacts[]): Guess {
  const guessing: Guessing = {
    target,
    columns,
    names: namesOf(target),
    moments: momentsOf(target, columns),
    fields: {},
    why: {},
  };
  const { fields, why } = guessing;
  const matches = matchesOf(guessing);
  const used = new Set<ColumnFacts>();
  for (const { field, column } of matches) {
    if (fields[field.name] || used.has(column)) continue;
    used.add(column);
    fields[field.name] = sourceOf(column);
    why[field.name] = called(column);
  }
  takeForRequired(guessing, matches);
  takeDatesInParts(guessing, used);
  fillByContent(guessing);
  shareMaintenance(guessing);
  joinMoments(guessing);
  return { mapping: { profile: null, fields, customFields: [] }, why };
}

const readTogether = (columns: readonly ColumnFacts[]) =>
  `${columns.map(({ name }) => name).join(", ")} are read together.`;

type Match = { field: Field; column: ColumnFacts; score: number };

const called = ({ name }: ColumnFacts) => `The column is called ${name}.`;

function matchesOf({ target, columns, names, moments }: Guessing): Match[] {
  const byName = new Map(target.fields.map((field) => [field.name, field]));
  // Our own ids stand only in our own exports, which a profile knows.
  byName.delete("id");
  const ranked = columns.flatMap((column) =>
    [...ranksOf(column, names)].flatMap(([name, rank]) => {
      const field = byName.get(name);
      const score = field === undefined ? 0 : scoreOf(field, column, rank, moments);
      return field !== undefined && score > 0 ? [{ field, column, score }] : [];
    }),
  );
  const record = recordColumn(target, ranked);
  return ranked
    .map((match) => ({ ...match, score: match.score + (isInside(match.column, record) ? 1_000 : 0) }))
    .sort((a, b) => b.score - a.score);
}

/** What every row needs goes first: a lone column called Summary is the title rather than the summary. */
function takeForRequired({ target, fields, why }: Guessing, matches: readonly Match[]): void {
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
      why[field.name] = called(best.column);
    }
  }
}

/** A raw table keeps the record itself as JSON in one column; the columns beside it speak of the table. */
function recordColumn(target: Target, matches: readonly Match[]): string | null {
  const wanted = target.fields.filter((field) => field.required);
  const inside = matches.filter(({ column }) => column.path !== null);
  const holds = (column: string, field: Field) =>
    inside.some((match) => match.column.column === column && match.field === field);
  const columns = [...new Set(inside.map(({ column }) => column.column))];
  return columns.find((column) => wanted.every((field) => holds(column, field))) ?? null;
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
function scoreOf(field: Field, column: ColumnFacts, { rank, exact }: Rank, moments: Moments): number {
  const isNamesake = exact && ["instant", "day", "count", "percent"].includes(field.kind);
  const isTime = field.kind === "instant" && moments.dayOf(column) !== null;
  return isNamesake || isTime || suits(field, column) ? 1_000 - rank : 0;
}

/** A field deep inside an object is the likelier something else's, the deeper it lies. */
function ranksOf({ name, path }: ColumnFacts, names: Guessing["names"]): Iterable<readonly [string, Rank]> {
  const whole = names(name);
  if (path === null) return whole;
  const steps = path.split(".");
  const inner = [...names(steps.at(-1) as string)].filter(([, { rank }]) => rank % 2 === 0);
  const ranks = new Map(
    inner.map(([field, { rank, exact }]) => [field, { rank: rank + 1 + 100 * steps.length, exact }]),
  );
  for (const [field, rank] of whole) {
    if (rank.rank < (ranks.get(field)?.rank ?? Number.POSITIVE_INFINITY)) ranks.set(field, rank);
  }
  return ranks;
}

/** Year, month and day in columns of their own are the moment that their names speak of. */
function takeDatesInParts(guessing: Guessing, used: ReadonlySet<ColumnFacts>): void {
  const { target, columns, names, moments, fields, why } = guessing;
  const needed = target.fields.find(
    ({ kind, required }) => required && (kind === "instant" || kind === "day"),
  );
  for (const { parts, hasDay, about } of datesInParts(target, columns)) {
    const ranked = [...names(`${about} date`)].sort(([, a], [, b]) => a.rank - b.rank);
    const field = about === "" ? needed?.name : ranked[0]?.[0];
    if (field === undefined || fields[field]) continue;
    const whole = hasDay ? [...parts, ...moments.beside(about, (one) => !used.has(one))] : parts;
    fields[field] = { ...joined(whole), separator: hasDay ? " " : "-" };
    why[field] = readTogether(whole);
  }
}

/** What every row needs and no name gave, by what the cells look like: only where there is no other that it could be. */
function fillByContent({ target, columns, fields, why }: Guessing): void {
  for (const field of target.fields) {
    if (!field.required || fields[field.name]) continue;
    const candidates = candidatesFor(field, { target, columns, fields });
    const [best, other] = candidates;
    if (best === undefined || other !== undefined || !isSure(field, best)) continue;
    fields[field.name] = sourceOf(best);
    why[field.name] =
      field.kind === "line"
        ? `Of the columns that are left only ${best.name} reads like a title.`
        : `Of the columns that are left only ${best.name} holds dates.`;
  }
}

/** A severity column that also says "maintenance" tells what is no incident. */
function shareMaintenance({ target, columns, fields, why }: Guessing): void {
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

/** Where the day stands alone and a column of clock times or of zones belongs to it, they are read together. */
function joinMoments({ target, columns, moments, fields, why }: Guessing): void {
  const used = new Set(
    Object.values(fields).flatMap((source) => (source.from === "column" ? [source.column] : [])),
  );
  for (const [name, source] of Object.entries(fields)) {
    const kind = target.fields.find((field) => field.name === name)?.kind;
    if (kind !== "instant" || source.from !== "column" || source.path !== undefined) continue;
    const column = columns.find((one) => one.column === source.column && one.path === null);
    if (!column) continue;
    const together = moments.together(column, (one) => !used.has(one.column));
    if (together.length === 1) continue;
    fields[name] = joined(together);
    why[name] = readTogether(together);
  }
}
