import { importTargets } from "#lib/values.ts";
import type { Endpoint } from "../endpoint.ts";
import { exampleOf } from "./example.ts";
import { refusals } from "./responses.ts";
import type { JsonSchema, schemaWriter } from "./schemas.ts";

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description: string;
  schema: JsonSchema;
}

type Content = Record<string, { schema: JsonSchema; example?: unknown }>;

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description?: string; content?: Content; $ref?: string }>;
}

type Writer = ReturnType<typeof schemaWriter>;

export function operationOf(of: Endpoint, tag: string, writer: Writer): Operation {
  const { name, summary, requires } = of.operation.definition;
  const body = requestBodyOf(of, writer);
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: `Needs the permission ${requires}.`,
    parameters: parametersOf(of, writer),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...answersOf(of, writer), ...refusals(refusedWith(of)) },
  };
}

function requestBodyOf(of: Endpoint, writer: Writer): Operation["requestBody"] {
  if (of.upload) return { required: true, content: fileContent };
  if (of.body === undefined) return undefined;
  const schema = writer.write(of.body, "input");
  const example = of.example ?? exampleOf(schema, writer.schemas);
  return {
    required: !of.bodyOptional,
    content: {
      "application/json": { schema, example },
      ...(of.ndjson ? { "application/x-ndjson": { schema: lines } } : {}),
    },
  };
}

const lines = { type: "string", description: "One JSON object a line, each an item." };

const fileContent: Content = {
  "multipart/form-data": {
    schema: {
      type: "object",
      required: ["file", "target"],
      properties: {
        file: { type: "string", format: "binary", description: "The file." },
        target: { enum: [...importTargets], description: "What its rows are." },
        profile: { type: "string", description: "Of the tool it comes from; left out, it is recognised." },
      },
    },
  },
  "text/csv": {
    schema: { type: "string", description: "The file itself; target stands in the address." },
    example: "id,title,started at\r\nINC-101,Checkout times out,2026-03-02T09:12:00Z\r\n",
  },
};

/** How a file of each type begins. */
const fileExamples: Readonly<Record<string, string>> = {
  "text/csv": "id,title\r\ninc_01m8nxbbbt3x51jh18r1peve9q,Checkout times out\r\n",
  "text/markdown": "# INC-118 Checkout times out\n\n## Summary\n",
};

function answersOf(of: Endpoint, writer: Writer): Operation["responses"] {
  const content = contentOf(of, writer);
  const statuses = Object.entries(of.statuses ?? { 200: "The answer" });
  return Object.fromEntries(statuses.map(([status, description]) => [status, { description, content }]));
}

function contentOf(of: Endpoint, writer: Writer): Content {
  if (of.file !== undefined)
    return {
      [of.file]: { schema: { type: "string", description: "The file." }, example: fileExamples[of.file] },
    };
  const schema = writer.write(of.answer ?? of.operation.definition.answer, "output");
  return { "application/json": { schema, example: exampleOf(schema, writer.schemas) } };
}

function refusedWith(of: Endpoint): number[] {
  const reads = of.body !== undefined || of.upload === true;
  return [
    ...[401, 403, 422, 429, 503],
    ...(reads ? [400, 413, 415] : []),
    ...(of.path.includes("{") ? [404] : []),
    ...(of.method === "GET" ? [] : [409]),
  ];
}

const flags: Readonly<Record<string, string>> = {
  createSystems: "Registers systems that are named and not known; otherwise they are refused.",
  atomic: "Stores nothing where one item is refused; otherwise the good ones are stored.",
  onlyDeployments: "Takes deployments alone for changes: merges do not count.",
};

/** What the parts of a path name, by the word before them. */
const parts: Readonly<Record<string, string>> = {
  incidents: "The incident: its number (12 or INC-12), or its id.",
  changes: "The change: its number (12 or CHG-12), or its id.",
  systems: "The system, by its slug.",
  "review-notes": "The week, as ISO 8601 names it: 2026-W10.",
  timeline: "The entry, by its id.",
  actions: "The action, by its id.",
  "guardrail-rules": "The rule, by its id.",
  interventions: "The intervention, by its id.",
  "label-audits": "The sample, by its id.",
  checks: "The change that was drawn, by its number.",
  imports: "The import, by its id.",
  "import-mappings": "The mapping, by its id.",
  views: "The view, by its id.",
  "notification-targets": "Who is told, by their id.",
  "word-meanings": "The meaning, by its id.",
  people: "The person, by their id.",
  invitations: "The invitation, by its id.",
  keys: "The key, by its id.",
};

function parametersOf(of: Endpoint, writer: Writer): Parameter[] {
  const { properties = {}, required = [] } =
    of.method === "GET" ? writer.write(of.operation.definition.input, "input") : {};
  const named = [...of.path.matchAll(/([\w-]+)\/\{(\w+)\}/g)].map(
    ([, noun, name]) => [noun!, name!] as const,
  );
  const names = named.map(([, name]) => name);
  const asked = Object.keys(properties).filter((name) => !names.includes(name));
  return [
    ...named.map(([noun, name]) => ({
      name,
      in: "path",
      required: true,
      description: parts[noun] ?? "",
      schema: { type: "string" },
    })),
    ...(of.flags ?? []).map((name) => ({
      name,
      in: "query",
      description: flags[name] ?? "",
      schema: { type: "boolean", default: false },
    })),
    ...Object.entries(of.words ?? {}).map(([name, description]) => ({
      name,
      in: "query",
      description,
      schema: { type: "string" },
    })),
    ...asked.map((name) => ({
      name,
      in: "query",
      required: required.includes(name),
      description: properties[name]!.description ?? "",
      schema: properties[name]!,
    })),
  ];
}
