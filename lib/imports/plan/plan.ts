import type { CsvBatch, CsvProblem } from "#lib/csv/read.ts";
import { NumbersByKey } from "../file/numbers-by-key.ts";
import { type Difference, differenceOf, type FieldChange } from "./differences.ts";
import {
  type Body,
  createDrafter,
  type Draft,
  type Drafter,
  type ImportPlanInput,
  type NamedSystem,
  type Reason,
} from "./drafts.ts";
import type { Identity } from "./identity.ts";
import type { Reference } from "./reading.ts";

export type { Body, NamedSystem, Reason } from "./drafts.ts";
export type { Identity } from "./identity.ts";

/** A record that is there already; `values` in the form of its REST body, instants as dates. */
export type Existing = { id: string; version: number; values: Body };

/** All that a plan has to know of what is stored, asked for in batches. Nothing found is left out of the answer. */
export type Lookup = {
  /** By `Identity.key`. An identity's own id goes first, then source with external id, or the natural key. */
  records: (identities: readonly Identity[]) => Promise<ReadonlyMap<string, Existing>>;
  /** By the slug asked for: the slug of the system that has this slug or this name. */
  systems: (names: readonly NamedSystem[]) => Promise<ReadonlyMap<string, string>>;
  /** By `changeKey`: the change's id. */
  changes: (references: readonly Reference[]) => Promise<ReadonlyMap<string, string>>;
  /** By the reference as written (`INC-118`, `118`, an id, an id in the source): the incident's id. */
  incidents: (references: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

export function changeKey(reference: Reference): string {
  if ("id" in reference) return JSON.stringify([reference.id]);
  return JSON.stringify([reference.source ?? null, reference.externalId]);
}

export type PlannedRow =
  | { action: "create"; line: number; identity: Identity; body: Body }
  | {
      action: "update";
      line: number;
      identity: Identity;
      id: string;
      version: number;
      changes: FieldChange[];
      patch: Body;
    }
  | { action: "unchanged"; line: number; identity: Identity; id: string }
  | { action: "refuse"; line: number; cells: string[]; reasons: Reason[] }
  | { action: "skip"; line: number; reason: string };

export type PlannedBatch = {
  rows: PlannedRow[];
  /** Systems met for the first time, to be created before the rows; only when that was allowed. */
  newSystems: { slug: string; name: string }[];
  /** Remarks on rows that are imported all the same. */
  remarks: CsvProblem[];
  bytesRead: number;
};

export type PlanInput = ImportPlanInput & {
  batches: AsyncIterable<CsvBatch>;
  lookup: Lookup;
  /** Where a key may repeat: the line to keep for each key, from `lastRows`. */
  keep?: ReadonlyMap<string, number>;
  /** Rows up to this line were done before; they count for repeated keys and are not planned again. */
  afterLine?: number;
  /** Systems that rows of this file make, from `declaredSystems`. */
  declared?: ReadonlySet<string>;
};

/**
 * The one planner behind preview and run: reads rows as they come and says of each what would become of it.
 * It changes nothing and asks for what is stored only through `lookup`, a batch at a time.
 */
export async function* planImport(input: PlanInput): AsyncGenerator<PlannedBatch> {
  const draft = createDrafter(input);
  const seen: Seen = { lines: new NumbersByKey(), systems: new Set() };
  for await (const batch of input.batches) {
    const drafts = draftsOf(batch, { draft, input, seen });
    yield await decide(drafts, { input, seen, batch });
  }
}

type Seen = { lines: NumbersByKey; systems: Set<string> };
type Step = { draft: Drafter; input: PlanInput; seen: Seen };

function draftsOf(batch: CsvBatch, { draft, input, seen }: Step): Draft[] {
  const refused = batch.problems
    .filter((problem) => problem.refused)
    .map(({ line, column, value, reason, cells }): Draft => {
      return { kind: "refused", line, cells: cells ?? [], reasons: [{ column, value, reason }] };
    });
  const read = batch.rows.map((row) => checkRepeat(draft(row), { keep: input.keep, lines: seen.lines }));
  const all = refused.length === 0 ? read : [...read, ...refused].sort((a, b) => a.line - b.line);
  return input.afterLine === undefined ? all : all.filter(({ line }) => line > (input.afterLine as number));
}

type Repeats = { keep: PlanInput["keep"]; lines: NumbersByKey };

function checkRepeat(draft: Draft, { keep, lines }: Repeats): Draft {
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

type Read = Extract<Draft, { kind: "draft" }>;
type Found = {
  records: ReadonlyMap<string, Existing>;
  systems: ReadonlyMap<string, string>;
  changes: ReadonlyMap<string, string>;
  incidents: ReadonlyMap<string, string>;
  incidentIds: ReadonlySet<string>;
};
type Deciding = { input: PlanInput; seen: Seen; batch: CsvBatch };

async function decide(drafts: readonly Draft[], { input, seen, batch }: Deciding): Promise<PlannedBatch> {
  const read = drafts.filter((draft) => draft.kind === "draft");
  const found = await look(read, input.lookup);
  const newSystems: PlannedBatch["newSystems"] = [];
  const rows = drafts.map((draft): PlannedRow => {
    if (draft.kind === "refused")
      return { action: "refuse", line: draft.line, cells: draft.cells, reasons: draft.reasons };
    if (draft.kind === "skipped") return { action: "skip", line: draft.line, reason: draft.reason };
    const reasons = resolve(draft, { found, input, seen, newSystems });
    if (reasons.length > 0) return { action: "refuse", line: draft.line, cells: draft.cells, reasons };
    return decideRow(draft, found.records.get(draft.identity.key), input);
  });
  const remarks = batch.problems.filter((problem) => !problem.refused);
  return { rows, newSystems, remarks, bytesRead: batch.bytesRead };
}

async function look(read: readonly Read[], lookup: Lookup): Promise<Found> {
  const systems = new Map(
    read.flatMap((draft) => draft.systems.map((system) => [system.slug, system] as const)),
  );
  const references = new Map(
    read.flatMap((draft) => referencesOf(draft.body).map((one) => [changeKey(one), one] as const)),
  );
  const incidents = [
    ...new Set(read.flatMap(({ body }) => (typeof body.incident === "string" ? [body.incident] : []))),
  ];
  const none = new Map<string, string>();
  const found = {
    systems: systems.size === 0 ? none : await lookup.systems([...systems.values()]),
    changes: references.size === 0 ? none : await lookup.changes([...references.values()]),
    incidents: incidents.length === 0 ? none : await lookup.incidents(incidents),
  };
  for (const draft of read) nameIncident(draft, found.incidents);
  const identities = read.map((draft) => draft.identity);
  const records = identities.length === 0 ? new Map() : await lookup.records(identities);
  return { ...found, incidentIds: new Set(found.incidents.values()), records };
}

/** `INC-118` and `118` are one incident, so its id takes their place before records are compared. */
function nameIncident(draft: Read, incidents: ReadonlyMap<string, string>): void {
  const id = incidents.get(String(draft.body.incident));
  if (id === undefined || draft.identity.natural === null) return;
  draft.body.incident = id;
  draft.identity = { ...draft.identity, natural: { ...draft.identity.natural, incident: id } };
}

function referencesOf(body: Body): Reference[] {
  return Array.isArray(body.changes) ? (body.changes as Reference[]) : [];
}

type Resolving = { found: Found; input: PlanInput; seen: Seen; newSystems: PlannedBatch["newSystems"] };

/** Puts what is stored in the place of names, and says which names nothing stored answers to. */
function resolve(draft: Read, { found, input, seen, newSystems }: Resolving): Reason[] {
  const reasons: Reason[] = [];
  const actual = new Map<string, string>();
  for (const system of draft.systems) {
    const slug = found.systems.get(system.slug) ?? ownSystem(system, input);
    if (slug !== undefined) actual.set(system.slug, slug);
    else if (!input.answers.createSystems) reasons.push(noSystem(system, input));
    else if (!seen.systems.has(system.slug)) {
      seen.systems.add(system.slug);
      newSystems.push({ slug: system.slug, name: system.name });
    }
  }
  if (draft.systems.length > 0) renameSystems(draft.body, actual);
  for (const reference of referencesOf(draft.body)) {
    const id = found.changes.get(changeKey(reference));
    const value = "id" in reference ? reference.id : reference.externalId;
    if (id === undefined)
      reasons.push({ column: null, value, reason: "There is no such change; import the changes first." });
    else Object.assign(reference, { id });
  }
  if (Array.isArray(draft.body.changes)) draft.body.changes = distinctChanges(draft.body.changes);
  if (typeof draft.body.incident === "string" && !found.incidentIds.has(draft.body.incident)) {
    reasons.push({ column: null, value: draft.body.incident, reason: "There is no such incident." });
  }
  return reasons;
}

/** Systems of one file may name one another in any order. */
function ownSystem({ slug }: NamedSystem, { declared }: PlanInput): string | undefined {
  return declared?.has(slug) ? slug : undefined;
}

/** One change named as suspected and as culprit is the culprit. */
function distinctChanges(links: readonly { id?: string; link: string }[]): unknown[] {
  const byId = new Map<unknown, (typeof links)[number]>();
  for (const link of links) if (byId.get(link.id)?.link !== "culprit") byId.set(link.id, link);
  return [...byId.values()];
}

function noSystem(system: NamedSystem, { mapping }: PlanInput): Reason {
  const source = mapping.fields[system.column];
  const column = source?.from === "column" ? source.column : system.column;
  return {
    column,
    value: system.name,
    reason: `There is no system ${system.slug}; add it, or have it created.`,
  };
}

function renameSystems(body: Body, actual: ReadonlyMap<string, string>): void {
  const rename = (slug: string) => actual.get(slug) ?? slug;
  if (typeof body.system === "string") body.system = rename(body.system);
  for (const list of ["systems", "dependsOn"]) {
    const entries = body[list];
    if (!Array.isArray(entries)) continue;
    body[list] = distinctSystems(
      entries.map((entry: SystemEntry) =>
        typeof entry === "string" ? rename(entry) : { ...entry, slug: rename(entry.slug) },
      ),
    );
  }
}

type SystemEntry = string | { slug: string; part: string };

/** Two names of a file may mean one system; where it began goes before where it was felt. */
function distinctSystems(entries: readonly SystemEntry[]): SystemEntry[] {
  const bySlug = new Map<string, SystemEntry>();
  for (const entry of entries) {
    const slug = typeof entry === "string" ? entry : entry.slug;
    const before = bySlug.get(slug);
    if (typeof before === "object" && before.part === "origin") continue;
    bySlug.set(slug, entry);
  }
  return [...bySlug.values()];
}

function decideRow(draft: Read, existing: Existing | undefined, input: PlanInput): PlannedRow {
  const { line, identity, body } = draft;
  if (!existing) return { action: "create", line, identity, body: named(body, identity) };
  const clear = input.answers.emptyClears ? draft.empty : [];
  const { changes, patch }: Difference = differenceOf({
    target: input.target,
    stored: existing.values,
    body,
    clear,
  });
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

export type DeclaredInput = ImportPlanInput & { batches: AsyncIterable<CsvBatch>; lookup: Lookup };

/**
 * The systems that the rows of a file of systems will make. One that depends on a system which is nowhere will be
 * refused, and so will those that depend on it.
 */
export async function declaredSystems(input: DeclaredInput): Promise<Set<string>> {
  const draft = createDrafter(input);
  const needs = new Map<string, NamedSystem[]>();
  for await (const batch of input.batches) {
    for (const row of batch.rows) {
      const read = draft(row);
      if (read.kind === "draft") needs.set(String(read.body.slug), read.systems);
    }
  }
  if (input.answers.createSystems) return new Set(needs.keys());
  const named = new Map([...needs.values()].flat().map((system) => [system.slug, system]));
  const stored = named.size === 0 ? new Map() : await input.lookup.systems([...named.values()]);
  for (let before = -1; before !== needs.size; ) {
    before = needs.size;
    for (const [slug, systems] of needs) {
      if (systems.some((one) => !needs.has(one.slug) && !stored.has(one.slug))) needs.delete(slug);
    }
  }
  return new Set(needs.keys());
}

export type LastRowsInput = ImportPlanInput & { batches: AsyncIterable<CsvBatch>; by: string | null };

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
