import { describe, expect, test } from "vitest";
import { z } from "zod";
import { endpoints } from "./contract.ts";
import type { JsonSchema } from "./openapi/schemas.ts";
import { openApi } from "./openapi.ts";

/** The document says of everything what it is, and what it says is so. */

const document = openApi();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ at: `${method} ${path}`, operation })),
);
const named = Object.entries(document.components.schemas);

/** Every schema of the document that has properties, under the place where it stands. */
function* objectsIn(value: unknown, at: string): Generator<{ at: string; schema: JsonSchema }> {
  if (typeof value !== "object" || value === null) return;
  const { properties } = value as JsonSchema;
  if (typeof properties === "object" && !Array.isArray(value)) yield { at, schema: value };
  for (const [key, one] of Object.entries(value)) {
    if (key !== "example" && key !== "examples" && key !== "default") yield* objectsIn(one, `${at}.${key}`);
  }
}

function undescribed(of: Iterable<{ at: string; schema: JsonSchema }>): string[] {
  return [...of].flatMap(({ at, schema }) =>
    Object.entries(schema.properties!)
      .filter(([, one]) => (one.description ?? "").trim() === "")
      .map(([name]) => `${at}: ${name}`),
  );
}

describe("every member is described", () => {
  test.each(named)("of the schema %s", (name, schema) => {
    expect(undescribed(objectsIn(schema, name))).toEqual([]);
  });

  test.each(operations.map(({ at, operation }) => [at, operation] as const))("of %s", (at, operation) => {
    const { parameters, requestBody, responses } = operation;
    expect(parameters.filter(({ description }) => description.trim() === "")).toEqual([]);
    expect(undescribed(objectsIn({ requestBody, responses }, at))).toEqual([]);
  });
});

test("every operation has a tag that is described, and a name of its own", () => {
  const tags = document.tags.map(({ name }) => name);
  expect(operations.filter(({ operation }) => !tags.includes(operation.tags[0]!))).toEqual([]);
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
});

test("everything that is referred to is there", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    (match) => match[1]!,
  );
  const missing = references.filter(
    (path) =>
      path.split("/").reduce((at: unknown, part) => (at as Record<string, unknown>)?.[part], document) ===
      undefined,
  );
  expect(missing).toEqual([]);
  expect(references.length).toBeGreaterThan(100);
});

test("what is made answers 201, and is known by its record", () => {
  const statuses = (path: string, method: string) => Object.keys(document.paths[path]![method]!.responses);
  expect(statuses("/incidents", "post")).toEqual(expect.arrayContaining(["200", "201", "422"]));
  expect(statuses("/views", "post")).not.toContain("200");
  expect(statuses("/imports/{id}/run", "post")).toContain("202");
  const { content } = document.paths["/incidents/{key}"]!.get!.responses["200"]!;
  expect(content!["application/json"]!.schema).toEqual({ $ref: "#/components/schemas/Incident" });
  expect(Object.keys(document.paths["/incidents.csv"]!.get!.responses["200"]!.content!)).toEqual([
    "text/csv",
  ]);
});

describe("the example", () => {
  const bodies = endpoints.filter(({ body }) => body !== undefined);

  test.each(bodies.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "of the body of %s is taken",
    (_, one) => {
      const { requestBody } = document.paths[one.path]![one.method.toLowerCase()]!;
      const parsed = one.body!.safeParse(requestBody!.content["application/json"]!.example);
      expect(parsed.error?.issues ?? []).toEqual([]);
    },
  );

  test.each(operations.map(({ at, operation }) => [at, operation] as const))(
    "of the answer to %s fits its schema",
    (_, operation) => {
      for (const { content } of Object.values(operation.responses)) {
        for (const [type, { example }] of Object.entries(content ?? {}))
          if (type !== "application/problem+json") expect(example, type).toBeDefined();
        const told = content?.["application/json"];
        if (told === undefined) continue;
        expect(told.example).toBeDefined();
        const within = JSON.parse(
          JSON.stringify({ ...told.schema, $defs: document.components.schemas }).replaceAll(
            "#/components/schemas/",
            "#/$defs/",
          ),
        );
        expect(z.fromJSONSchema(within).safeParse(told.example).error?.issues ?? []).toEqual([]);
      }
    },
  );
});
