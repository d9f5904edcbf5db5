import { z } from "zod";
import { ActionBody } from "#lib/actions/schema.ts";
import { ChangeVolume } from "#lib/changes/schema.ts";
import type { CsvRow } from "#lib/csv/rows.ts";
import { SystemBody } from "#lib/systems/schema.ts";
import { type CellSource, cellSource, columnsOf } from "../file/cells.ts";
import { ownProfile } from "../mapping/own-profile.ts";
import type { Answers, FieldSource, Mapping } from "../schema.ts";
import { type Field, fieldOf, type Target } from "../targets/target.ts";
import { fingerprints, type Identity, identityByKey, identityByNaturalKey, plainSource } from "./identity.ts";
import {
  cut,
  LeftOut,
  type Reader,
  type Reference,
  readerOf,
  slugFor,
  storable,
  Unreadable,
} from "./reading.ts";

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

export type NamedSystem = { slug: string; name: string; column: string };

export type ImportPlanInput = {
  target: Target;
  columns: readonly string[];
  mapping: Mapping;
  answers: Answers;
};

type Compiled = {
  field: Field;
  column: string;
  source: CellSource;
  read: Reader;
  isAid: boolean;
  /** The source's own words are kept beside what they were taken to mean; our own export has them in a column. */
  keepsWords: boolean;
};

/** Fields a mapping names that the target does not have, and columns the file does not have. */
export function mappingProblems({ target, columns, mapping }: Omit<ImportPlanInput, "answers">): string[] {
  const problems: string[] = [];
  for (const [name, source] of Object.entries(mapping.fields)) {
    if (!fieldOf(target, name)) problems.push(`${target.label} have no field ${name}.`);
    for (const column of columnsOf(source)) {
      if (!columns.includes(column)) problems.push(`The file has no column ${column} (mapped to ${name}).`);
    }
  }
  for (const column of mapping.customFields) {
    if (!columns.includes(column)) problems.push(`The file has no column ${column} (to be kept as it is).`);
  }
  const given = new Set(Object.keys(mapping.fields));
  for (const field of target.fields) {
    if (field.required && !given.has(field.name))
      problems.push(`No column is mapped to ${field.label}, which every row needs.`);
  }
  if (target.name === "systems" && !given.has("slug") && !given.has("name")) {
    problems.push("No column is mapped to the name or the slug of a system.");
  }
  return problems;
}

export type Drafter = (row: CsvRow) => Draft;

export function createDrafter(input: ImportPlanInput): Drafter {
  const { target, columns, mapping } = input;
  const compiled = Object.entries(mapping.fields).flatMap(([name, source]) => {
    const field = fieldOf(target, name);
    return field ? [compile(field, source, input)] : [];
  });
  const kept = mapping.customFields.map((column) => ({ column, index: columns.indexOf(column) }));
  const print = fingerprints(columns);
  const title = compiled.find(({ field }) => field.name === "title");

  return (row) => {
    const { line, cells } = row;
    const draft: Reading = { body: {}, aids: {}, reasons: [], empty: [] };
    for (const one of compiled) {
      const leftOut = readField(one, cells, draft);
      if (leftOut) return { kind: "skipped", line, reason: leftOut.reason };
    }
    const { body, reasons, empty } = draft;
    if (kept.length > 0) keepColumns(body, cells, kept);
    if (title) keepLongTitle(body, title, cells);
    const systems = finish(draft, { target, compiled });
    addMissing(draft, { target, compiled });
    addProblems(draft, { target, compiled });
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
type Reading = { body: Body; aids: Body; reasons: Reason[]; empty: string[] };

function readField(
  { field, column, source, read, isAid, keepsWords }: Compiled,
  cells: readonly string[],
  draft: Reading,
): LeftOut | null {
  const text = source(cells);
  const value = text === "" ? undefined : storable(read(text));
  if (value === undefined || value === "") draft.empty.push(field.name);
  else if (value instanceof LeftOut) return value;
  else if (value instanceof Unreadable)
    draft.reasons.push({ column, value: excerpt(text), reason: value.reason });
  else if (isAid) draft.aids[field.name] = value;
  else draft.body[field.name] = value;
  if (keepsWords) keepWords(draft.body, text);
  return null;
}

function compile(
  field: Field,
  source: FieldSource,
  { columns, mapping, answers }: ImportPlanInput,
): Compiled {
  const path = source.from === "column" && source.path ? `.${source.path}` : "";
  const read = readerOf(field, {
    verbatim: mapping.profile === ownProfile,
    instants: {
      order: answers.orders?.[field.name] ?? answers.order ?? null,
      zone: answers.zone ?? null,
      zoneWords: upperCase(answers.zoneWords ?? {}),
      dateOnly: answers.dateOnly ?? null,
    },
    mark: answers.marks?.[field.name] ?? answers.mark ?? null,
    durationUnit: answers.durationUnit?.[field.name] ?? null,
    values: answers.values?.[field.name] ?? {},
    split: source.from === "column" ? (source.split ?? null) : null,
  });
  const isAid = field.name === "id" || field.gives !== undefined || field.into !== undefined;
  const column = columnsOf(source).join(" + ") + path;
  const keepsWords = field.kind === "severity" && mapping.profile !== ownProfile;
  return { field, column, source: cellSource(source, columns), read, isAid, keepsWords };
}

function upperCase(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([word, zone]) => [word.toUpperCase(), zone]));
}

