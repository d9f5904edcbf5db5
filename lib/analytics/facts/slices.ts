import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { RawRow, Scan } from "#db/scan.ts";

/** Small enough that reading a slice does not hold up the event loop for long. */
const sliceRows = 4_000;

/**
 * The rows of a table above a revision, slice by slice, each in the order of numbers; `columns` begins with the
 * number. Everything is read along the numbers; what is new along the index of revisions, so that a write costs the
 * rows it changed and not a look at all of them.
 */
export async function* slices(of: {
  scan: Scan;
  table: { number: AnyColumn; revision: AnyColumn };
  columns: SQL;
  after: number;
}): AsyncGenerator<RawRow[]> {
  const { scan, columns, after } = of;
  const { number, revision } = of.table;
  const table = number.table;
  let last: { number: number; revision: number } = { number: 0, revision: after };
  if (after > 0) last.number = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const next =
      after === 0
        ? sql`${number} > ${last.number} order by ${number}`
        : sql`(${revision}, ${number}) > (${last.revision}, ${last.number}) order by ${revision}, ${number}`;
    const rows = await scan(
      sql`select ${columns}, ${revision} from ${table} where ${next} limit ${sliceRows}`,
    );
    if (rows.length === 0) return;
    const end = rows.at(-1)!;
    last = { number: end[0] as number, revision: end.at(-1) as number };
    yield after === 0 ? rows : rows.sort((a, b) => (a[0] as number) - (b[0] as number));
    if (rows.length < sliceRows) return;
    // Others have their turn between two slices.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

/** The links of exactly these rows: all between two numbers when everything is read, else theirs alone. */
export function linksOf(rows: readonly RawRow[], { key, after }: { key: SQL; after: number }): SQL {
  const numbers = rows.map(([number]) => number as number);
  return after === 0
    ? sql`${key} between ${numbers[0]!} and ${numbers.at(-1)!}`
    : sql`${key} in (${sql.raw(numbers.join(","))})`;
}
