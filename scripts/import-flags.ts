import { parseArgs } from "node:util";
import { separators } from "#lib/csv/separators.ts";
import { columnsOf } from "#lib/imports/file/cells.ts";
import { Answers, type Mapping, ReadingOptions } from "#lib/imports/mapping/schema.ts";
import { type FileInspection, ImportTarget } from "#lib/imports/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { type Field, fieldOf } from "#lib/imports/targets/target.ts";
import type { ImportTarget as Target } from "#lib/values.ts";
import { nothingWord } from "./import-ask.ts";
import { options } from "./import-usage.ts";
import { sourceIn, wordsAndMeanings } from "./import-words.ts";

/** The command line of the import: its flags, and what they say. */

/** A flag that cannot be used; the message says which and what it takes. */
export class FlagError extends Error {}

export type ImportFlags = ReturnType<typeof readFlags>;

export function readFlags(args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const target = checked(ImportTarget, values.target ?? "incidents", "--target");
  return {
    help: values.help ?? false,
    files: positionals,
    target,
    isTargetSaid: values.target !== undefined,
    profile: values.profile,
    reading: readingOf(values),
    answers: answersOf(values, target),
    adjust: adjusterOf(values),
    acceptProposals: values["accept-proposals"] ?? false,
    leaveUnknown: values["leave-unknown"] ?? false,
    dryRun: values["dry-run"] ?? false,
    refused: values.refused,
    allowRefused: values["allow-refused"] ?? false,
    database: values.database,
  };
}

type Values = ReturnType<typeof parsed>["values"];

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new FlagError((error as Error).message);
  }
}

function checked<T>(
  schema: {
    safeParse(value: unknown): { success: boolean; data?: T; error?: { issues: { message: string }[] } };
  },
  value: unknown,
  flag: string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new FlagError(`${flag}: ${result.error?.issues[0]?.message}`);
  return result.data as T;
}

const separatorNames = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" } as const;

function readingOf(values: Values): ReadingOptions {
  const { encoding, separator, header, format, sheet } = values;
  const mark =
    separator === undefined
      ? undefined
      : (separatorNames[separator as keyof typeof separatorNames] ??
        separators.find((known) => known === separator) ??
        fail("--separator", "use comma, semicolon, tab or pipe"));
  const skipLines = values["skip-lines"] === undefined ? undefined : Number(values["skip-lines"]);
  return checked(
    ReadingOptions,
    { format, sheet, encoding, separator: mark, header, skipLines },
    "--format, --sheet, --encoding, --skip-lines",
  );
}

function fail(flag: string, what: string): never {
  throw new FlagError(`${flag}: ${what}`);
}

function answersOf(values: Values, target: Target): Answers {
  const tables: Record<string, Record<string, unknown>> = {};
  for (const given of values.severity ?? [])
    Object.assign(tableOf(tables, "severity"), meanings(given, "severity", target));
  for (const given of values.values ?? []) {
    const [field, rest] = cut(given, ":", "--values", "FIELD:WORD=MEANING");
    Object.assign(tableOf(tables, field), meanings(rest, field, target));
  }
  const orders = perField(values.order, "--order");
  const marks = perField(values.mark, "--mark");
  const units = pairs(values.unit, "--unit", "FIELD=UNIT");
  const words = values["zone-word"] && Object.fromEntries(values["zone-word"].map(zoneWord));
  return checked(
    Answers,
    {
      order: orders.all,
      orders: orders.fields,
      zone: values.zone,
      zoneWords: words,
      dateOnly: values["date-only"],
      absentEnd: values["absent-end"],
      monthYear: values["month-year"],
      dayNumbers: values["day-numbers"],
      overMidnight: values["over-midnight"],
      unreadable: unreadableOf(values.unreadable),
      split: splitsOf(values.split),
      naturalKey: naturalKeyOf(values["natural-key"]),
      mark: marks.all,
      marks: marks.fields,
      durationUnit: units,
      values: Object.keys(tables).length === 0 ? undefined : tables,
      sources: sourcesOf(values.map),
      repeatedKey: repeatedOf(values.repeated),
      createSystems: values["create-systems"],
      emptyClears: values["empty-clears"],
    },
    "--order, --zone, --zone-word, --date-only, --month-year, --day-numbers, --over-midnight, --absent-end, --unreadable, --split, --mark, --unit, --values",
  );
}

/** A column named for a field is an answer too, where the tool's file has several that could be it. */
function sourcesOf(given: readonly string[] | undefined): Record<string, unknown> | undefined {
  const named = pairs(given, "--map", "FIELD=COLUMN");
  return named && Object.fromEntries(Object.entries(named).map(([field, text]) => [field, sourceIn(text)]));
}