export function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
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

function keepLongTitle(body: Body, title: Compiled, cells: readonly string[]): void {
  if (typeof body.title !== "string" || body.title.length !== title.field.max || body.summary !== undefined)
    return;
  const whole = title.source(cells);
  if (whole.length > body.title.length) body.summary = cut(whole, 50_000);
}

type Frame = { target: Target; compiled: readonly Compiled[] };

/** Turns what only helps into fields of the body. */
function finish({ body, aids }: Reading, { target, compiled }: Frame): NamedSystem[] {
  const systems: NamedSystem[] = [];
  for (const { field, isAid } of compiled) {
    const value = isAid ? aids[field.name] : undefined;
    if (value === undefined) continue;
    if (field.gives) giveMoment(body, field.gives, value as number);
    else if (field.kind === "names") gatherSystems(body, { field, names: value as string[], systems });
    else if (field.kind === "references") gatherChanges(body, field, value as Reference[]);
  }
  if (target.name === "systems") {
    body.slug ??= typeof body.name === "string" ? slugFor(body.name) || undefined : undefined;
    body.name ??= body.slug;
  } else if (typeof body.system === "string") {
    systems.push({ slug: body.system, name: body.system, column: "system" });
  }
  return systems;
}

function giveMoment(body: Body, moment: string, millis: number): void {
  if (body[moment] === undefined && body.startedAt instanceof Date) {
    body[moment] = new Date(body.startedAt.getTime() + millis);
  }
}

type Gathering = { field: Field; names: string[]; systems: NamedSystem[] };

/** A system named as both affected and origin is the origin, whichever column came first. */
function gatherSystems(body: Body, { field, names, systems }: Gathering): void {
  const { list, as } = field.into as { list: string; as: string };
  const entries = (body[list] as (string | { slug: string; part: string })[] | undefined) ?? [];
  for (const name of names) {
    const slug = slugFor(name);
    if (slug === "") continue;
    systems.push({ slug, name: cut(name, 200), column: field.name });
    const before = entries.findIndex((entry) => (typeof entry === "string" ? entry : entry.slug) === slug);
    if (before === -1) entries.push(as === "" ? slug : { slug, part: as });
    else if (as === "origin") entries[before] = { slug, part: as };
  }
  body[list] = entries;
}

function gatherChanges(body: Body, field: Field, references: Reference[]): void {
  const { list, as } = field.into as { list: string; as: string };
  const source = String(body.source ?? plainSource);
  const links = references.map((reference) => {
    if ("id" in reference) return { ...reference, link: as };
    return { source: reference.source ?? source, externalId: reference.externalId, link: as };
  });
  body[list] = [...((body[list] as unknown[] | undefined) ?? []), ...links];
}

function addMissing({ body, reasons }: Reading, { target, compiled }: Frame): void {
  const unread = reasons.length;
  for (const field of target.fields) {
    if (!field.required || body[field.name] !== undefined) continue;
    const column = compiled.find((one) => one.field === field)?.column ?? null;
    if (!reasons.slice(0, unread).some((reason) => reason.column === column))
      reasons.push({ column, value: null, reason: `${field.label} is missing.` });
  }
  if (target.name === "systems" && body.slug === undefined && reasons.length === 0) {
    reasons.push({ column: null, value: null, reason: "The system has neither a name nor a slug." });
  }
}

/** What the readers of single cells cannot see; the fields of incidents and changes leave nothing over. */
const bodySchemas: Partial<Record<Target["name"], z.ZodType>> = {
  systems: SystemBody,
  "change-volumes": ChangeVolume.partial({ source: true, system: true }),
  actions: ActionBody.extend({ incident: z.string() }),
};

function addProblems({ body, reasons }: Reading, { target, compiled }: Frame): void {
  if (reasons.length > 0) return;
  const checked = bodySchemas[target.name]?.safeParse(body);
  for (const { path, message } of checked?.error?.issues ?? []) {
    const column = compiled.find(({ field }) => field.name === path[0])?.column ?? null;
    const value = body[String(path[0])];
    reasons.push({
      column,
      value: typeof value === "string" ? excerpt(value) : null,
      reason: `This ${message}.`,
    });
  }
  if (target.name === "systems" && (body.dependsOn as string[] | undefined)?.includes(String(body.slug)))
    reasons.push({ column: null, value: String(body.slug), reason: "A system cannot depend on itself." });
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
