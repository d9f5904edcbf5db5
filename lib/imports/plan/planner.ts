import type { CsvBatch, CsvProblem } from "#lib/csv/read.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import type { Settlement } from "../mapping/columns.ts";
import { ownProfile } from "../mapping/own-profile.ts";
import type { Body } from "../mapping/row.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { wholeFile } from "./declared.ts";
import { differenceOf, withPrecision } from "./differences.ts";
import { forget, impossibleBeside, type Judging, judging } from "./doubts.ts";
import { type Draft, draftRows, type GoodDraft, type Judged } from "./draft.ts";
import { mayAssume } from "./ends.ts";
import { folded } from "./fold.ts";
import type { Identity } from "./identity.ts";
import { withNames } from "./names.ts";
import type { Existing, Lookup, PlannedBatch, PlannedRow } from "./plan.ts";
import { type Repeats, withoutRepeats } from "./repeats.ts";
import { belowOthers } from "./standing.ts";

export type PlanInput = Settlement & Judged & Repeats & { batches: AsyncIterable<CsvBatch>; lookup: Lookup };

/**
 * The one planner behind preview and run: rows come in, are drafted by themselves, compared with one another and then
 * with what is stored, and each leaves with what would become of it. It changes nothing and asks for what is stored
 * through `lookup` alone, a batch at a time.
 */
export async function* planRows(input: PlanInput): AsyncGenerator<PlannedBatch> {
  const rows = input.target.name === "systems" ? wholeFile(input.batches) : input.batches;
  const read = draftRows(rows, input);
  const { fold } = input;
  const drafts = fold === undefined ? withoutRepeats(read, input) : folded(read, { ...input, fold });
  const by = judging(input.target, input.bounds);
  const lines = new NumbersByKey();
  for await (const batch of withNames(drafts, input, input.lookup)) {
    const { records, newSystems, remarks, bytesRead } = batch;
    const deciding: Deciding = {
      ...input,
      ...by,
      remarks: [...remarks],
      doubts: [],
      lines,
    };
    const rows = batch.drafts.map((one) => rowOf(one, records, deciding));
    yield { rows, newSystems, remarks: deciding.remarks, doubts: deciding.doubts, bytesRead };
  }
}

type Deciding = Settlement &
  Judging & {
    remarks: CsvProblem[];
    doubts: PlannedBatch["doubts"];
    /** Where each record that is there was first met. */
    lines: NumbersByKey;
  };

function rowOf(draft: Draft, records: ReadonlyMap<string, Existing>, deciding: Deciding): PlannedRow {
  const { line } = draft;
  if (draft.kind === "skipped") return { action: "skip", line, reason: draft.reason };
  for (const doubt of draft.doubts ?? []) deciding.doubts.push({ line, ...doubt });
  if (draft.kind === "refused") return { action: "refuse", line, cells: draft.cells, reasons: draft.reasons };
  for (const { column, value, reason } of draft.doubts)
    if (reason !== null) remark(deciding, { line, column, value, reason });
  for (const note of draft.notes) remark(deciding, { line, ...note });
  const existing = records.get(draft.identity.key);
  const earlier = existing && metBefore(existing, line, deciding);
  if (earlier !== undefined)
    return refuse(draft, `The same record, under another of its names, is already on line ${earlier}.`);
  const planned = decide(draft, existing, deciding);
  if (planned.action !== "update" || existing?.madeBy === undefined) return planned;
  return refuse(
    draft,
    `The same key is that of ${existing.madeBy}, which is stored and says something else.`,
  );
}

function refuse({ line, cells, identity }: GoodDraft, reason: string): PlannedRow {
  return { action: "refuse", line, cells, reasons: [{ column: null, value: identity.externalId, reason }] };
}

/** Two names of a file may be one record's. */
function metBefore({ id }: Existing, line: number, { target, lines }: Deciding): number | undefined {
  if (target.naturalKey.length > 0) return undefined;
  const before = lines.get(id);
  if (before === undefined) lines.set(id, line);
  return before;
}

function remark({ remarks }: Deciding, told: Pick<CsvProblem, "line" | "column" | "value" | "reason">): void {
  remarks.push({ ...told, refused: false, cells: null });
}

function decide(
  { line, lines, identity, body, empty, assumed }: GoodDraft,
  existing: Existing | undefined,
  deciding: Deciding,
): PlannedRow {
  const { target, answers, mapping } = deciding;
  if (!existing) return { action: "create", line, lines, identity, body: named(body, identity) };
  const clear = answers.emptyClears ? empty : [];
  const { id, version, values: stored, authors } = existing;
  if (assumed && !mayAssume(existing)) delete body.status;
  const difference = differenceOf({ target, stored, body, clear });
  const isHistory = mapping.profile !== null && mapping.profile !== ownProfile && authors !== undefined;
  const settled = isHistory ? belowOthers(difference, { stored, authors }) : { ...difference, kept: [] };
  const { patch, kept } = settled;
  let { changes } = settled;
  withPrecision(patch, body, target);
  for (const [party, fields] of Map.groupBy(kept, (one) => one.party)) {
    const names = fields.flatMap(({ field }) => fieldOf(target, field)?.label ?? []).join(", ");
    if (names === "") continue;
    const who = party === "person" ? "somebody here" : "the tool's own messages";
    remark(deciding, { line, column: null, value: null, reason: `Stays as ${who} said it: ${names}.` });
  }
  // What others said stands, and a moment of the file may not fit to it.
  for (const { field, reason } of kept.length === 0
    ? []
    : impossibleBeside(patch, { ...stored, ...patch }, deciding)) {
    forget(patch, field, target);
    changes = changes.filter((change) => Object.hasOwn(patch, change.field));
    remark(deciding, { line, column: null, value: null, reason: `${labelOf(target, field)}: ${reason}` });
  }
  const { aliases = [], fresh = [] } = existing;
  // What was made of the row's own words tells nobody anything.
  if (fresh.length > 0 && !identity.derived)
    changes = [...changes, { field: "aliases", from: aliases, to: [...aliases, ...fresh] }];
  if (changes.length === 0) return { action: "unchanged", line, identity, id };
  return { action: "update", line, lines, identity, id, version, changes, patch };
}

function labelOf(target: Target, field: string): string {
  return fieldOf(target, field)?.label ?? field;
}

/** The identity goes into the record, so that the next import finds it. */
function named(body: Body, identity: Identity): Body {
  if (identity.externalId === null) return body;
  body.source = identity.source;
  body.externalId = identity.externalId;
  return body;
}
