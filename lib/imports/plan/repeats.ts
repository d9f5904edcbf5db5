import type { CsvBatch } from "#lib/csv/read.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import type { Settlement } from "../mapping/columns.ts";
import { type Draft, type DraftBatch, draftRows, type Judged } from "./draft.ts";

/** Several rows with one key: a mistake, or states of one record. */

export type Repeats = {
  /** Where a key may repeat: the line to keep for each key, from `lastRows`. */
  keep?: ReadonlyMap<string, number>;
  /** Rows up to this line were done before; they count for repeated keys and are not planned again. */
  afterLine?: number;
};

export async function* withoutRepeats(
  batches: AsyncIterable<DraftBatch>,
  { keep, afterLine = 0 }: Repeats,
): AsyncGenerator<DraftBatch> {
  const lines = new NumbersByKey();
  for await (const { drafts, ...rest } of batches) {
    const checked = drafts.map((draft) => checkRepeat(draft, { keep, lines }));
    yield { drafts: checked.filter(({ line }) => line > afterLine), ...rest };
  }
}

function checkRepeat(draft: Draft, { keep, lines }: Pick<Repeats, "keep"> & { lines: NumbersByKey }): Draft {
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

type LastRowsInput = Settlement & Judged & { batches: AsyncIterable<CsvBatch>; by: string | null };

/** For files with several rows per record: which line holds its last state, by a column that grows, or by place. */
export async function lastRows({ batches, by, ...settlement }: LastRowsInput): Promise<Map<string, number>> {
  const index = by === null ? -1 : settlement.columns.indexOf(by);
  const lines = new Map<string, number>();
  const marks = new Map<string, string>();
  for await (const { drafts } of draftRows(batches, settlement)) {
    for (const draft of drafts) {
      if (draft.kind !== "draft") continue;
      const mark = index === -1 ? "" : (draft.cells[index] ?? "").trim();
      const { key } = draft.identity;
      const before = marks.get(key);
      if (before !== undefined && comesBefore(mark, before)) continue;
      marks.set(key, mark);
      lines.set(key, draft.line);
    }
  }
  return lines;
}

function comesBefore(a: string, b: string): boolean {
  const [left, right] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && Number.isFinite(left) && Number.isFinite(right)) return left < right;
  return a < b;
}
