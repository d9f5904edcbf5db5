import type { CsvProblem } from "#lib/csv/read.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import { excerpt } from "../mapping/readers/text.ts";
import type { Draft, DraftBatch, GoodDraft } from "./draft.ts";
import type { Folding } from "./fold.ts";
import { type Kept, markOf } from "./last-rows.ts";

/** Several rows with one key: a mistake, or states of one record. */

export type Repeats = {
  /** Where a key may repeat: which line counts for each, from `lastRows`. */
  keep?: Kept;
  /** Where all rows of a key are one record: where each ends, from `foldsOf`. */
  fold?: Folding;
  /** Rows up to this line were done before; they count for repeated keys and are not planned again. */
  afterLine?: number;
};

export async function* withoutRepeats(
  batches: AsyncIterable<DraftBatch>,
  { keep, afterLine = 0 }: Repeats,
): AsyncGenerator<DraftBatch> {
  const lines = new NumbersByKey();
  for await (const { drafts, remarks, ...rest } of batches) {
    const told = [...remarks];
    const checked = drafts.map((draft) => checkRepeat(draft, { keep, lines, told }));
    yield { drafts: checked.filter(({ line }) => line > afterLine), remarks: told, ...rest };
  }
}

type Checking = Pick<Repeats, "keep"> & { lines: NumbersByKey; told: CsvProblem[] };

function checkRepeat(draft: Draft, { keep, lines, told }: Checking): Draft {
  if (draft.kind !== "draft") return draft;
  const { line, cells, identity } = draft;
  const { key } = identity;
  const kept = keep?.lineOf(key);
  if (kept !== undefined && kept.line !== line)
    return { kind: "skipped", line, reason: `${passedOver(draft, keep!)} on line ${kept.line}.` };
  if (kept?.isRepeated) told.push(...unmarked(draft, keep!));
  const before = lines.get(key);
  if (before === undefined) {
    lines.set(key, line);
    return draft;
  }
  const named = identity.externalId ?? Object.values(identity.natural ?? {}).join(", ");
  const reason = `The same key (${named}) is already on line ${before}.`;
  return { kind: "refused", line, cells, reasons: [{ column: null, value: named, reason }] };
}

function passedOver({ cells }: GoodDraft, { by }: Kept): string {
  if (by === null || markOf(cells, by) != null) return "A later state of the same record is";
  const why = markOf(cells, by) === null ? "says nothing here" : "cannot be read here";
  return `${by.column} ${why}, so what counts is the state of the same record`;
}

/** That a row counts by its place, since none of its key has a mark. */
function unmarked({ line, cells }: GoodDraft, { by }: Kept): CsvProblem[] {
  if (by === null || markOf(cells, by) != null) return [];
  const value = excerpt(cells[by.index] ?? "") || null;
  const reason = "This does not say which row of the key is the last, so the one that stands last counts.";
  return [{ line, column: by.column, value, reason, refused: false, cells: null }];
}
