import { z } from "zod";
import { type Field, type Fields, inPlace, namesOf, type ValueOf } from "#db/fields/field.ts";
import { Day, Instant, Link, storedLine, storedName, storedText } from "#lib/parse.ts";

/** Fields as zod shapes: what a body may hold, and what an answer holds. Both carry the field's own words. */

/** A key names a record: a body gives it or leaves it out. */
type GivenOf<F extends Field> = F extends { kind: "key" } ? string : ValueOf<F>;
type InBody<F extends Fields> = {
  [K in keyof F as F[K] extends { notIn: { body: string } } ? never : K]: F[K];
};
export type ShapesOf<F extends Fields> = { -readonly [K in keyof InBody<F>]: z.ZodType<GivenOf<F[K]>> };
export type RecordShapesOf<F extends Fields> = { -readonly [K in keyof F]: z.ZodType<ValueOf<F[K]>> };

/** What a body may say of each field that has a place there. */
export function shapesOf<F extends Fields>(fields: F): ShapesOf<F> {
  const shapeIn = (field: Field) => nullableIf(field.kind !== "key" && mayBeNull(field), shapeOf(field));
  return described(fields, inPlace(fields, "body"), shapeIn) as ShapesOf<F>;
}

/** What an answer says of each field. */
export function recordShapesOf<F extends Fields>(fields: F): RecordShapesOf<F> {
  const shapeIn = (field: Field) => nullableIf(mayBeNull(field), answeredOf(field));
  return described(fields, namesOf(fields), shapeIn) as RecordShapesOf<F>;
}

function mayBeNull(field: Field): boolean {
  return field.required === undefined && !("blank" in field && field.blank !== undefined);
}

/** Said of the outermost shape: one around it would hide it. */
function described(
  fields: Fields,
  names: readonly string[],
  shapeIn: (field: Field) => z.ZodType,
): Record<string, z.ZodType> {
  const shapes: Record<string, z.ZodType> = {};
  for (const name of names) {
    const field = fields[name]!;
    const { label: title, means: description, unit } = field;
    shapes[name] = shapeIn(field).meta({ title, description, ...(unit === undefined ? {} : { unit }) });
  }
  return shapes;
}

const nullableIf = (condition: boolean, shape: z.ZodType) => (condition ? shape.nullable() : shape);

/** What is stored already is answered as it is, in whatever form it came in once. */
function answeredOf(field: Field): z.ZodType {
  const isLine = field.kind === "key" || field.kind === "name" || field.kind === "line";
  return isLine ? storedText(field.max) : shapeOf(field);
}

const notNegative = "must not be negative";

function shapeOf(field: Field): z.ZodType {
  switch (field.kind) {
    case "key":
    case "name":
      return storedName(field.max);
    case "line":
      return storedLine(field.max);
    case "text":
      return storedText(field.max);
    case "link":
      return Link(field.max);
    case "day":
      return Day;
    case "instant":
      return Instant;
    case "count": {
      const count = z.int("is not a whole number").min(0, notNegative);
      return field.most === undefined ? count : count.max(field.most);
    }
    case "percent":
      return z.number().min(0, notNegative).max(field.most);
    case "flag":
      return z.boolean("is neither true nor false; leave it out where it was not recorded");
    case "choice":
      return z.enum(field.values);
    case "level":
      return z.literal(field.values, `must be ${inWords(field.values)}, or null for unknown`);
    case "pairs":
      return z.record(storedName(200), storedText(10_000));
  }
}

/** `1, 2, 3, 4 or 5`. */
function inWords(values: readonly number[]): string {
  return `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
