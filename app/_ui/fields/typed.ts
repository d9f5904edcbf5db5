import { type Field, type Fields, inPlace, type RecordOf } from "#lib/fields/entries.ts";
import { type Precision, precisionOf, writtenMoment } from "#lib/moments.ts";
import { shows } from "#lib/names.ts";
import { type NumberBounds, readTypedNumber } from "#lib/typed-number.ts";
import { readTypedTime, typedTimeOf } from "#lib/typed-time.ts";

/** Fields as a form's inputs hold them: every value is the text that was typed or chosen, "" where there is none. */

type InForm<F extends Fields> = {
  [K in keyof F as F[K] extends { notIn: { form: string } } ? never : K]: F[K];
};
export type TypedValues<F extends Fields> = { -readonly [K in keyof InForm<F>]: string };
export type Errors = Record<string, string>;

export function typedBlank<F extends Fields>(fields: F): TypedValues<F> {
  const names = inPlace(fields, "form");
  return Object.fromEntries(names.map((name) => [name, unsaid(fields[name]!)])) as TypedValues<F>;
}

function unsaid(field: Field): string {
  return (field.kind === "choice" ? field.blank : undefined) ?? "";
}

export function typedOf<F extends Fields>(fields: F, record: RecordOf<F>, zone: string): TypedValues<F> {
  const names = inPlace(fields, "form");
  return Object.fromEntries(
    names.map((name) => [name, typed(record[name], zone, precisionOf(fields[name]!, record))]),
  ) as TypedValues<F>;
}

function typed(value: unknown, zone: string, precision: Precision): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return typedTimeOf(value, zone, precision);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/** What a command takes: only what differs from how the form began, so that others' edits stay. */
export function readTyped<F extends Fields>(
  fields: F,
  values: TypedValues<F>,
  of: {
    from: TypedValues<F>;
    zone: string;
    now: Date;
    /** What is asked for where a required field is empty. */
    asks?: Readonly<Partial<Record<keyof F, string>>>;
  },
): { body: Record<string, unknown>; errors: Errors } {
  const body: Record<string, unknown> = {};
  const errors: Errors = {};
  const said = values as Readonly<Record<string, string>>;
  for (const name of inPlace(fields, "form")) {
    const field = fields[name]!;
    if (field.required && !shows(said[name]!)) errors[name] = of.asks?.[name] ?? `${field.label} is missing.`;
    if (said[name] === (of.from as Readonly<Record<string, string>>)[name]) continue;
    const read = readField(field, said[name]!, of);
    if ("refusal" in read) errors[name] = read.refusal;
    else if (read.value !== undefined) body[name] = read.value;
  }
  return { body, errors };
}

/** Undefined where nothing is said: a choice that always holds something is then left to the command. */
function readField(
  field: Field,
  text: string,
  of: { zone: string; now: Date },
): { value: unknown } | { refusal: string } {
  if (!shows(text)) return { value: field.kind === "choice" && field.blank ? undefined : null };
  switch (field.kind) {
    case "count":
    case "percent":
      return readTypedNumber(text, boundsOf(field)!);
    case "level":
      return { value: Number(text) };
    case "flag":
      return { value: text === "yes" };
    case "instant": {
      const read = readTypedTime(text, { ...of, dates: field.precision !== undefined });
      // A date alone says by its length what is known.
      return "at" in read ? { value: writtenMoment(read.at, read.precision) } : read;
    }
    case "text":
      return { value: text };
    default:
      return { value: text.trim() };
  }
}

/** What may stand in a number; null for fields of other kinds. */
export function boundsOf(field: Field): NumberBounds | null {
  if (field.kind === "count") return { whole: true, most: field.most, unit: field.unit };
  return field.kind === "percent" ? { whole: false, most: field.most, unit: "%" } : null;
}
