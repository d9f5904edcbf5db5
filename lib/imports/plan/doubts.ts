import { endsOf, type Moments, momentProblems } from "#lib/incidents/rules.ts";
import { type Bounds, type Precision, plausibleSpan, spanMs } from "#lib/moments.ts";
import { implausible } from "#lib/settings/bounds.ts";
import type { Status } from "#lib/values.ts";
import type { MappedField } from "../mapping/columns.ts";
import { excerpt } from "../mapping/readers/text.ts";
import type { Body } from "../mapping/row.ts";
import type { doubtKinds, Reason } from "../schema.ts";
import { fieldOf, type Target } from "../targets/target.ts";

/** What a row says and what cannot be right: held against the same rules as every other way in. */

export type DoubtKind = (typeof doubtKinds)[number];

/** `reason` is null where the row is stored to the letter all the same. */
export type Doubt = { kind: DoubtKind; column: string | null; value: string | null; reason: string | null };

type Found = { kind: DoubtKind; field: string; reason: string | null };

/** The fields of a target that say when something happened, and that of them which every record has. */
type MomentsSaid = { start: string | undefined; all: readonly string[] };

export function momentsIn({ fields }: Target): MomentsSaid {
  const says = fields.filter(({ kind, required }) => kind === "instant" || (kind === "day" && required));
  return { start: says.find(({ required }) => required)?.name, all: says.map(({ name }) => name) };
}

export type Judging = {
  target: Target;
  moments: MomentsSaid;
  bounds: Bounds;
  span: { from: number; to: number };
};

export function judging(target: Target, bounds: Bounds): Judging {
  return { target, moments: momentsIn(target), bounds, span: plausibleSpan(bounds) };
}

/** In order and within the bounds to the millisecond, as nearly all rows are: no rule has to be asked. */
function isPlain(said: Body, record: Body, { moments, span }: Judging): boolean {
  const start = moments.start === undefined ? undefined : record[moments.start];
  const earliest = start instanceof Date ? Math.max(span.from, start.getTime()) : span.from;
  for (const name of moments.all) {
    const at = said[name];
    if (at == null) continue;
    if (!(at instanceof Date) || at.getTime() < earliest || at.getTime() >= span.to) return false;
  }
  return true;
}

/** Moments of `said` that cannot have been, given the whole record as it would be. */
function impossible(said: Body, record: Body, by: Judging): Found[] {
  if (isPlain(said, record, by)) return [];
  const { target, moments, bounds } = by;
  const spoken = spokenIn(said, moments);
  const problems =
    target.name === "incidents"
      ? momentProblems(spoken as Partial<Moments>, record as unknown as Moments, bounds)
      : implausible(spoken, bounds);
  return foundIn(problems, spoken, bounds);
}

function spokenIn(said: Body, { all }: MomentsSaid): Record<string, Date | null> {
  const spoken: Record<string, Date | null> = {};
  for (const name of all) {
    const at = said[name];
    if (at != null) spoken[name] = at instanceof Date ? at : new Date(`${String(at)}T00:00:00Z`);
  }
  return spoken;
}

function foundIn(
  problems: readonly { path: string; message: string }[],
  spoken: Readonly<Record<string, Date | null>>,
  bounds: Bounds,
): Found[] {
  return problems.map(({ path, message }) => {
    const kind = kindOf(path, spoken[path]!, bounds);
    const isOrder = kind === "end-before-start" || kind === "detected-before-start";
    return { kind, field: path, reason: isOrder ? orderInWords(message) : `This ${message}.` };
  });
}

/** Without the names that fields have for programs. */
function orderInWords(message: string): string {
  const told = message.slice(message.indexOf(": ") + 2);
  return `${told.charAt(0).toUpperCase()}${told.slice(1)}.`;
}

function kindOf(field: string, at: Date, bounds: Bounds): DoubtKind {
  const { from, to } = plausibleSpan(bounds);
  if (at.getTime() >= to) return "future";
  if (at.getTime() < from) return "too-early";
  return field === "detectedAt" ? "detected-before-start" : "end-before-start";
}

