import type { CsvBatch } from "#lib/csv/read.ts";
import type { NumbersByKey } from "../file/numbers-by-key.ts";
import type { Settlement } from "../mapping/columns.ts";
import { createDrafter, type Draft } from "./draft.ts";

/** Several rows with one key: a mistake, or states of one record. */

type Repeats = { keep: ReadonlyMap<string, number> | undefined; lines: NumbersByKey };

export function checkRepeat(draft: Draft, { keep, lines }: Repeats): Draft {
  if (draft.kind !== "draft") return draft;
  const { key } = draft.identity;
  const kept = keep?.get(key);
  if (kept !== undefined && kept !== draft.line) {
    return {
      kind: "skipped",
      line: draft.line,
      reason: `A later state of the same record is on line ${kept}.`,
    };
  }
  const before = lines.get(key);
  if (before === undefined) {
    lines.set(key, draft.line);
    return draft;
  }
  const named = draft.identity.externalId ?? Object.values(draft.identity.natural ?? {}).join(", ");
  const reason = `The same key (${named}) is already on line ${before}.`;
  return {
    kind: "refused",
    line: draft.line,
    cells: draft.cells,
    reasons: [{ column: null, value: named, reason }],
  };
}

type LastRowsInput = Settlement & { batches: AsyncIterable<CsvBatch>; by: string | null };

/** For files with several rows per record: which line holds its last state, by a column that grows, or by place. */
export async function lastRows(input: LastRowsInput): Promise<Map<string, number>> {
  const draft = createDrafter(input);
  const index = input.by === null ? -1 : input.columns.indexOf(input.by);
  const lines = new Map<string, number>();
  const marks = new Map<string, string>();
  for await (const batch of input.batches) {
    for (const row of batch.rows) {
      const read = draft(row);
      if (read.kind !== "draft") continue;
      const mark = index === -1 ? "" : (row.cells[index] ?? "").trim();
      const { key } = read.identity;
      const before = marks.get(key);
      if (before !== undefined && comesBefore(mark, before)) continue;
      marks.set(key, mark);
      lines.set(key, row.line);
    }
  }
  return lines;
}

function comesBefore(a: string, b: string): boolean {
  const [left, right] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && Number.isFinite(left) && Number.isFinite(right)) return left < right;
  return a < b;
}
