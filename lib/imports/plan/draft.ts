import type { CsvBatch, CsvProblem, CsvRow } from "#lib/csv/read.ts";
import type { Names } from "#lib/identity.ts";
import type { Bounds } from "#lib/moments.ts";
import { namesReader } from "../mapping/called.ts";
import { type MappedField, mappedFields, type Settlement } from "../mapping/columns.ts";
import { LeftOut } from "../mapping/readers/outcome.ts";
import { type Body, type ReadRow, rowReader } from "../mapping/row.ts";
import type { Reason } from "../schema.ts";
import type { Target } from "../targets/target.ts";
import { applyAids } from "./aids.ts";
import { addProblems, type Missing, missingIn } from "./checks.ts";
import { asReason, type Doubt, inFile, judge, judgeAlone, judging } from "./doubts.ts";
import { assumeState } from "./ends.ts";
import {
  fingerprints,
  type Identity,
  identityByContent,
  identityByKey,
  identityByNaturalKey,
  plainSource,
} from "./identity.ts";
import { naturalText } from "./natural-key.ts";
import type { Shared } from "./shared-keys.ts";

/** One row read by itself: the body it asks for and who it is, before anything stored is looked at. */

export type Draft =
  | {
      kind: "draft";
      line: number;
      cells: string[];
      body: Body;
      identity: Identity;
      systems: NamedSystem[];
      empty: string[];
      doubts: readonly Doubt[];
      /** What is not stored to the letter. */
      notes: readonly Reason[];
      /** Its state is what was answered for rows that tell none. */
      assumed: boolean;
      /** Of an event: what every record needs and this row does not say. */
      missing?: readonly Missing[];
      /** Fields of events whose moments cannot have been. */
      impossible?: readonly string[];
      /** The lines of the events that it was made of. */
      lines?: number[];
    }
  | { kind: "refused"; line: number; cells: string[]; reasons: Reason[]; doubts?: readonly Doubt[] }
  | { kind: "skipped"; line: number; reason: string };

export type GoodDraft = Extract<Draft, { kind: "draft" }>;

export type NamedSystem = { slug: string; name: string; column: string };

export type DraftBatch = { drafts: Draft[]; remarks: CsvProblem[]; bytesRead: number };

/** Each row of the file, and what stands there without being a row of it, in the order of their lines. */
export async function* draftRows(
  batches: AsyncIterable<CsvBatch>,
  settlement: Settlement & Judged,
): AsyncGenerator<DraftBatch> {
  const draft = createDrafter(settlement);
  for await (const { rows, problems, bytesRead } of batches) {
    const read = rows.map(draft);
    const broken = problems.filter(({ refused }) => refused).map(brokenRow);
    const drafts = broken.length === 0 ? read : [...read, ...broken].sort((a, b) => a.line - b.line);
    yield { drafts, remarks: problems.filter(({ refused }) => !refused), bytesRead };
  }
}

function brokenRow({ line, column, value, reason, cells }: CsvProblem): Draft {
  return { kind: "refused", line, cells: cells ?? [], reasons: [{ column, value, reason }] };
}

/** What the moments of rows are held against. */
export type Judged = {
  bounds: Bounds;
  /** Where rows without an id have a key: which of them share it. */
  shared?: Shared;
};

function createDrafter(settlement: Settlement & Judged): (row: CsvRow) => Draft {
  const { target, columns, answers, bounds } = settlement;
  const by = judging(target, bounds);
  const fields = mappedFields(settlement);
  const read = rowReader(fields, settlement);
  const print = fingerprints(columns);
  const namesIn = namesReader(settlement);
  const areEvents = answers.repeatedKey?.keep === "fold";
  const finish = finishing(settlement, fields);

  return ({ line, cells }) => {
    const draft = read(cells);
    if (draft instanceof LeftOut) return { kind: "skipped", line, reason: draft.reason };
    const { body, reasons, empty, notes } = draft;
    const systems = applyAids(draft, { target, fields });
    const missing = missingIn(draft, { target, fields });
    const isEmpty = missing.length > 0 && cells.every((cell) => cell.trim() === "");
    if (isEmpty) return { kind: "skipped", line, reason: "The row is empty." };
    if (!areEvents) reasons.push(...missing.map(({ field: _, ...reason }) => reason));
    addProblems(draft, { target, fields });
    if (reasons.length > 0) return { kind: "refused", line, cells, reasons };
    const whole = areEvents ? judgeAlone(body, by) : { found: [], refused: [] };
    if (whole.refused.length > 0) {
      const doubts = inFile(whole.refused, { fields, cells });
      return { kind: "refused", line, cells, reasons: doubts.map(asReason), doubts };
    }
    const doubts = whole.found.length === 0 ? none : inFile(whole.found, { fields, cells });
    const source = String(body.source ?? plainSource);
    const identity =
      identify(draft, { target, names: namesIn?.(cells) }) ??
      unnamed(print(cells, source), { ...settlement, body, source });
    const event: GoodDraft = {
      kind: "draft",
      line,
      cells,
      body,
      identity,
      systems,
      empty,
      doubts,
      notes,
      assumed: false,
    };
    const impossible = whole.found.map(({ field }) => field);
    return areEvents ? { ...event, missing, impossible } : finish(event);
  };
}

/** What is true of a record as a whole: its moments fit together, and it has a state. */
export function finisher(settlement: Settlement & Judged): (draft: GoodDraft) => Draft {
  return finishing(settlement, mappedFields(settlement));
}

function finishing(
  { target, answers, bounds }: Settlement & Judged,
  fields: readonly MappedField[],
): (draft: GoodDraft) => Draft {
  const by = judging(target, bounds);
  return (draft) => {
    const { body, line, cells } = draft;
    const { found, refused } = judge(body, by);
    if (refused.length > 0) {
      const doubts = inFile(refused, { fields, cells });
      return { kind: "refused", line, cells, reasons: doubts.map(asReason), doubts };
    }
    if (found.length > 0) draft.doubts = [...draft.doubts, ...inFile(found, { fields, cells })];
    const all = [...found, ...(draft.impossible ?? []).map((field) => ({ field }))];
    draft.assumed = target.name === "incidents" && assumeState(body, { answers, found: all });
    return draft;
  };
}

const none: readonly Doubt[] = [];

export type Frame = { target: Target; fields: readonly MappedField[] };

/** A row without an id: by the fields that were chosen to tell such rows apart, or by all of it. */
function unnamed(
  print: Identity,
  { answers, target, shared, body, source }: Settlement & Judged & { body: Body; source: string },
): Identity {
  const fields = answers.naturalKey ?? [];
  if (fields.length === 0 || shared === undefined) return print;
  const text = naturalText(body, fields, target);
  return identityByContent(print, { fields, text, isShared: shared(source, text) });
}

function identify(
  { body, aids }: ReadRow,
  { target, names }: { target: Target; names: Names | undefined },
): Identity | null {
  const id = typeof aids.id === "string" ? aids.id : null;
  if (target.naturalKey.length === 0) return identityByKey(body, id, names);
  if (target.name === "change-volumes") {
    body.source ??= plainSource;
    body.aiAssistance ??= "unknown";
  }
  if (target.name === "ai-activity") {
    body.source ??= plainSource;
    body.user_email = String(body.user_email).toLowerCase();
  }
  return identityByNaturalKey(body, { id, fields: target.naturalKey });
}
