import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { type Column, epochMs, flagNumber } from "#db/dialect.ts";
import { type Field, type Fields, inPlace, namesOf } from "#db/fields/field.ts";
import type { RawRow, Scan } from "#db/scan.ts";
import type { changes } from "#db/schema/changes.ts";
import type { incidents } from "#db/schema/incidents.ts";
import { Bytes, ClosedList, Codes, Dictionary, Floats, mostInByte, refuse } from "./columns.ts";
import { Rows } from "./rows.ts";
import { slices } from "./slices.ts";

/**
 * Fields as columns in memory: numbers and instants (milliseconds since 1970) as floats, NaN where not recorded;
 * choices as bytes, the first value of the list being 1; levels as themselves, flags as 1 (no) and 2 (yes), words as
 * codes of a dictionary, all of them 0 where not recorded.
 */

/** Words of an open list: the codes of a column, and what they stand for. */
export class Words extends Codes {
  readonly dictionary = new Dictionary();
}

type ColumnOf<F extends Field> = F extends { kind: "choice" | "level" | "flag" }
  ? Bytes
  : F extends { facts: "words" }
    ? Words
    : F extends { kind: "count" | "percent" | "instant" }
      ? Floats
      : never;
export type FieldColumns<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { notIn: { facts: string } } ? never : K]: ColumnOf<F[K]>;
};

type ChoiceNames<F extends Fields> = { [K in keyof F]: F[K] extends { kind: "choice" } ? K : never }[keyof F];
export type ChoiceLists<F extends Fields> = {
  readonly [K in ChoiceNames<F>]: F[K] extends { values: readonly (infer V extends string)[] }
    ? ClosedList<V>
    : never;
};

/** The closed lists of fields, by the name of the field. */
export function choiceLists<F extends Fields>(fields: F): ChoiceLists<F> {
  const lists: Record<string, ClosedList<string>> = {};
  for (const name of namesOf(fields)) {
    const field = fields[name]!;
    if (field.kind === "choice") lists[name] = new ClosedList(field.values);
  }
  return lists as ChoiceLists<F>;
}

/** The names of the columns that hold moments. */
export function instantsOf(fields: Fields): string[] {
  return inPlace(fields, "facts").filter((name) => fields[name]!.kind === "instant");
}

/** What the moments of all rows ever taken in span, so that a reader need not look for what is out of the usual. */
export interface Moments {
  /** In milliseconds; infinite where there is none. */
  readonly earliest: number;
  readonly latest: number;
  /** Whether any is known to the day, the month, the quarter or the year alone. */
  readonly coarse: boolean;
}

type FactTable = typeof incidents | typeof changes;

/** What every row begins with: its number, when it was deleted, when it was recorded. */
const heads = 3;

/**
 * Rows of a table, with a column for each field that has its place in facts, and for each number in `others`.
 */
