import { z } from "zod";
import { type Meaning, meaningIn, membersOf } from "#lib/analytics/meaning.ts";
import * as shapes from "#lib/analytics/shapes.ts";

/** The members of an answer as a list in Markdown, each with what its shape says of it. */

type Schema = z.core.$ZodType;

/** Where shapes with a name were told already: the heading. */
export type Seen = Map<Schema, string>;

/** What answers are made of, told once for all of them. */
export const commonShapes: ReadonlyMap<Schema, Meaning> = new Map(
  Object.values(shapes).flatMap((shape) => {
    const meaning = shape instanceof z.ZodType ? meaningIn(shape) : undefined;
    return meaning?.title === undefined ? [] : [[shape as Schema, meaning] as const];
  }),
);

/** Their members need not be told where one of them stands. */
const commonMembers = new Set([...commonShapes.keys()].flatMap((shape) => [...membersOf(shape).values()]));

const labels = ["unit", "uncertainty", "declines", "source"] as const;

export function labelLines(meaning: Partial<Meaning>, indent = ""): string[] {
  return labels.flatMap((label) => {
    const text = meaning[label];
    return text === undefined
      ? []
      : [`${indent}- *${label.charAt(0).toUpperCase()}${label.slice(1)}*: ${text}.`];
  });
}

interface Place {
  heading: string;
  seen: Seen;
  depth: number;
}

export function memberLines([name, schema]: readonly [string, Schema], place: Place): string[] {
  const shape = namedWithin(schema);
  const isKnown = shape !== undefined && (commonShapes.has(shape) || place.seen.has(shape));
  const form = formWords(schema, place);
  if (shape !== undefined && !isKnown) place.seen.set(shape, place.heading);
  const own = ownMeaning(schema);
  const inherited = shape === undefined || isKnown ? undefined : meaningIn(shape);
  const words = [own.description, inherited?.description].filter(Boolean).join(" ");
  const indent = "  ".repeat(place.depth);
  const inside = isKnown ? [] : [...membersOf(schema)].filter(([, member]) => !commonMembers.has(member));
  return [
    `${indent}- **\`${name}\`**${words === "" ? "" : `: ${words}`} *(${form})*`,
    ...labelLines({ ...inherited, ...own }, `${indent}  `),
    ...inside.flatMap((member) => memberLines(member, { ...place, depth: place.depth + 1 })),
  ];
}

/** What a member says itself, and not only the shape that it is of. */
function ownMeaning(schema: Schema): Partial<Meaning> {
  const own = { ...meaningIn(schema) };
  const shape = namedWithin(schema);
  const inherited: Partial<Meaning> = (shape && meaningIn(shape)) ?? {};
  for (const key of ["description", ...labels] as const) if (own[key] === inherited[key]) delete own[key];
  return own;
}

/** The shape with a name that a member is of, or is a list of, or null. */
function namedWithin(schema: Schema): Schema | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (meaningTitle(schema) !== undefined) return firstNamed(schema);
  if (def.type === "array") return namedWithin(def.element);
  return def.type === "nullable" || def.type === "optional" ? namedWithin(def.innerType) : undefined;
}

/** A shape that was described anew goes back to the one it was made of. */
function firstNamed(schema: Schema): Schema {
  const { parent } = schema._zod;
  return parent !== undefined && meaningTitle(parent) !== undefined ? firstNamed(parent) : schema;
}

/** A plain value may have a title too, as its label: only what has members is a shape of its own. */
function meaningTitle(schema: Schema): string | undefined {
  const { type } = (schema as z.core.$ZodTypes)._zod.def;
  return type === "object" || type === "union" ? z.globalRegistry.get(schema)?.title : undefined;
}

const plainWords: Record<string, string> = {
  number: "number",
  string: "text",
  boolean: "yes or no",
  null: "null",
};

function formWords(schema: Schema, place: Place): string {
  const shape = meaningTitle(schema) === undefined ? undefined : firstNamed(schema);
  if (shape !== undefined) return shapeWords(shape, place);
  if (z.globalRegistry.get(schema)?.format === "date-time") return "instant";
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "array":
      return `list: ${formWords(def.element, place)}`;
    case "nullable":
      return `${formWords(def.innerType, place)}, or null`;
    case "optional":
      return `${formWords(def.innerType, place)}, or absent`;
    case "default":
    case "prefault":
      return formWords(def.innerType, place);
    case "union":
      return def.options.map((option) => formWords(option, place)).join(" or ");
    case "enum":
      return choiceWords(Object.values(def.entries).map(String));
    case "literal":
      return choiceWords(def.values.map(String));
    case "object":
      return "record";
    default:
      return def.type === "number" && "format" in def ? "whole number" : (plainWords[def.type] ?? "value");
  }
}

const fewChoices = 8;

function choiceWords(values: readonly string[]): string {
  if (values.length > fewChoices) return "one of a closed list";
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

function shapeWords(shape: Schema, { heading, seen }: Place): string {
  const words = meaningTitle(shape)!.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
  if (commonShapes.has(shape)) return `[${words}](#${words.toLowerCase().replaceAll(" ", "-")})`;
  const where = seen.get(shape);
  if (where === undefined || where === heading) return words;
  return `${words}, as in [${where}](#${where.toLowerCase().replaceAll(" ", "-")})`;
}
