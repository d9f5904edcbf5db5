import type { CsvBatch } from "#lib/csv/read.ts";
import { type Precision, spanMs, storedMoment } from "#lib/moments.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import type { Settlement } from "../mapping/columns.ts";
import type { Body } from "../mapping/row.ts";
import { fieldOf, type Target } from "../targets/target.ts";
import { type Draft, type DraftBatch, draftRows, finisher, type GoodDraft, type Judged } from "./draft.ts";
import type { Effect } from "./effect.ts";
import { unitedList } from "./fold-lists.ts";
import { foldRuleOf } from "./fold-rules.ts";
import { markOf, type Ordering } from "./last-rows.ts";

/** Event logs: all rows of a key together make its record, which stands on the last of their lines. */

type File = Settlement & Judged & { batches: AsyncIterable<CsvBatch> };

export type Folding = {
  /** Where a key's record stands, and which required fields none of its rows has. */
  endOf(key: string): { line: number; rows: number; missing: ReadonlySet<string> } | undefined;
  by: Ordering | null;
  effect: Effect;
};

/** The pass before: where each key ends, so that no record is held longer than its rows are apart. */
export async function foldsOf({ batches, by, ...file }: File & { by: Ordering | null }): Promise<Folding> {
  const required = file.target.fields.filter((field) => field.required).map(({ name }) => name);
  const places = new NumbersByKey();
  const lines: number[] = [];
  const rows: number[] = [];
  /** A bit for each required field that some row of the key has. */
  const held: number[] = [];
  const effect: Effect = { keys: 0, repeated: 0, passedOver: 0 };
  for await (const { drafts } of draftRows(batches, file)) {
    for (const draft of drafts) {
      if (draft.kind !== "draft") continue;
      const { key } = draft.identity;
      const place = places.get(key) ?? effect.keys;
      if (place === effect.keys) {
        places.set(key, effect.keys++);
        rows.push(0);
        held.push(0);
      } else {
        effect.passedOver++;
        if (rows[place] === 1) effect.repeated++;
      }
      lines[place] = draft.line;
      rows[place]!++;
      for (const [bit, name] of required.entries())
        if (draft.body[name] !== undefined) held[place]! |= 1 << bit;
    }
  }
  const missingBy = new Map<number, ReadonlySet<string>>();
  const missingOf = (bits: number) => {
    const known = missingBy.get(bits) ?? new Set(required.filter((_, bit) => (bits & (1 << bit)) === 0));
    missingBy.set(bits, known);
    return known;
  };
  const endOf = (key: string) => {
    const place = places.get(key);
    if (place === undefined) return undefined;
    return { line: lines[place]!, rows: rows[place]!, missing: missingOf(held[place]!) };
  };
  return { endOf, by, effect };
}

/** Rows of one key become its record where the last of them stands; the others are told by that line. */
export async function* folded(
  batches: AsyncIterable<DraftBatch>,
  { fold, afterLine = 0, ...settlement }: Settlement & Judged & { fold: Folding; afterLine?: number },
): AsyncGenerator<DraftBatch> {
  const open = new Map<string, Fold>();
  const finish = finisher(settlement);
  const add = (draft: Draft): Draft => {
    if (draft.kind !== "draft") return draft;
    const { line, cells, identity, missing = [] } = draft;
    const end = fold.endOf(identity.key);
    if (end === undefined) return draft;
    const lacking = missing.filter(({ field }) => field !== null && end.missing.has(field));
    if (lacking.length > 0)
      return { kind: "refused", line, cells, reasons: lacking.map(({ field: _, ...reason }) => reason) };
    if (end.rows === 1) return finish(draft);
    const record = open.get(identity.key) ?? newFold();
    addEvent(record, draft, { target: settlement.target, by: fold.by });
    if (line !== end.line) {
      open.set(identity.key, record);
      return { kind: "skipped", line, reason: `Folded into line ${end.line}.` };
    }
    open.delete(identity.key);
    return finish(recordOf(record, draft));
  };
  for await (const { drafts, ...rest } of batches) {
    const made = drafts.map(add);
    yield { ...rest, drafts: made.filter(({ line }) => line > afterLine) };
  }
}

/** A record as far as its events were met. */
type Fold = {
  body: Body;
  /** How late what is held of a field was said; of custom fields, by column. */
  said: Map<string, number>;
  empty: Set<string> | null;
  lines: number[];
  impossible: string[];
  draft: Pick<GoodDraft, "systems" | "doubts" | "notes">;
};

const newFold = (): Fold => ({
  body: {},
  said: new Map(),
  empty: null,
  lines: [],
  impossible: [],
  draft: { systems: [], doubts: [], notes: [] },
});

