import type { CsvBatch } from "#lib/csv/read.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import type { Settlement } from "../mapping/columns.ts";
import { declaredSystems, wholeFile } from "./declared.ts";
import { differenceOf } from "./differences.ts";
import { type Body, createDrafter, type Draft, type GoodDraft } from "./draft.ts";
import type { Identity } from "./identity.ts";
import { look, resolve } from "./names.ts";
import type { Existing, Lookup, PlannedBatch, PlannedRow } from "./plan.ts";
import { checkRepeat } from "./repeats.ts";

export type PlanInput = Settlement & {
  batches: AsyncIterable<CsvBatch>;
  lookup: Lookup;
  /** Where a key may repeat: the line to keep for each key, from `lastRows`. */
  keep?: ReadonlyMap<string, number>;
  /** Rows up to this line were done before; they count for repeated keys and are not planned again. */
  afterLine?: number;
};

/**
 * The one planner behind preview and run: reads rows as they come and says of each what would become of it.
 * It changes nothing and asks for what is stored only through `lookup`, a batch at a time.
 */
export async function* planRows(input: PlanInput): AsyncGenerator<PlannedBatch> {
  const { target, answers, lookup, keep, afterLine = 0 } = input;
  const draft = createDrafter(input);
  const lines = new NumbersByKey();
  const added = new Set<string>();
  const isSystems = target.name === "systems";
  for await (const batch of isSystems ? wholeFile(input.batches) : input.batches) {
    const read = batch.rows.map(draft);
    const declared = isSystems ? await declaredSystems(read, { answers, lookup }) : undefined;
    const drafts = inOrder(
      read.map((one) => checkRepeat(one, { keep, lines })),
      batch,
    ).filter(({ line }) => line > afterLine);
    const found = await look(drafts.filter(isGood), lookup);
    const newSystems: PlannedBatch["newSystems"] = [];
    const rows = drafts.map((one): PlannedRow => {
      if (one.kind === "refused") return refused(one, one.reasons);
      if (one.kind === "skipped") return { action: "skip", line: one.line, reason: one.reason };
      const reasons = resolve(one, { found, settlement: input, declared, added, newSystems });
      if (reasons.length > 0) return refused(one, reasons);
      return decide(one, found.records.get(one.identity.key), input);
    });
    const remarks = batch.problems.filter((problem) => !problem.refused);
    yield { rows, newSystems, remarks, bytesRead: batch.bytesRead };
  }
}

const isGood = (draft: Draft): draft is GoodDraft => draft.kind === "draft";

/** With the rows that are no rows of this file, each at its line. */
function inOrder(read: Draft[], { problems }: CsvBatch): Draft[] {
  const broken = problems
    .filter((problem) => problem.refused)
    .map(({ line, column, value, reason, cells }): Draft => {
      return { kind: "refused", line, cells: cells ?? [], reasons: [{ column, value, reason }] };
    });
  return broken.length === 0 ? read : [...read, ...broken].sort((a, b) => a.line - b.line);
}

type Refused = Extract<PlannedRow, { action: "refuse" }>;

function refused({ line, cells }: Pick<Refused, "line" | "cells">, reasons: Refused["reasons"]): Refused {
  return { action: "refuse", line, cells, reasons };
}

function decide(
  { line, identity, body, empty }: GoodDraft,
  existing: Existing | undefined,
  { target, answers }: Settlement,
): PlannedRow {
  if (!existing) return { action: "create", line, identity, body: named(body, identity) };
  const clear = answers.emptyClears ? empty : [];
  const { changes, patch } = differenceOf({ target, stored: existing.values, body, clear });
  const { id, version } = existing;
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
