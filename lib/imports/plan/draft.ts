import type { CsvBatch, CsvProblem, CsvRow } from "#lib/csv/read.ts";
import { type MappedField, mappedFields, type Settlement } from "../mapping/columns.ts";
import { LeftOut, Unreadable } from "../mapping/readers/outcome.ts";
import { cut, excerpt } from "../mapping/readers/text.ts";
import type { Target } from "../targets/target.ts";
import { applyAids } from "./aids.ts";
import { addMissing, addProblems } from "./checks.ts";
import { fingerprints, type Identity, identityByKey, identityByNaturalKey, plainSource } from "./identity.ts";

/** One row read by itself: the body it asks for and who it is, before anything stored is looked at. */

export type Reason = { column: string | null; value: string | null; reason: string };

export type Body = Record<string, unknown>;

export type Draft =
  | {
      kind: "draft";
      line: number;
      cells: string[];
      body: Body;
      identity: Identity;
      systems: NamedSystem[];
      empty: string[];
    }
  | { kind: "refused"; line: number; cells: string[]; reasons: Reason[] }
  | { kind: "skipped"; line: number; reason: string };

export type GoodDraft = Extract<Draft, { kind: "draft" }>;

export type NamedSystem = { slug: string; name: string; column: string };

export type DraftBatch = { drafts: Draft[]; remarks: CsvProblem[]; bytesRead: number };

/** Each row of the file, and what stands there without being a row of it, in the order of their lines. */
export async function* draftRows(
  batches: AsyncIterable<CsvBatch>,
  settlement: Settlement,
): AsyncGenerator<DraftBatch> {
  const draft = createDrafter(settlement);
  for await (const { rows, problems, bytesRead } of batches) {
    const drafts = rows.map(draft);
    const broken = problems.filter(({ refused }) => refused).map(brokenRow);
    if (broken.length > 0) drafts.push(...broken);
    if (broken.length > 0) drafts.sort((a, b) => a.line - b.line);
    yield { drafts, remarks: problems.filter(({ refused }) => !refused), bytesRead };
  }
}

function brokenRow({ line, column, value, reason, cells }: CsvProblem): Draft {
  return { kind: "refused", line, cells: cells ?? [], reasons: [{ column, value, reason }] };
}

function createDrafter(settlement: Settlement): (row: CsvRow) => Draft {
  const { target, columns, mapping } = settlement;
  const fields = mappedFields(settlement);
  const kept = mapping.customFields.map((column) => ({ column, index: columns.indexOf(column) }));
  const print = fingerprints(columns);
  const title = fields.find(({ field }) => field.name === "title");

  return (row) => {
    const { line, cells } = row;
    const draft: Reading = { body: {}, aids: {}, reasons: [], empty: [] };
    for (const one of fields) {
      const leftOut = readField(one, cells, draft);
      if (leftOut) return { kind: "skipped", line, reason: leftOut.reason };
    }
    const { body, reasons, empty } = draft;
    if (kept.length > 0) keepColumns(body, cells, kept);
    if (title) keepLongTitle(body, title, cells);
    const systems = applyAids(draft, { target, fields });
    addMissing(draft, { target, fields });
    addProblems(draft, { target, fields });
    if (reasons.length > 0) {
      const isEmpty = cells.every((cell) => cell.trim() === "");
      return isEmpty
        ? { kind: "skipped", line, reason: "The row is empty." }
        : { kind: "refused", line, cells, reasons };
    }
    const identity = identify(draft, target) ?? print(cells, String(body.source ?? plainSource));
    return { kind: "draft", line, cells, body, identity, systems, empty };
  };
}

/** `aids` hold what only helps to make the body: our own id, durations, lists by part. */
export type Reading = { body: Body; aids: Body; reasons: Reason[]; empty: string[] };

export type Frame = { target: Target; fields: readonly MappedField[] };

function readField(
  { field, column, source, read, isAid, keepsWords }: MappedField,
  cells: readonly string[],
  draft: Reading,
): LeftOut | null {
  const text = source(cells);
  const value = text === "" ? undefined : read(text);
  if (value === undefined || value === "") draft.empty.push(field.name);
  else if (value instanceof LeftOut) return value;
  else if (value instanceof Unreadable)
    draft.reasons.push({ column, value: excerpt(text), reason: value.reason });
  else if (isAid) draft.aids[field.name] = value;
  else draft.body[field.name] = value;
  if (keepsWords) keepWords(draft.body, text);
  return null;
}

function keepWords(body: Body, text: string): void {
  const raw = text.trim();
  if (raw !== "" && body.severityRaw === undefined) body.severityRaw = cut(raw, 200);
}

function keepColumns(
  body: Body,
  cells: readonly string[],
  kept: readonly { column: string; index: number }[],
): void {
  const fields: Record<string, string> = { ...(body.customFields as Record<string, string> | undefined) };
  for (const { column, index } of kept) {
    const cell = (cells[index] ?? "").trim();
    if (cell !== "") fields[cut(column, 200)] = cut(cell, 10_000);
  }
  if (Object.keys(fields).length > 0) body.customFields = fields;
}

function keepLongTitle(body: Body, title: MappedField, cells: readonly string[]): void {
  if (typeof body.title !== "string" || body.title.length !== title.field.max || body.summary !== undefined)
    return;
  const whole = title.source(cells);
  if (whole.length > body.title.length) body.summary = cut(whole, 50_000);
}

function identify({ body, aids }: Reading, target: Target): Identity | null {
  const id = typeof aids.id === "string" ? aids.id : null;
  if (target.naturalKey.length === 0) return identityByKey(body, id);
  if (target.name === "change-volumes") {
    body.source ??= plainSource;
    body.aiAssistance ??= "unknown";
  }
  return identityByNaturalKey(body, { id, fields: target.naturalKey });
}