type Adding = { target: Target; by: Ordering | null };

function addEvent(fold: Fold, event: GoodDraft, { target, by }: Adding): void {
  const rank =
    by === null ? latestMoment(event.body, target) : (markOf(event.cells, by) ?? Number.NEGATIVE_INFINITY);
  const { body, empty, line, systems, doubts } = event;
  const severity = fold.body.severity as number | undefined;
  for (const [name, value] of Object.entries(body)) {
    const rule = foldRuleOf(target.name, name);
    if (rule === "first" || rule === "latest") foldMoment(fold.body, body, { field: name, rule, target });
    else if (rule === "all")
      fold.body[name] = unitedList(name, (fold.body[name] as unknown[]) ?? [], value as unknown[]);
    else if (name === "customFields") foldColumns(fold, value as Record<string, string>, rank);
    else if (rule === "last" && !isPrecision(target, name) && isLater(fold, name, rank))
      fold.body[name] = value;
  }
  foldSeverity(fold, body, { before: severity, rank });
  fold.empty = fold.empty === null ? new Set(empty) : new Set(empty.filter((name) => fold.empty!.has(name)));
  fold.lines.push(line);
  fold.impossible.push(...(event.impossible ?? []));
  const known = new Set(fold.draft.systems.map(({ slug }) => slug));
  fold.draft.systems.push(...systems.filter(({ slug }) => !known.has(slug)));
  if (event.notes.length > 0) fold.draft.notes = [...fold.draft.notes, ...event.notes];
  if (doubts.length > 0) fold.draft.doubts = [...fold.draft.doubts, ...doubts];
}

/** Of two that were said at one time, the one that stands later in the file counts. */
function isLater({ said }: Fold, name: string, rank: number): boolean {
  if (rank < (said.get(name) ?? Number.NEGATIVE_INFINITY)) return false;
  said.set(name, rank);
  return true;
}

function latestMoment(body: Body, { fields }: Target): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { name, kind } of fields) {
    const at = kind === "instant" ? body[name] : undefined;
    if (at instanceof Date && at.getTime() > latest) latest = at.getTime();
  }
  return latest;
}

function isPrecision({ fields }: Target, name: string): boolean {
  return fields.some(({ precision }) => precision === name);
}

/** The word stands beside the number it was read as; without any number, the last word does. */
function foldSeverity(
  { body, said }: Fold,
  event: Body,
  of: { before: number | undefined; rank: number },
): void {
  const severity = event.severity as number | undefined;
  const { before, rank } = of;
  if (severity !== undefined && (before === undefined || severity < before)) {
    body.severity = severity;
    if (event.severityRaw === undefined) delete body.severityRaw;
    else body.severityRaw = event.severityRaw;
  } else if (before === undefined && event.severityRaw !== undefined) {
    if (rank < (said.get("severityRaw") ?? Number.NEGATIVE_INFINITY)) return;
    said.set("severityRaw", rank);
    body.severityRaw = event.severityRaw;
  }
}

function foldColumns(fold: Fold, columns: Record<string, string>, rank: number): void {
  const held = { ...(fold.body.customFields as Record<string, string> | undefined) };
  for (const [column, value] of Object.entries(columns))
    if (isLater(fold, `customFields.${column}`, rank)) held[column] = value;
  fold.body.customFields = held;
}

type Choosing = { field: string; rule: "first" | "latest"; target: Target };

/** Moments are compared as far as both are known; where that is one time, the finer one says more. */
function foldMoment(held: Body, event: Body, { field, rule, target }: Choosing): void {
  const precision = fieldOf(target, field)?.precision;
  const knownTo = (body: Body) =>
    (precision === undefined ? undefined : (body[precision] as Precision | undefined)) ?? "minute";
  const before = held[field];
  const at = event[field];
  if (!(at instanceof Date)) return;
  if (before instanceof Date) {
    const [fine, own] = [knownTo(held), knownTo(event)];
    const coarse = spanMs[fine] > spanMs[own] ? fine : own;
    const ahead = storedMoment(at, coarse).getTime() - storedMoment(before, coarse).getTime();
    const isBetter = rule === "first" ? ahead < 0 : ahead > 0;
    if (!isBetter && (ahead !== 0 || spanMs[own] >= spanMs[fine])) return;
  }
  held[field] = at;
  if (precision === undefined) return;
  if (event[precision] === undefined) delete held[precision];
  else held[precision] = event[precision];
}

function recordOf({ body, empty, lines, impossible, draft }: Fold, last: GoodDraft): GoodDraft {
  const left = [...empty!].filter((name) => body[name] === undefined);
  return { ...last, ...draft, body, empty: left, lines, impossible };
}
