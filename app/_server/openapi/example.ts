import { type JsonSchema, resolved, type Schemas } from "./schemas.ts";

/** An example of what a schema describes, the same each time: what is named alike reads alike everywhere. */

const words: Readonly<Record<string, unknown>> = {
  id: "01jnkz4m8x3v7q2c5t9w0b6d1f",
  key: "INC-1",
  title: "Checkout is slow",
  name: "Checkout",
  slug: "checkout",
  system: "checkout",
  source: "pager",
  externalId: "P-1042",
  email: "ada@example.com",
  address: "ada@example.com",
  user_email: "ada@example.com",
  zone: "Europe/Berlin",
  zoneWords: "Europe/Berlin",
  systems: "checkout",
  dependsOn: "payments",
  trackerUrl: "https://tracker.example.com/REL-118",
  page: "/incidents",
  query: "period=90d&severity=1",
  currency: "EUR",
  week: "2026-03-02",
  day: "2026-03-05",
  startedAt: "2026-03-05T14:05:00Z",
  detectedAt: "2026-03-05T14:09:00Z",
  mitigatedAt: "2026-03-05T14:41:00Z",
  resolvedAt: "2026-03-05T15:10:00Z",
  deployedAt: "2026-03-05T13:58:00Z",
};

export function exampleOf(schema: JsonSchema, schemas: Schemas, name = ""): unknown {
  const whole = resolved(schema, schemas);
  if (whole.examples !== undefined) return whole.examples[0];
  if (whole.const !== undefined) return whole.const;
  if (whole.enum !== undefined) return whole.enum[0];
  const choices = whole.anyOf ?? whole.oneOf;
  if (choices !== undefined)
    return exampleOf(choices.find(({ type }) => type !== "null") ?? choices[0]!, schemas, name);
  if (whole.allOf !== undefined)
    return Object.assign({}, ...whole.allOf.map((one) => exampleOf(one, schemas, name)));
  if (whole.default !== undefined && whole.default !== null) return whole.default;
  const [type] = [whole.type].flat().filter((one) => one !== "null");
  if (type === "object") return objectOf(whole, schemas, name);
  if (type === "array") return whole.items === undefined ? [] : [exampleOf(whole.items, schemas, name)];
  if (type === "string") return textOf(whole, name);
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return numberOf(whole);
  return null;
}

function objectOf(schema: JsonSchema, schemas: Schemas, named: string): object {
  const { properties, additionalProperties, propertyNames } = schema;
  if (properties === undefined) {
    const [name = "region"] = (propertyNames?.enum ?? []) as string[];
    return typeof additionalProperties === "object"
      ? { [name]: exampleOf(additionalProperties, schemas, named) }
      : {};
  }
  const entries = Object.entries(properties).map(([name, one]) => [name, exampleOf(one, schemas, name)]);
  return Object.fromEntries(entries);
}

function textOf({ format, maxLength = Number.POSITIVE_INFINITY }: JsonSchema, name: string): unknown {
  const known = words[name];
  if (format === "date-time") return String(known ?? "").includes("T") ? known : "2026-03-05T14:05:00Z";
  if (format === "date") return "2026-03-05";
  if (format === "email") return "ada@example.com";
  return String(known ?? "In plain words").slice(0, maxLength);
}

function numberOf({ minimum, maximum, exclusiveMinimum, type }: JsonSchema): number {
  const least = minimum ?? exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  const usual = [type].flat().includes("integer") ? 2 : 0.5;
  return Math.min(maximum ?? Number.POSITIVE_INFINITY, Math.max(least, usual));
}
