import type { CsvBatch } from "#lib/csv/read.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import { collectOrder, type MarkReader, orderOf } from "../file/order-marks.ts";
import { fieldOfColumn } from "../file/order-survey.ts";
import type { Settlement } from "../mapping/columns.ts";
import { draftRows, type Judged } from "./draft.ts";
import type { Effect } from "./effect.ts";

/** For files with several rows per record: a pass before the plan says which line counts for each key. */

export type Ordering = { column: string; index: number; read: MarkReader };

export type Kept = {
  /** The line that counts for a key, and whether it has others. */
  lineOf(key: string): { line: number; isRepeated: boolean } | undefined;
  by: Ordering | null;
  effect: Effect;
};

type File = Settlement & Judged & { batches: AsyncIterable<CsvBatch> };

/** The row with the latest mark of each key; of several, and without any mark, the one that stands last. */
export async function lastRows({ batches, by, ...file }: File & { by: Ordering | null }): Promise<Kept> {
  const places = new NumbersByKey();
  const lines: number[] = [];
  const marks: number[] = [];
  const repeated = new Set<number>();
  const effect: Effect = { keys: 0, repeated: 0, passedOver: 0 };
  for await (const { drafts } of draftRows(batches, file)) {
    for (const draft of drafts) {
      if (draft.kind !== "draft") continue;
      const mark = markOf(draft.cells, by) ?? Number.NEGATIVE_INFINITY;
      const { key } = draft.identity;
      const place = places.get(key) ?? effect.keys;
      if (place === effect.keys) {
        places.set(key, effect.keys++);
        lines.push(draft.line);
        marks.push(mark);
        continue;
      }
      effect.passedOver++;
      repeated.add(place);
      if (mark < marks[place]!) continue;
      marks[place] = mark;
      lines[place] = draft.line;
    }
  }
  effect.repeated = repeated.size;
  const lineOf = (key: string) => {
    const place = places.get(key);
    return place === undefined ? undefined : { line: lines[place]!, isRepeated: repeated.has(place) };
  };
  return { lineOf, by, effect };
}

/** Null where nothing is recorded; undefined where it cannot be read. */
export function markOf(cells: readonly string[], by: Ordering | null): number | null | undefined {
  return by === null ? null : by.read(cells[by.index] ?? "");
}

/** How rows are put in order by a column, or why they cannot be, in words. */
export async function orderingBy(
  column: string,
  { batches, columns, mapping, answers }: File,
): Promise<{ ok: true; by: Ordering } | { ok: false; problem: string }> {
  const index = columns.indexOf(column);
  const collector = collectOrder();
  for await (const { rows } of batches)
    for (const { cells, line } of rows) collector.add(cells[index] ?? "", line);
  const evidence = collector.result();
  const order = orderOf(evidence, { column, answers, field: fieldOfColumn(mapping, column) });
  const isOther =
    evidence.filled === 0 || Math.max(evidence.moments.readable, evidence.numbers) * 2 < evidence.filled;
  if (isOther)
    return {
      ok: false,
      problem: `${column} holds neither moments nor numbers, so it cannot tell which row of a key is the last. Keep the last by another column, or by place.`,
    };
  return order.ok ? { ok: true, by: { column, index, read: order.read } } : order;
}
