import { foldWord } from "#lib/meanings/rules.ts";
import type { WordMeaning } from "#lib/meanings/schema.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { sourceOf, withSettled } from "./answers.ts";
import type { Answers, FieldSource, Mapping, Settled } from "./schema.ts";

/** Mapping and answers of one file, taken over for another with the same columns. */

export type Origin = { mapping: Mapping; answers: Answers; settled: readonly Settled[] };

export type Carried = {
  mapping: Mapping;
  answers: Answers;
  /** What could not be taken over, in words. */
  notTaken: string[];
};

type Carrying = { target: Target; columns: readonly string[]; meanings: readonly WordMeaning[] };

export function carriedOver(origin: Origin, { target, columns, meanings }: Carrying): Carried {
  const notTaken: string[] = [];
  const find = finder(columns);
  const fields: Mapping["fields"] = {};
  for (const [name, source] of Object.entries(origin.mapping.fields)) {
    const { found, missing } = sourceIn(source, find);
    if (found !== null) fields[name] = found;
    if (missing.length === 0) continue;
    const lacks = `The file has no column ${missing.join(", ")}`;
    const label = fieldOf(target, name)?.label ?? name;
    notTaken.push(
      found === null ? `${lacks}: ${label} is not read.` : `${lacks}, of which ${label} is made.`,
    );
  }
  const kept = origin.mapping.customFields.map((column) => ({ column, found: find(column) }));
  for (const { column, found } of kept)
    if (found === undefined) notTaken.push(`The file has no column ${column}, which is kept as it is.`);
  const customFields = kept.flatMap(({ found }) => found ?? []);
  const mapping = { ...origin.mapping, fields, customFields };
  // What that file settled by itself, the few rows of another may leave open.
  const said = withSettled(origin.answers, origin.settled.filter(outlivesItsFile));
  return { mapping, answers: fitting(said, { mapping, find, meanings }), notTaken };
}

/** Words that were settled by what was said before still are, by what is said now. */
function outlivesItsFile({ id }: Settled): boolean {
  return !id.startsWith("values.") && !id.startsWith("reading.");
}

type Find = (column: string) => string | undefined;

/** A column by its name, to the letter or but for case and blanks. */
function finder(columns: readonly string[]): Find {
  const byName = Map.groupBy(columns, foldWord);
  return (column) => {
    if (columns.includes(column)) return column;
    const alike = byName.get(foldWord(column)) ?? [];
    return alike.length === 1 ? alike[0] : undefined;
  };
}

function sourceIn(source: FieldSource, find: Find): { found: FieldSource | null; missing: string[] } {
  if (source.from === "constant") return { found: source, missing: [] };
  if (source.from === "column") {
    const column = find(source.column);
    return column === undefined
      ? { found: null, missing: [source.column] }
      : { found: { ...source, column }, missing: [] };
  }
  const missing = source.columns.filter((column) => find(column) === undefined);
  const columns = source.columns.flatMap((column) => find(column) ?? []);
  const [only] = columns;
  if (only === undefined) return { found: null, missing };
  const isOne = columns.length === 1 && (source.from === "join" || source.from === "first");
  return { found: isOne ? { from: "column", column: only } : { ...source, columns }, missing };
}

type Fitting = { mapping: Mapping; find: Find; meanings: readonly WordMeaning[] };

/** Without what speaks of fields or columns that the file does not have. */
function fitting(answers: Answers, { mapping, find, meanings }: Fitting): Answers {
  const isMapped = (field: string) => Object.hasOwn(mapping.fields, field);
  const ofFields = <T>(table: Record<string, T> | undefined) =>
    table && Object.fromEntries(Object.entries(table).filter(([field]) => isMapped(field)));
  const { orders, marks, durationUnit, split, values, sources, repeatedKey, naturalKey, ...rest } = answers;
  const by = repeatedKey?.keep === "last" && repeatedKey.by !== undefined ? find(repeatedKey.by) : undefined;
  const lacksBy = repeatedKey?.keep === "last" && repeatedKey.by !== undefined && by === undefined;
  return defined({
    ...rest,
    orders: ofFields(orders),
    marks: ofFields(marks),
    durationUnit: ofFields(durationUnit),
    split: ofFields(split),
    values: values && asSaidNow(ofFields(values) ?? {}, { mapping, meanings }),
    sources: sources && sourcesIn(ofFields(sources) ?? {}, find),
    repeatedKey: lacksBy ? undefined : by === undefined ? repeatedKey : { keep: "last" as const, by },
    naturalKey: naturalKey?.every(isMapped) ? naturalKey : undefined,
  });
}

function sourcesIn(sources: Record<string, FieldSource>, find: Find): Record<string, FieldSource> {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([field, source]) => {
      const { found } = sourceIn(source, find);
      return found === null ? [] : [[field, found]];
    }),
  );
}

/** What words of a source mean may have been said anew since, for every way in. */
function asSaidNow(
  values: NonNullable<Answers["values"]>,
  { mapping, meanings }: Pick<Fitting, "mapping" | "meanings">,
): NonNullable<Answers["values"]> {
  const source = sourceOf(mapping);
  const now = (field: string, value: string) =>
    meanings.find((one) => one.source === source && one.field === field && one.word === foldWord(value));
  return Object.fromEntries(
    Object.entries(values).map(([field, table]) => {
      const said = Object.entries(table).map(([value, then]) => {
        const meant = now(field, value);
        return [value, meant === undefined ? then : meant.meaning] as const;
      });
      return [field, Object.fromEntries(said)];
    }),
  );
}

function defined(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(
      ([, value]) => value !== undefined && !(isTable(value) && Object.keys(value).length === 0),
    ),
  );
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