const longMs = 366 * 86_400_000;
const ends = ["mitigatedAt", "resolvedAt"] as const;
const afterStart = ["detectedAt", ...ends] as const;

/**
 * Takes out of a body what cannot have been and ends that its state contradicts, and says so. Where the start cannot
 * have been there is no record at all: it comes back as reasons to refuse the row.
 */
export function judge(body: Body, by: Judging): { found: Found[]; refused: Found[] } {
  const found = impossible(body, recordOf(body), by);
  const refused = found.filter(({ field }) => field === by.moments.start);
  if (refused.length > 0) return { found: [], refused };
  leftOut(found, body, by.target);
  if (by.target.name === "incidents") {
    found.push(...contradicted(body, by.target));
    for (const field of afterStart)
      if (isLong(body, field)) found.push({ kind: "long", field, reason: null });
  }
  return { found, refused };
}

function leftOut(found: Found[], body: Body, target: Target): Found[] {
  for (const one of found) {
    forget(body, one.field, target);
    one.reason += " It is left out, and the rest of the row is stored.";
  }
  return found;
}

/** What cannot have been of one event by itself, before it is put together with others. */
export function judgeAlone(body: Body, by: Judging): { found: Found[]; refused: Found[] } {
  const { target, moments, bounds } = by;
  if (isPlain(body, {}, by)) return { found: [], refused: [] };
  const spoken = spokenIn(body, moments);
  const found = foundIn(implausible(spoken, bounds), spoken, bounds);
  const refused = found.filter(({ field }) => field === moments.start);
  if (refused.length > 0) return { found: [], refused };
  return { found: leftOut(found, body, target), refused };
}

/** A moment goes with what says how well it is known. */
export function forget(body: Body, field: string, target: Target): void {
  delete body[field];
  const precision = fieldOf(target, field)?.precision;
  if (precision !== undefined) delete body[precision];
}

const nothing = { detectedAt: null, mitigatedAt: null, resolvedAt: null };
const recordOf = (body: Body): Body => ({ ...nothing, ...body });

/** Surely, whatever a start that is known to a month or a year leaves open. */
function isLong({ startedAt, startedPrecision = "minute", ...body }: Body, field: string): boolean {
  const at = body[field];
  if (!(at instanceof Date) || !(startedAt instanceof Date)) return false;
  return at.getTime() - startedAt.getTime() > longMs + spanMs[startedPrecision as Precision];
}

/** An incident that goes on has no end, whatever else its row holds. */
function contradicted(body: Body, target: Target): Found[] {
  const status = body.status as Status | undefined;
  if (status === undefined) return [];
  const { mitigatedAt = null, resolvedAt = null } = body as { [end in (typeof ends)[number]]?: Date | null };
  const kept = endsOf({ status, mitigatedAt, resolvedAt });
  return ends.flatMap((field): Found | [] => {
    if (body[field] == null || kept[field] !== null) return [];
    forget(body, field, target);
    const kind = status === "open" ? "open-with-end" : "mitigated-with-resolution";
    return { kind, field, reason: `The state is ${status}, so this is left out.` };
  });
}

/** What of a change to a record cannot be, beside what others said of it and keep. */
export function impossibleBeside(patch: Body, record: Body, by: Judging): Found[] {
  return impossible(patch, recordOf(record), by);
}

/** In the words of the file: which column, and what stands in it. */
export function inFile(
  found: readonly Found[],
  of: { fields: readonly MappedField[]; cells: readonly string[] },
): Doubt[] {
  return found.map(({ kind, field, reason }) => {
    const from =
      of.fields.find((one) => one.field.name === field) ?? of.fields.find((one) => one.field.gives === field);
    const text = from?.source(of.cells) ?? "";
    return { kind, column: from?.column ?? null, value: text === "" ? null : excerpt(text), reason };
  });
}

export function asReason({ column, value, reason }: Doubt): Reason {
  return { column, value, reason: reason ?? "" };
}
