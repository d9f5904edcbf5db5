import { z } from "zod";
import { importTargets } from "#lib/values.ts";
import { endpoints } from "./contract.ts";
import type { Endpoint } from "./endpoint.ts";
import { version } from "./version.ts";

export interface JsonSchema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: JsonSchema;
}

type Content = Record<string, { schema: JsonSchema }>;

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description?: string; content?: Content; $ref?: string }>;
}

export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: object[];
  paths: Record<string, Record<string, Operation>>;
  components: object;
}

/** The OpenAPI document, written from the endpoints and their schemas: it has nothing of its own to disagree with. */
export function openApi(): OpenApi {
  const paths: OpenApi["paths"] = {};
  for (const each of endpoints) {
    paths[each.path] ??= {};
    paths[each.path]![each.method.toLowerCase()] = operationOf(each);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Faultline",
      version,
      description:
        "Incidents and outages, production changes, and what goes with what. Instants are RFC 3339 with an offset, answered in UTC. Null is not recorded, and is not zero.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      responses: {
        Problem: {
          description: "A problem, told in words (RFC 9457)",
          content: { "application/problem+json": { schema: problem } },
        },
      },
    },
  };
}

const problem = {
  type: "object",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
    },
    current: { description: "The record as it stands, with a version conflict" },
  },
};

function operationOf(of: Endpoint): Operation {
  const { name, summary, requires } = of.operation.definition;
  const answer = of.answer ?? of.operation.definition.answer;
  const names = [...of.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const body = of.upload
    ? { required: true, content: fileContent }
    : of.body && { required: !of.bodyOptional, content: contentOf(of, schemaOf(of.body, "input")) };
  return {
    operationId: name,
    summary,
    description: `Needs the permission ${requires}.`,
    parameters: [
      ...names.map((part) => ({ name: part, in: "path", required: true, schema: { type: "string" } })),
      ...(of.flags ?? []).map((flag) => ({
        name: flag,
        in: "query",
        schema: { type: "boolean", default: false },
      })),
      ...Object.entries(of.words ?? {}).map(([word, description]) => ({
        name: word,
        in: "query",
        description,
        schema: { type: "string" },
      })),
      ...(of.method === "GET" ? queryParameters(of, names) : []),
    ],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      "200": {
        description: "The answer",
        content: { "application/json": { schema: schemaOf(answer, "output") } },
      },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

const fileContent: Content = {
  "multipart/form-data": {
    schema: {
      type: "object",
      required: ["file", "target"],
      properties: {
        file: { type: "string", format: "binary" },
        target: { enum: [...importTargets] },
        profile: { type: "string", description: "Of the tool it comes from; left out, it is recognised" },
      },
    },
  },
  "text/csv": { schema: { type: "string", description: "The file itself; target stands in the address" } },
};

function contentOf(of: Endpoint, schema: JsonSchema): Content {
  return {
    "application/json": { schema },
    ...(of.ndjson ? { "application/x-ndjson": { schema: { type: "string" } } } : {}),
  };
}

function queryParameters(of: Endpoint, taken: readonly string[]): Parameter[] {
  const { properties = {}, required = [] } = schemaOf(of.operation.definition.input, "input") as JsonSchema;
  return Object.entries(properties)
    .filter(([name]) => !taken.includes(name))
    .map(([name, schema]) => ({
      name,
      in: "query",
      required: required.includes(name),
      description: schema.description,
      schema,
    }));
}

/** What JSON Schema cannot say (a transformed instant, a set) is left open rather than told wrongly. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const meta = (zodSchema as unknown as z.ZodType).meta?.();
      if (meta?.format === "date-time")
        Object.assign(jsonSchema, { type: "string", format: "date-time", anyOf: undefined });
      if (zodSchema._zod.def.type === "date")
        Object.assign(jsonSchema, { type: "string", format: "date-time" });
    },
  }) as JsonSchema;
}
