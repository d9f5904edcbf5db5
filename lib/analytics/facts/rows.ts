import { sql } from "drizzle-orm";
import type { Scan } from "#db/scan.ts";
import type { changes } from "#db/schema/changes.ts";
import type { incidents } from "#db/schema/incidents.ts";
import { Bytes, Codes, Floats, grown, refuse } from "./columns.ts";

/** Rows of facts, in the order of the facts. */
export type Selection = Int32Array;

/** Those that are kept. A loop: `filter` of a typed array takes several times as long over a million rows. */
export function rowsWhere(rows: Selection, keep: (row: number) => boolean): Selection {
  const kept = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i += 1) if (keep(rows[i]!)) kept[count++] = rows[i]!;
  return kept.subarray(0, count);
}

/** Records side by side, one row each, found again by their number. */
export class Rows {
  count = 0;
  readonly number = new Codes();
  readonly live = new Bytes();
  /** Row + 1 of each number; 0 where there is none. */
  private readonly rows = new Codes();

  rowOf(number: number): number | undefined {
    const row = this.rows.values[number];
    return row === undefined || row === 0 ? undefined : row - 1;
  }

  /** The row of a record: its own, or a new one. */
  protected place(number: number, isLive: boolean): number {
    const row = this.rowOf(number) ?? this.count;
    if (row === this.count) {
      if (number < 1) refuse(number, "the number of a record");
      this.number.set(row, number);
      this.rows.set(number, row + 1);
      this.count += 1;
    }
    this.live.set(row, isLive ? 1 : 0);
    return row;
  }

  /**
   * Makes room for all rows in all columns at once: growing them one doubling after the other would copy all of
   * them within the same slice, and nothing else could run meanwhile.
   */
  protected async makeRoom(scan: Scan, table: typeof incidents | typeof changes): Promise<void> {
    const [last] = await scan(sql`select coalesce(max(${table.number}), 0) from ${table}`);
    const rows = (last![0] as number) + 1;
    for (const column of Object.values(this)) {
      if (!(column instanceof Floats || column instanceof Codes || column instanceof Bytes)) continue;
      if (rows > column.values.length) column.values = grown(column.values, rows - 1);
    }
  }
}
