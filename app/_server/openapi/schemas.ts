import { z } from "zod";

/** JSON Schema as far as our shapes need it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
}

export type Schemas = Record<string, JsonSchema>;
type Direction = "input" | "output";

const place = "#/components/schemas/";

export function resolved(schema: JsonSchema, schemas: Schemas): JsonSchema {
  return schema.$ref === undefined ? schema : { ...schemas[schema.$ref.slice(place.length)], ...schema };
}

/**
 * Writes our shapes as JSON Schema. A shape with an `id` is written once, in `schemas`, and referred to from then on;
 * where it is sent otherwise than it is answered (a default may be left out), what is sent has a name of its own.
 */
export function schemaWriter(): { write(shape: z.ZodType, io: Direction): JsonSchema; schemas: Schemas } {
  const schemas: Schemas = {};
  function write(shape: z.ZodType, io: Direction): JsonSchema {
    const {
      $schema,
      $defs = {},
      ...schema
    } = written(shape, io) as JsonSchema & {
      $schema?: string;
      $defs?: Schemas;
    };
    const names = new Map(Object.keys($defs).map((id) => [id, nameOf(id, io)]));
    for (const [id, definition] of Object.entries($defs))
      schemas[names.get(id)!] ??= renamed(definition, names);
    return renamed(schema, names);
  }
  return { write, schemas };
}

function nameOf(id: string, io: Direction): string {
  if (io === "output") return id;
  const sent = definitionOf(id, "input");
  return JSON.stringify(sent) === JSON.stringify(definitionOf(id, "output")) ? id : `${id}Input`;
}

function definitionOf(id: string, io: Direction): JsonSchema {
  const shape = z.globalRegistry._idmap.get(id) as z.ZodType;
  return (written(shape, io) as { $defs: Schemas }).$defs[id]!;
}

function renamed<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (Array.isArray(value)) return value.map((one) => renamed(one, names)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) =>
    key === "$ref" && typeof one === "string"
      ? [key, place + names.get(one.slice("#/$defs/".length))]
      : [key, renamed(one, names)],
  );
  return Object.fromEntries(entries) as T;
}

/** What JSON Schema cannot say (a transformed instant, a set) is left open rather than told wrongly. */
function written(shape: z.ZodType, io: Direction): object {
  return z.toJSONSchema(shape, {
    io,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const meta = (zodSchema as unknown as z.ZodType).meta?.();
      if (meta?.format === "date-time" || zodSchema._zod.def.type === "date") {
        delete jsonSchema.anyOf;
        Object.assign(jsonSchema, { type: "string", format: "date-time" });
      }
    },
  });
}
