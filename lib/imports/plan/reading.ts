import { type DurationUnit, readDuration } from "#lib/csv/durations.ts";
import { type InstantRules, readInstant } from "#lib/csv/instants.ts";
import { type DecimalMark, readNumber } from "#lib/csv/numbers.ts";
import { isMissing, readBoolean } from "#lib/csv/words.ts";
import { distinctRegions } from "#lib/incidents/rules.ts";
import { Slug, slugOf } from "#lib/systems/schema.ts";
import { openJson } from "../file/cells.ts";
import type { Field, FieldValue } from "../targets/target.ts";

/** Why a cell cannot be stored, in words for the person who wrote the file. */
export class Unreadable {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The row is left out on purpose, because of what this cell says. */
export class LeftOut {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A value as the REST body holds it; undefined where nothing is recorded. */
export type Reader = (text: string) => unknown;

export type FieldRules = {
  /** Own exports are kept to the letter: only an empty cell is missing, and nothing is trimmed. */
  verbatim: boolean;
  instants: InstantRules;
  mark: DecimalMark | null;
  durationUnit: DurationUnit | null;
  /** What the file's values mean, as answered. */
  values: Readonly<Record<string, FieldValue>>;
  split: string | null;
};

export function readerOf(field: Field, rules: FieldRules): Reader {
  const missing = rules.verbatim ? (text: string) => text === "" : isMissing;
  const read = plainReader(field, rules);
  if (looksForItself.has(field.kind)) return read;
  return (text) => (missing(text) ? undefined : read(text));
}

/** These know what is missing in their own terms, or have a fast way past the question. */
const looksForItself = new Set(["choice", "severity", "instant", "count", "percent", "duration"]);

function plainReader(field: Field, rules: FieldRules): Reader {
  switch (field.kind) {
    case "line":
      return (text) => shortened(rules.verbatim ? text : text.replace(/\s+/g, " ").trim(), field);
    case "text":
      return (text) => checkLength(text, field);
    case "identifier":
      return (text) => checkLength(rules.verbatim ? text : text.trim(), field);
    case "instant":
      return instantReader(rules.instants);
    case "day":
      return dayReader(rules.instants);
    case "duration":
      return (text) => {
        const reading = readDuration(text, rules.durationUnit);
        if (reading.kind === "missing") return undefined;
        return reading.kind === "duration" ? reading.millis : new Unreadable(reading.reason);
      };
    case "count":
      return countReader(rules.mark);
    case "percent":
      return percentReader(rules.mark);
    case "flag":
      return flagReader(rules.values);
    case "choice":
      return choiceReader(field, rules.values);
    case "severity":
      return severityReader(rules);
    case "system":
      return (text) =>
        slugFor(text) || new Unreadable("This name has no letter or digit to make a system of.");
    case "names":
      return (text) => listOf(text, rules).map(nameOf);
    case "places":
      return (text) => placesIn(listOf(text, rules));
    case "factors":
      return factorsReader(field, rules);
    case "references":
      return (text) => listOf(text, rules).map(reference);
    case "incident":
      return (text) => text.trim();
    case "json":
      return jsonReader;
  }
}

/** A title too long to store is cut; the planner keeps the whole of it in the summary. */
function shortened(text: string, field: Field): string {
  return field.max !== undefined && text.length > field.max ? `${cut(text, field.max - 1).trimEnd()}…` : text;
}

/** The beginning of a text, without half a character at its end. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(length - 1));
  return text.slice(0, isHalf ? length - 1 : length);
}

/** Halves of characters and NUL, which JSON in a cell can spell, are nothing a database keeps. */
export function storable(value: unknown): unknown {
  if (typeof value === "string")
    return value.isWellFormed() && !value.includes("\0") ? value : value.toWellFormed().replaceAll("\0", "");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(storable);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
}

function checkLength(text: string, field: Field): string | Unreadable {
  if (field.max === undefined || text.length <= field.max) return text;
  return new Unreadable(`This has ${text.length} characters; at most ${field.max} can be stored.`);
}

function instantReader(rules: InstantRules): Reader {
  return (text) => {
    const reading = readInstant(text, rules);
    if (reading.kind === "instant") return new Date(reading.at);
    return reading.kind === "missing" ? undefined : new Unreadable(reading.reason);
  };
}

/** A calendar day needs no zone: it is the day that is written. */
function dayReader(rules: InstantRules): Reader {
  const local: InstantRules = { ...rules, zone: "UTC", dateOnly: "midnight" };
  return (text) => {
    const reading = readInstant(text.replace(/([T ]\d{1,2}:.*)$/, ""), local);
    if (reading.kind === "instant") return new Date(reading.at).toISOString().slice(0, 10);
    return reading.kind === "missing" ? undefined : new Unreadable(reading.reason);
  };
}

function countReader(mark: DecimalMark | null): Reader {
  return (text) => {
    const reading = readNumber(text, mark);
    if (reading.kind === "missing") return undefined;
    if (reading.kind !== "value") return new Unreadable(reading.reason);
    if (!Number.isSafeInteger(reading.value)) return new Unreadable("This is not a whole number.");
    return reading.value < 0 ? new Unreadable("A count cannot be negative.") : reading.value;
  };
}

function percentReader(mark: DecimalMark | null): Reader {
  return (text) => {
    const reading = readNumber(text, mark);
    if (reading.kind === "missing") return undefined;
    if (reading.kind !== "value") return new Unreadable(reading.reason);
    return reading.value < 0 || reading.value > 100
      ? new Unreadable("This is not between 0 and 100.")
      : reading.value;
  };
}

function flagReader(values: FieldRules["values"]): Reader {
  return (text) => {
    const answered = values[text.trim()];
    if (typeof answered === "boolean") return answered;
    if (answered === null) return undefined;
    const reading = readBoolean(text);
    if (reading.kind === "missing") return undefined;
    return reading.kind === "value" ? reading.value : new Unreadable(reading.reason);
  };
}

export const leaveOut = "skip";

function choiceReader(field: Field, values: FieldRules["values"]): Reader {
  const known = new Map((field.choices ?? []).map((choice) => [String(choice), choice]));
  return (text) => {
    const raw = text.trim();
    if (Object.hasOwn(values, raw)) {
      const answer = values[raw];
      if (answer === leaveOut) return new LeftOut(`${field.label} is ${raw}.`);
      return answer ?? undefined;
    }
    const exact = known.get(raw) ?? known.get(raw.toLowerCase());
    if (exact !== undefined) return exact;
    if (isMissing(raw)) return undefined;
    return new Unreadable(`It is not settled what ${field.label.toLowerCase()} this is.`);
  };
}

/** A word nobody has answered for stays unknown; the source's own word is kept beside it. */
function severityReader(rules: FieldRules): Reader {
  return (text) => {
    const raw = text.trim();
    const answer = rules.values[raw];
    if (answer === leaveOut) return new LeftOut(`Severity is ${raw}.`);
    if (typeof answer === "number") return answer;
    if (rules.verbatim && /^[1-5]$/.test(raw)) return Number(raw);
    return undefined;
  };
}

/** A list as a JSON array, on lines, or with the usual marks between its items. */
export function listOf(text: string, { split, verbatim }: Pick<FieldRules, "split" | "verbatim">): unknown[] {
  const opened = openJson(text);
  if (Array.isArray(opened)) return opened.filter((item) => item !== null && item !== "");
  const marks = split ?? (/[;|\n]/.test(text) ? /[;|\n]/ : ",");
  return text
    .split(marks)
    .map((item) => item.trim())
    .filter((item) => (verbatim ? item !== "" : !isMissing(item)));
}

/** Tools list services and places as objects too: `{ "id": 7, "title": "Cloud Run" }`. */
function nameOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const { title, name, summary, slug, id } = item as Record<string, unknown>;
  return String(title ?? name ?? summary ?? slug ?? id ?? "");
}

/** Each place once, as it is stored: a list that says one twice must not look like a change. */
function placesIn(items: readonly unknown[]): string[] {
  const places = items.map((item) => cut(nameOf(item).trim(), 120)).filter((place) => place.trim() !== "");
  return distinctRegions(places).slice(0, 500);
}

function factorsReader(field: Field, rules: FieldRules): Reader {
  const known = new Set((field.choices ?? []).map(String));
  return (text) => {
    const factors = new Map<string, { factor: string; note: string | null }>();
    const add = (factor: string, note: string | null) => {
      const before = factors.get(factor)?.note ?? null;
      const notes = before === null || before === note ? note : note === null ? before : `${before}; ${note}`;
      factors.set(factor, { factor, note: notes && cut(notes, 2_000) });
    };
    for (const item of listOf(text, rules)) {
      const { factor, note } =
        typeof item === "object"
          ? (item as { factor?: unknown; note?: unknown })
          : { factor: item, note: null };
      const answered = rules.values[String(factor)];
      if (answered === null) continue;
      const name =
        typeof answered === "string"
          ? answered
          : String(factor)
              .trim()
              .toLowerCase()
              .replace(/[\s_]+/g, "-");
      // A factor outside the list is kept in its own words.
      if (known.has(name)) add(name, note ? String(note) : null);
      else add("other", String(factor));
    }
    return [...factors.values()];
  };
}

export type Reference = { id: string } | { source?: string; externalId: string };

function reference(item: unknown): Reference {
  if (typeof item === "object" && item !== null) {
    const { id, source, externalId } = item as Record<string, unknown>;
    if (typeof id === "string") return { id };
    return { ...(typeof source === "string" ? { source } : {}), externalId: String(externalId) };
  }
  const text = String(item);
  return /^chg_\w+$/.test(text) ? { id: text } : { externalId: text };
}

function jsonReader(text: string): unknown {
  const opened = openJson(text);
  if (typeof opened !== "object" || opened === null || Array.isArray(opened)) {
    return new Unreadable("This is not a JSON object.");
  }
  return Object.fromEntries(
    Object.entries(opened).map(([key, value]) => [cut(key, 200), cut(String(value), 10_000)]),
  );
}

const slugs = new Map<string, string>();

/** What is a slug already stays as it is; of a repository's address the path counts. A file names the same few systems over and over, so they are kept. */
export function slugFor(name: string): string {
  const known = slugs.get(name);
  if (known !== undefined) return known;
  const slug = Slug.safeParse(name).success ? name : slugOf(name.replace(/^https?:\/\/[^/]+\/|\.git$/gi, ""));
  if (slugs.size > 20_000) slugs.clear();
  slugs.set(Buffer.from(name).toString(), slug);
  return slug;
}
