import type { CsvBatch, CsvProblem } from "#lib/csv/read.ts";
import type { Settlement } from "../mapping/columns.ts";
import { ownProfile } from "../mapping/own-profile.ts";
import type { Body } from "../mapping/row.ts";
import { fieldOf } from "../targets/target.ts";
import { wholeFile } from "./declared.ts";
import { differenceOf } from "./differences.ts";
import { type Draft, draftRows, type GoodDraft } from "./draft.ts";
import type { Identity } from "./identity.ts";
import { withNames } from "./names.ts";
import type { Existing, Lookup, PlannedBatch, PlannedRow } from "./plan.ts";
import { type Repeats, withoutRepeats } from "./repeats.ts";
import { belowOthers } from "./standing.ts";

export type PlanInput = Settlement & Repeats & { batches: AsyncIterable<CsvBatch>; lookup: Lookup };

/**
 * The one planner behind preview and run: rows come in, are drafted by themselves, compared with one another and then
 * with what is stored, and each leaves with what would become of it. It changes nothing and asks for what is stored
 * through `lookup` alone, a batch at a time.
 */
export async function* planRows(input: PlanInput): AsyncGenerator<PlannedBatch> {
  const rows = input.target.name === "systems" ? wholeFile(input.batches) : input.batches;
  const drafts = withoutRepeats(draftRows(rows, input), input);
  for await (const batch of withNames(drafts, input, input.lookup)) {
    const { records, newSystems, remarks, bytesRead } = batch;
    const told = [...remarks];
    const rows = batch.drafts.map((one) => rowOf(one, records, { ...input, remarks: told }));
    yield { rows, newSystems, remarks: told, bytesRead };
  }
}

type Deciding = Settlement & { remarks: CsvProblem[] };

function rowOf(draft: Draft, records: ReadonlyMap<string, Existing>, deciding: Deciding): PlannedRow {
  const { line } = draft;
  if (draft.kind === "refused") return { action: "refuse", line, cells: draft.cells, reasons: draft.reasons };
  if (draft.kind === "skipped") return { action: "skip", line, reason: draft.reason };
  return decide(draft, records.get(draft.identity.key), deciding);
}

function decide(
  { line, identity, body, empty }: GoodDraft,
  existing: Existing | undefined,
  { target, answers, mapping, remarks }: Deciding,
): PlannedRow {
  if (!existing) return { action: "create", line, identity, body: named(body, identity) };
  const clear = answers.emptyClears ? empty : [];
  const { id, version, values: stored, authors } = existing;
  const difference = differenceOf({ target, stored, body, clear });
  const isHistory = mapping.profile !== null && mapping.profile !== ownProfile && authors !== undefined;
  const { changes, patch, kept } = isHistory
    ? belowOthers(difference, { stored, authors })
    : { ...difference, kept: [] };
  for (const [party, fields] of Map.groupBy(kept, (one) => one.party)) {
    const names = fields.map(({ field }) => fieldOf(target, field)?.label ?? field).join(", ");
    const who = party === "person" ? "somebody here" : "the tool's own messages";
    const reason = `Stays as ${who} said it: ${names}.`;
    remarks.push({ line, column: null, value: null, reason, refused: false, cells: null });
  }
  if (changes.length === 0) return { action: "unchanged", line, identity, id };
  return { action: "update", line, identity, id, version, changes, patch };
}

/** The identity goes into the record, so that the next import finds it. */
function named(body: Body, identity: Identity): Body {
  if (identity.externalId === null) return body;
  body.source = identity.source;
  body.externalId = identity.externalId;
  return body;
}
