import { endpoints, nouns, tagOf } from "./contract.ts";
import { type Operation, operationOf } from "./openapi/operation.ts";
import { problemResponses, problemSchemas } from "./openapi/responses.ts";
import { type Schemas, schemaWriter } from "./openapi/schemas.ts";
import { version } from "./version.ts";

export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: object[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas; responses: object; securitySchemes: object };
}

/** The OpenAPI document, written from the endpoints and their schemas: it has nothing of its own to disagree with. */
export function openApi(): OpenApi {
  const writer = schemaWriter();
  const paths: OpenApi["paths"] = {};
  for (const each of endpoints) {
    paths[each.path] ??= {};
    paths[each.path]![each.method.toLowerCase()] = operationOf(each, tagOf(each), writer);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Faultline",
      version,
      description:
        "Incidents and outages, production changes, and what goes with what. Instants are RFC 3339 with an offset, answered in UTC. Null is not recorded, and is not zero. Bodies may come in gzip.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ key: [] }],
    tags: Object.entries(nouns).map(([name, { description }]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A key that an administrator made." },
      },
      schemas: { ...problemSchemas, ...writer.schemas },
      responses: problemResponses,
    },
  };
}
