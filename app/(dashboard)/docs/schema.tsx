import { type JsonSchema, resolved, type Schemas } from "#app/_server/openapi/schemas.ts";
import classes from "./docs.module.css";

interface Props {
  schema: JsonSchema;
  /** What schemas refer to. */
  schemas: Schemas;
  depth?: number;
}

/** A JSON schema as words and nested lists. */
export function Schema({ schema, schemas, depth = 0 }: Props) {
  const inner = contentOf(schema, schemas);
  return (
    <>
      <span className={classes.type}>{wordsOf(schema, schemas)}</span>
      {inner !== null && <Fields schema={inner} schemas={schemas} depth={depth} />}
    </>
  );
}

const deepest = 6;

function Fields({ schema, schemas, depth }: Required<Props>) {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0 || depth >= deepest) return null;
  const list = (
    <dl className={classes.fields}>
      {fields.map(([name, field]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
            {schema.required?.includes(name) && <span className={classes.type}> needed</span>}
          </dt>
          <dd>
            {field.description} <Schema schema={field} schemas={schemas} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
  if (depth === 0) return list;
  return (
    <details>
      <summary>{fields.length} fields</summary>
      {list}
    </details>
  );
}

/** The object within: of a list its items, of a nullable its other half. */
function contentOf(of: JsonSchema, schemas: Schemas): JsonSchema | null {
  const schema = resolved(of, schemas);
  if (schema.properties !== undefined) return schema;
  if (schema.items !== undefined) return contentOf(schema.items, schemas);
  for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    const found = contentOf(one, schemas);
    if (found !== null) return found;
  }
  return null;
}

function wordsOf(of: JsonSchema, schemas: Schemas): string {
  const schema = resolved(of, schemas);
  const { type, enum: values, anyOf, oneOf, const: only, items, format } = schema;
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (only !== undefined) return JSON.stringify(only);
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map((one) => wordsOf(one, schemas)))].join(" or ");
  if (type === "array") return items === undefined ? "list" : `list of ${wordsOf(items, schemas)}`;
  const limits = [
    format,
    schema.minimum !== undefined && schema.minimum > -9e15 ? `at least ${schema.minimum}` : undefined,
    schema.maximum !== undefined && schema.maximum < 9e15 ? `at most ${schema.maximum}` : undefined,
    schema.maxLength === undefined ? undefined : `up to ${schema.maxLength} characters`,
    schema.default === undefined ? undefined : `${JSON.stringify(schema.default)} if left out`,
  ].filter((limit) => limit !== undefined);
  const name = Array.isArray(type) ? type.join(" or ") : (type ?? "anything");
  return limits.length === 0 ? name : `${name} (${limits.join(", ")})`;
}
