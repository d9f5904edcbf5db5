import fc from "fast-check";

/** Requests that an OpenAPI document describes, well formed and not: as clients with faults in them send. */

export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** The operations of a document, with what they refer to in its place. */
export function pathsOf({ paths, components }: Document): Document["paths"] {
  const whole = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(whole);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...rest } = value as { $ref?: unknown };
    const name = typeof $ref === "string" ? /^#\/components\/schemas\/(\w+)$/.exec($ref)?.[1] : undefined;
    if (name !== undefined) return { ...(whole(components.schemas[name]) as object), ...rest };
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, whole(one)]));
  };
  return whole(paths) as Document["paths"];
}

interface Operation {
  parameters: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  additionalProperties?: boolean | Schema;
}

export interface Sent {
  method: string;
  path: string;
  /** The parts of the path, encoded. */
  params: Record<string, string>;
  query: string;
  body: string | undefined;
  contentType: string;
  ifMatch: string | undefined;
}

const nasty = [
  "",
  " ",
  "\0",
  "\ud800",
  "\u202e",
  "null",
  "undefined",
  "NaN",
  "-1",
  "1e309",
  "9007199254740993",
  "'; drop table incidents; --",
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "%00",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "ﷺ",
  "é́́́",
  "🏳️‍🌈",
  "x".repeat(20_000),
  '"*^~:()-',
];

const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constantFrom(...nasty));

const instant = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-02-30T00:00:00Z",
    "2026-03-29T02:30:00+01:00",
    "2026-03-05",
    "2026-03-05T14:05:00+14:00",
  ),
);

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, -1, 1e308, 2 ** 53, -(2 ** 53), 2 ** 63, 0.1),
);

/** Mostly what the schema asks for; now and then something else altogether. */
export function valueFor(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 8, arbitrary: asAsked(schema, depth) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    { weight: 1, arbitrary: text },
  );
}

const deepest = 5;

function asAsked(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth > deepest) return fc.constant(null);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined && choices.length > 0)
    return fc.oneof(...choices.map((one) => asAsked(one, depth + 1)));
  const [type] = [schema.type ?? "any"].flat();
  if (type === "object") return objectOf(schema, depth);
  if (type === "array") return fc.array(valueFor(schema.items ?? {}, depth + 1), { maxLength: 4 });
  if (type === "string") return schema.format === "date-time" ? instant : text;
  if (type === "integer" || type === "number") return number;
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  return fc.oneof(instant, text, number, fc.constant(null));
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    valueFor(field, depth + 1),
  ]);
  const known = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  const strange = fc.dictionary(text, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 1 });
  return fc.oneof(
    { weight: 9, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, strange).map(([a, b]) => ({ ...(a as object), ...b })) },
  );
}

/** Requests to one operation; `names` are what records may be called in its path. */
export function requestsOf(of: {
  method: string;
  path: string;
  operation: Operation;
  names: readonly string[];
}): fc.Arbitrary<Sent> {
  const { method, path, operation, names } = of;
  const inPath = operation.parameters.filter((one) => one.in === "path");
  const inQuery = operation.parameters.filter((one) => one.in === "query");
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const part = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: text });
  return fc.record({
    method: fc.constant(method.toUpperCase()),
    path: fc.constant(path),
    params: fc.record(Object.fromEntries(inPath.map(({ name }) => [name, part]))),
    query: queryOf(inQuery),
    body: schema === undefined ? fc.constant(undefined) : bodyOf(schema),
    contentType: fc.constantFrom(
      "application/json",
      "application/json",
      "application/json; charset=utf-8",
      "application/x-ndjson",
      "text/plain",
      "",
    ),
    ifMatch: fc.option(fc.constantFrom("1", '"2"', "*", "x", ""), { nil: undefined, freq: 6 }),
  });
}

function queryOf(parameters: Operation["parameters"]): fc.Arbitrary<string> {
  const words = fc.record(
    Object.fromEntries(parameters.map(({ name, schema }) => [name, valueFor(schema)])),
    {
      requiredKeys: [],
    },
  );
  // Most requests name few words.
  const few = fc.tuple(words, fc.infiniteStream(fc.nat(9))).map(([all, dice]) => {
    const chosen = Object.entries(all).filter(() => (dice.next().value ?? 9) < 3);
    return new URLSearchParams(chosen.map(([name, value]) => [name, wordOf(value)])).toString();
  });
  return fc.oneof({ weight: 9, arbitrary: few }, { weight: 1, arbitrary: text.map((one) => encoded(one)) });
}

function wordOf(value: unknown): string {
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).toWellFormed();
}

function bodyOf(schema: Schema): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 9, arbitrary: valueFor(schema).map((value) => JSON.stringify(value) ?? "") },
    { weight: 1, arbitrary: text },
  );
}

/** As a browser would put it in an address. */
export function encoded(part: string): string {
  return encodeURIComponent(part.toWellFormed());
}

export function addressOf({ path, params, query }: Sent): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(params[name] ?? ""));
  return query === "" ? filled : `${filled}?${query}`;
}