/** `Ongoing=nothing,TBD=refuse`, or one word for all of them. */
function unreadableOf(given: readonly string[] | undefined): Record<string, string> | undefined {
  return (
    given &&
    Object.assign(
      {},
      ...given.map((text) =>
        /^(nothing|refuse)$/.test(text) ? { "*": text } : Object.fromEntries(wordsIn(text, "--unreadable")),
      ),
    )
  );
}

/** `systems=,` or `systems=,;` where several marks part items. */
function splitsOf(given: readonly string[] | undefined): Record<string, string | string[]> | undefined {
  const said = pairs(given, "--split", "FIELD=MARK");
  return (
    said &&
    Object.fromEntries(
      Object.entries(said).map(([field, marks]) => [field, /^\W{2,}$/.test(marks) ? [...marks] : marks]),
    )
  );
}

function naturalKeyOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  return text === "row" ? [] : text.split("+");
}

function tableOf(tables: Record<string, Record<string, unknown>>, field: string): Record<string, unknown> {
  tables[field] ??= {};
  return tables[field];
}

function cut(text: string, mark: string, flag: string, form: string): [string, string] {
  const at = text.indexOf(mark);
  if (at <= 0) fail(flag, `write it as ${form}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

function pairs(
  given: readonly string[] | undefined,
  flag: string,
  form: string,
): Record<string, string> | undefined {
  return given && Object.fromEntries(given.map((text) => cut(text, "=", flag, form)));
}

/** No zone holds an equals sign, where a word might. */
function zoneWord(text: string): [string, string] {
  const at = text.lastIndexOf("=");
  return at <= 0 ? fail("--zone-word", "write it as WORD=ZONE") : [text.slice(0, at), text.slice(at + 1)];
}

/** `dmy` for the whole file, `startedAt=dmy` for a field. */
function perField(given: readonly string[] | undefined, flag: string) {
  const fields = given?.filter((text) => text.includes("="));
  return {
    all: given?.find((text) => !text.includes("=")),
    fields: fields?.length ? pairs(fields, flag, "FIELD=VALUE") : undefined,
  };
}

function meanings(text: string, name: string, target: Target): Record<string, unknown> {
  const field = fieldOf(targets[target], name);
  const words = wordsIn(text, name === "severity" ? "--severity" : "--values");
  return Object.fromEntries(words.map(([word, said]) => [word, meaning(said, field)]));
}

const forms: Readonly<Record<string, string>> = {
  "--severity": "WORD=1",
  "--values": "FIELD:WORD=MEANING",
  "--unreadable": "TEXT=nothing",
};

function wordsIn(text: string, flag: string): [string, string][] {
  return wordsAndMeanings(text) ?? fail(flag, `write it as ${forms[flag]}`);
}

function meaning(text: string, field: Field | undefined): unknown {
  if (text === nothingWord(field)) return null;
  if (/^\d+$/.test(text)) return Number(text);
  if (field?.kind !== "flag") return text;
  return /^(yes|true)$/i.test(text) ? true : /^(no|false)$/i.test(text) ? false : text;
}

const repeatedForms = "use last, last:COLUMN, fold, fold:COLUMN or none";

function repeatedOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (text === "none" || text === "last" || text === "fold") return { keep: text };
  const [, keep, by] = /^(last|fold):(.+)$/s.exec(text) ?? fail("--repeated", repeatedForms);
  return { keep, by };
}

/** What the flags change in a mapping that was recognised or guessed; null where they change nothing. */
function adjusterOf(values: Values): ((found: FileInspection) => Mapping) | null {
  const { map = [], set = [], unmap = [], keep = [], "keep-all": keepAll = false } = values;
  if (map.length + set.length + unmap.length + keep.length === 0 && !keepAll) return null;
  return ({ mapping, columns }) => {
    const isColumn = (name: string) => columns.some(({ column, path }) => path === null && column === name);
    const fields = { ...mapping.fields };
    for (const field of unmap) delete fields[field];
    for (const text of map) {
      const [field, source] = cut(text, "=", "--map", "FIELD=COLUMN");
      fields[field] = sourceIn(source, isColumn);
    }
    for (const text of set) {
      const [field, value] = cut(text, "=", "--set", "FIELD=VALUE");
      fields[field] = { from: "constant", value };
    }
    const kept = [...mapping.customFields, ...keep, ...(keepAll ? unusedIn(columns, fields) : [])];
    return { ...mapping, fields, customFields: [...new Set(kept)] };
  };
}

/** Columns that say something and become nothing, by the mapping as the flags leave it. */
function unusedIn(columns: FileInspection["columns"], fields: Mapping["fields"]): string[] {
  const used = new Set(Object.values(fields).flatMap(columnsOf));
  return columns
    .filter(({ column, path, filled }) => path === null && filled > 0 && !used.has(column))
    .map(({ column }) => column);
}