export function rowsOf<F extends Fields, N extends string = never>(of: {
  fields: F;
  table: FactTable;
  others?: Readonly<Record<N, AnyColumn>>;
}) {
  const { fields, table } = of;
  const names = inPlace(fields, "facts");
  const others: Readonly<Record<string, AnyColumn>> = of.others ?? {};
  const lists: Readonly<Record<string, ClosedList<string>>> = choiceLists(fields);
  const named = [...names, ...Object.keys(others)];
  const stored = table as unknown as Readonly<Record<string, AnyColumn>>;
  const selected = sql.join(
    [
      sql`${table.number}`,
      epochMs(table.deletedAt),
      epochMs(table.createdAt),
      ...names.map((name) => readable(fields[name]!, stored[name]!)),
      ...Object.values(others).map((column) => sql`${column}`),
    ],
    sql`, `,
  );

  const instants = names.flatMap((name, i) => (fields[name]!.kind === "instant" ? [heads + i] : []));
  const precisions = names.flatMap((name, i) => (isPrecision(fields, name) ? [heads + i] : []));

  class FieldRows extends Rows implements Moments {
    readonly createdAt = new Floats();
    earliest = Number.POSITIVE_INFINITY;
    latest = Number.NEGATIVE_INFINITY;
    coarse = false;

    constructor() {
      super();
      const own = this as unknown as Record<string, object>;
      for (const name of names) own[name] = columnFor(fields[name]!);
      for (const name of Object.keys(others)) own[name] = new Codes();
    }

    /** Everything above a revision, slice by slice, each already taken in. */
    async *slices(scan: Scan, after: number): AsyncGenerator<RawRow[]> {
      if (after === 0) await this.makeRoom(scan, table);
      for await (const rows of slices({ scan, table, columns: selected, after })) {
        this.take(rows);
        yield rows;
      }
    }

    private take(rows: readonly RawRow[]): void {
      const places = new Int32Array(rows.length);
      for (let i = 0; i < rows.length; i += 1)
        places[i] = this.place(rows[i]![0] as number, rows[i]![1] === null);
      for (let from = 0; from < rows.length; from += blockRows)
        this.takeBlock({ rows, places, from, to: Math.min(rows.length, from + blockRows) });
      for (const row of rows) this.span(row);
    }

    private span(row: RawRow): void {
      for (let i = 0; i < instants.length; i += 1) {
        const at = row[instants[i]!] as number | null;
        if (at === null) continue;
        if (at < this.earliest) this.earliest = at;
        if (at > this.latest) this.latest = at;
      }
      for (let i = 0; i < precisions.length; i += 1) if (row[precisions[i]!] !== "minute") this.coarse = true;
    }

    private takeBlock(block: Block): void {
      const own = this as unknown as Readonly<Record<string, Floats | Words | Bytes>>;
      takeNumbers(this.createdAt, block, 2);
      for (let i = 0; i < named.length; i += 1) {
        const name = named[i]!;
        const column = own[name]!;
        const at = heads + i;
        if (column instanceof Floats) takeNumbers(column, block, at);
        else if (column instanceof Words) takeWords(column, block, at);
        else if (lists[name] !== undefined) takeChoices(column, block, { at, list: lists[name] });
        else takeCodes(column, block, { at, field: fields[name] });
      }
    }
  }
  return FieldRows as unknown as new () => FieldRows & FieldColumns<F> & Readonly<Record<N, Codes>>;
}

function isPrecision(fields: Fields, name: string): boolean {
  return Object.values(fields).some((field) => field.kind === "instant" && field.precision === name);
}

interface Block {
  rows: readonly RawRow[];
  places: Int32Array;
  from: number;
  to: number;
}

/** Few enough that the rows stay in the processor's cache while column after column is read from them. */
const blockRows = 64;

function takeNumbers(column: Floats, { rows, places, from, to }: Block, at: number): void {
  for (let i = from; i < to; i += 1) column.set(places[i]!, rows[i]![at] as number | null);
}

function takeWords(column: Words, { rows, places, from, to }: Block, at: number): void {
  for (let i = from; i < to; i += 1)
    column.set(places[i]!, column.dictionary.code(rows[i]![at] as string | null));
}

function takeChoices(
  column: Codes | Bytes,
  { rows, places, from, to }: Block,
  { at, list }: { at: number; list: ClosedList<string> },
): void {
  for (let i = from; i < to; i += 1) column.set(places[i]!, list.code(rows[i]![at] as string | null));
}

/** Numbers as they are, 0 for null; flags are raised by one, so that no is told from not recorded. */
function takeCodes(
  column: Codes | Bytes,
  { rows, places, from, to }: Block,
  { at, field }: { at: number; field: Field | undefined },
): void {
  const raised = field?.kind === "flag" ? 1 : 0;
  for (let i = from; i < to; i += 1) {
    const value = rows[i]![at] as number | null;
    if (value !== null && !isCode(value, field)) refuse(value, field?.label ?? "the number of a record");
    column.set(places[i]!, value === null ? 0 : value + raised);
  }
}

/** 0 means not recorded, so no value may be it. */
function isCode(value: number, field: Field | undefined): boolean {
  if (field?.kind === "flag") return value === 0 || value === 1;
  return field?.kind === "level" ? field.values.includes(value) && value !== 0 : value > 0;
}

function columnFor(field: Field): Floats | Codes | Bytes {
  if ("facts" in field && field.facts === "words") return new Words();
  switch (field.kind) {
    case "choice":
      return field.values.length > mostInByte ? new Codes() : new Bytes();
    case "level":
      return Math.max(...field.values) > mostInByte ? new Codes() : new Bytes();
    case "flag":
      return new Bytes();
    case "count":
    case "percent":
    case "instant":
      return new Floats();
    default:
      throw new Error(
        `A field of kind ${field.kind} has no column in facts: say in notIn why it needs none.`,
      );
  }
}

function readable(field: Field, column: AnyColumn): SQL {
  if (field.kind === "instant") return epochMs(column as Column);
  return field.kind === "flag" ? flagNumber(column as Column) : sql`${column}`;
}
