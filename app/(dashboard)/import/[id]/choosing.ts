import { readBoolean } from "#lib/csv/words.ts";
import {
  type Choice,
  type Column,
  type Fed,
  type FileColumns,
  type KnownField,
  keepColumn,
  keyOf,
  type Way,
} from "./mapping.ts";

/** What a person does to a choice of columns; each gives another choice. */

/** What a column becomes: names of fields, and whether it is kept. */
export function becomesOf(choice: Choice, column: Column): string[] {
  const key = keyOf(column);
  const names = Object.entries(choice.fields)
    .filter(([, { columns }]) => columns.some((one) => keyOf(one) === key))
    .map(([name]) => name);
  const isKept = column.path === null && choice.kept.includes(column.column);
  return isKept ? [...names, keepColumn] : names;
}

/** Which part of the choice a person sees: the columns of the file, in its order, and the fields. */
export type Known = { columns: FileColumns; fields: readonly KnownField[] };

export function withBecomes(
  choice: Choice,
  { column, becomes }: { column: Column; becomes: readonly string[] },
  known: Known,
): Choice {
  const before = becomesOf(choice, column);
  const added = becomes.filter((name) => !before.includes(name));
  const dropped = before.filter((name) => !becomes.includes(name));
  const without = dropped.reduce((now, name) => withoutColumn(now, { field: name, column }), choice);
  return added.reduce((now, name) => withColumn(now, { field: name, column }, known), without);
}

type Place = { field: string; column: Column };

/** In the order of the file, unless somebody put them in another. */
export function withColumn(choice: Choice, { field, column }: Place, known: Known): Choice {
  if (field === keepColumn) return { ...choice, kept: inOrder([...choice.kept, column.column], known) };
  const fed = choice.fields[field];
  if (fed === undefined) return withFed(choice, field, { columns: [column], way: null, separator: " " });
  const place = (one: Column) => known.columns.findIndex((of) => keyOf(of) === keyOf(one));
  const isSorted = fed.columns.every((one, at) => at === 0 || place(fed.columns[at - 1]!) <= place(one));
  const columns = [...fed.columns, column];
  if (isSorted) columns.sort((a, b) => place(a) - place(b));
  return withFed(choice, field, { ...fed, columns, way: fed.way ?? usualWay(field, columns, known) });
}

export function withoutColumn(choice: Choice, { field, column }: Place): Choice {
  if (field === keepColumn) return { ...choice, kept: choice.kept.filter((name) => name !== column.column) };
  const { [field]: fed, ...fields } = choice.fields;
  if (fed === undefined) return choice;
  const columns = fed.columns.filter((one) => keyOf(one) !== keyOf(column));
  if (columns.length === 0) return { ...choice, fields };
  // What ticks say stays ticks; of other ways one column is read by itself.
  const way = columns.length === 1 && fed.way !== "ticked" ? null : fed.way;
  return withFed(choice, field, { ...fed, columns, way });
}

export function withWay(
  choice: Choice,
  field: string,
  way: Pick<Fed, "way"> | Pick<Fed, "separator">,
): Choice {
  return withFed(choice, field, { ...choice.fields[field]!, ...way });
}

/** Moves the column at one place of a field's order to another. */
export function moved(choice: Choice, field: string, { from, to }: { from: number; to: number }): Choice {
  const columns = [...choice.fields[field]!.columns];
  const [taken] = columns.splice(from, 1);
  if (taken === undefined) return choice;
  columns.splice(Math.max(0, to), 0, taken);
  return withFed(choice, field, { ...choice.fields[field]!, columns });
}

function withFed(choice: Choice, field: string, fed: Fed): Choice {
  return { ...choice, fields: { ...choice.fields, [field]: fed } };
}

const listKinds: ReadonlySet<string> = new Set(["names", "places", "labels", "factors", "references"]);

/** Ways in which a field's columns can go together: only a list can be added to. */
export function waysOf({ kind }: Pick<KnownField, "kind">): Way[] {
  return listKinds.has(kind) ? ["each", "ticked", "first", "join"] : ["join", "first"];
}

/**
 * Date and time in two columns are one moment, and each column adds to a list; columns of nothing but yes and no are
 * ticks. Of other fields the first that is filled counts.
 */
function usualWay(field: string, columns: readonly Column[], known: Known): Way {
  const kind = known.fields.find(({ name }) => name === field)?.kind ?? "";
  if (!listKinds.has(kind)) return kind === "instant" || kind === "line" ? "join" : "first";
  const samples = columns.flatMap(
    (column) => known.columns.find((one) => keyOf(one) === keyOf(column))?.samples ?? [],
  );
  return areTicks(samples) ? "ticked" : "each";
}

function areTicks(samples: readonly string[]): boolean {
  return samples.length > 0 && samples.every((sample) => readBoolean(sample).kind === "value");
}

/** Columns of nothing but yes and no of which nothing is stored yet. */
export function unusedTicks(choice: Choice, columns: FileColumns): FileColumns {
  return unusedIn(choice, columns).filter(({ samples }) => areTicks(samples));
}

/** Columns of which nothing is stored. A column of objects is used where a part of it is. */
export function unusedIn(choice: Choice, columns: FileColumns): FileColumns {
  const used = new Set([
    ...choice.kept,
    ...Object.values(choice.fields).flatMap((fed) => fed.columns.map(({ column }) => column)),
  ]);
  return columns.filter(({ column, path }) => path === null && !used.has(column));
}

/** Keeps every column that says something and that nothing else is made of, under its own name. */
export function keepAll(choice: Choice, known: Known): Choice {
  const unused = unusedIn(choice, known.columns).filter(({ filled }) => filled > 0);
  return { ...choice, kept: inOrder([...choice.kept, ...unused.map(({ column }) => column)], known) };
}

function inOrder(kept: readonly string[], { columns }: Known): string[] {
  const place = (name: string) => columns.findIndex(({ column, path }) => path === null && column === name);
  return kept.toSorted((a, b) => place(a) - place(b));
}
