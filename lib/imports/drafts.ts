import type { CsvRow } from "#lib/csv/rows.ts";
import { slugOf } from "#lib/systems/schema.ts";
import { type CellSource, cellSource, columnsOf } from "./cells.ts";
import { fingerprints, type Identity, identityByKey, identityByNaturalKey, plainSource } from "./identity.ts";
import { LeftOut, type Reader, type Reference, readerOf, Unreadable } from "./reading.ts";
import type { Answers, FieldSource, Mapping } from "./schema.ts";
import { type Field, fieldOf, type Target } from "./targets/target.ts";

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

type Compiled = { field: Field; column: string; source: CellSource; read: Reader };

export const ownProfile = "faultline";

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

  return (row) => {
    const { line, cells } = row;
    const body: Body = {};
    const reasons: Reason[] = [];
    const empty: string[] = [];
    for (const { field, column, source, read } of compiled) {
      const text = source(cells);
      const value = text === "" ? undefined : read(text);
      if (value === undefined) empty.push(field.name);
      else if (value instanceof LeftOut) return { kind: "skipped", line, reason: value.reason };
      else if (value instanceof Unreadable)
        reasons.push({ column, value: excerpt(text), reason: value.reason });
      else body[field.name] = value;
      if (field.kind === "severity") keepWords(body, text);
    }
    if (kept.length > 0) keepColumns(body, cells, kept);
    if (cells.every((cell) => cell.trim() === ""))
      return { kind: "skipped", line, reason: "The row is empty." };
    keepLongTitle(body, compiled, cells);
    const systems = finish(body, input);
    reasons.push(...missingFields(body, reasons, compiled, target));
    if (reasons.length > 0) return { kind: "refused", line, cells, reasons };
    const identity = identify(body, target) ?? print(cells, String(body.source ?? plainSource));
    return { kind: "draft", line, cells, body, identity, systems, empty };
  };
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
  return { field, column: columnsOf(source).join(" + ") + path, source: cellSource(source, columns), read };
}

function upperCase(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([word, zone]) => [word.toUpperCase(), zone]));
}

function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function keepWords(body: Body, text: string): void {
  const raw = text.trim();
  if (raw !== "" && body.severityRaw === undefined) body.severityRaw = raw.slice(0, 200);
}

function keepColumns(
  body: Body,
  cells: readonly string[],
  kept: readonly { column: string; index: number }[],
): void {
  const fields: Record<string, string> = { ...(body.customFields as Record<string, string> | undefined) };
  for (const { column, index } of kept) {
    const cell = (cells[index] ?? "").trim();
    if (cell !== "") fields[column.slice(0, 200)] = cell.slice(0, 10_000);
  }
  if (Object.keys(fields).length > 0) body.customFields = fields;
}

function keepLongTitle(body: Body, compiled: readonly Compiled[], cells: readonly string[]): void {
  if (typeof body.title !== "string" || !body.title.endsWith("…") || body.summary !== undefined) return;
  const title = compiled.find(({ field }) => field.name === "title");
  const summary = title && title.field.max === body.title.length ? title.source(cells) : "";
  if (summary.length > body.title.length) body.summary = summary.slice(0, 50_000);
}

/** Turns the fields that only help into those of the body. */
function finish(body: Body, { target }: ImportPlanInput): NamedSystem[] {
  const systems: NamedSystem[] = [];
  for (const field of target.fields) {
    const value = body[field.name];
    if (value === undefined) continue;
    if (field.gives) giveMoment(body, field);
    else if (field.kind === "names") gatherSystems(body, { field, names: value as string[], systems });
    else if (field.kind === "references") gatherChanges(body, field, value as Reference[]);
  }
  if (target.name === "systems") {
    body.slug ??= typeof body.name === "string" ? slugOf(body.name) || undefined : undefined;
    body.name ??= body.slug;
  } else if (typeof body.system === "string") {
    systems.push({ slug: body.system, name: body.system, column: "system" });
  }
  return systems;
}

function giveMoment(body: Body, field: Field): void {
  const millis = body[field.name] as number;
  delete body[field.name];
  const moment = field.gives as string;
  if (body[moment] === undefined && body.startedAt instanceof Date) {
    body[moment] = new Date(body.startedAt.getTime() + millis);
  }
}

type Gathering = { field: Field; names: string[]; systems: NamedSystem[] };

function gatherSystems(body: Body, { field, names, systems }: Gathering): void {
  const { list, as } = field.into as { list: string; as: string };
  if (field.name !== list) delete body[field.name];
  const before = body[list];
  const entries = new Map<string, unknown>();
  if (field.name !== list && Array.isArray(before)) {
    for (const entry of before as { slug: string }[]) entries.set(entry.slug, entry);
  }
  for (const name of names) {
    const slug = slugOf(name);
    if (slug === "") continue;
    systems.push({ slug, name: name.slice(0, 200), column: field.name });
    entries.set(slug, as === "" ? slug : { slug, part: as });
  }
  body[list] = [...entries.values()];
}

function gatherChanges(body: Body, field: Field, references: Reference[]): void {
  const { list, as } = field.into as { list: string; as: string };
  delete body[field.name];
  const links = references.map((reference) => ({
    ...("id" in reference
      ? reference
      : { source: reference.source ?? String(body.source ?? plainSource), externalId: reference.externalId }),
    link: as,
  }));
  body[list] = [...((body[list] as unknown[] | undefined) ?? []), ...links];
}

function missingFields(
  body: Body,
  reasons: readonly Reason[],
  compiled: readonly Compiled[],
  target: Target,
): Reason[] {
  const missing: Reason[] = [];
  for (const field of target.fields) {
    if (!field.required || body[field.name] !== undefined) continue;
    const column = compiled.find((one) => one.field === field)?.column ?? null;
    if (reasons.some((reason) => reason.column === column)) continue;
    missing.push({ column, value: null, reason: `${field.label} is missing.` });
  }
  if (target.name === "systems" && body.slug === undefined && reasons.length === 0) {
    missing.push({ column: null, value: null, reason: "The system has neither a name nor a slug." });
  }
  return missing;
}

function identify(body: Body, target: Target): Identity | null {
  if (target.naturalKey.length === 0) return identityByKey(body);
  if (target.name === "change-volumes") {
    body.source ??= plainSource;
    body.aiAssistance ??= "unknown";
  }
  return identityByNaturalKey(body, target.naturalKey);
}
