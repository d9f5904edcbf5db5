import { Code, Paper } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { pageScope } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import type { Operation } from "#app/_server/openapi/operation.ts";
import type { Schemas } from "#app/_server/openapi/schemas.ts";
import { type OpenApi, openApi } from "#app/_server/openapi.ts";
import { world } from "#app/_server/world.ts";
import { Card } from "#app/_ui/card.tsx";
import { Curl } from "#app/_ui/curl.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import classes from "./docs.module.css";
import { Schema } from "./schema.tsx";

export const metadata: Metadata = { title: "API" };

export default async function ApiPage() {
  await pageScope();
  const isDemo = (await world()).environment.FAULTLINE_DEMO;
  const { paths, info, components } = openApi();
  const groups = groupsOf(paths);
  return (
    <>
      <PageHeader
        question="API"
        answer={
          <>
            {info.description} The same as a document for tools:{" "}
            <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>. What the figures mean:{" "}
            <Link href="/docs/definitions">definitions</Link>.
          </>
        }
      />
      <Card
        title="Begin"
        subtitle={
          isDemo ? "The demo asks for no key." : "With a key from an administrator, sent as a bearer token."
        }
      >
        <Curl baseUrl={await baseUrl()} withKey={!isDemo} />
        <ul className={classes.rules}>
          <li>
            Instants are RFC 3339 with an offset; answers give UTC. Null means not recorded, which is not
            zero.
          </li>
          <li>
            Lists answer <Code>items</Code> and <Code>next</Code>; send <Code>next</Code> back as{" "}
            <Code>cursor</Code> for the page after.
          </li>
          <li>
            A change names the <Code>version</Code> it saw, in the body or as <Code>If-Match</Code>; a 409
            answers with the record as it stands.
          </li>
          <li>
            Refusals are <Code>application/problem+json</Code>: 401 without a key, 403 beyond its scope, 422
            with <Code>errors</Code> by field, 429 with <Code>Retry-After</Code>.
          </li>
        </ul>
      </Card>
      <nav aria-label="Parts of the API" className={classes.parts}>
        {groups.map(([name]) => (
          <a key={name} href={`#${name}`}>
            {name}
          </a>
        ))}
      </nav>
      {groups.map(([name, operations]) => (
        <section key={name} id={name} aria-label={name} className={classes.group}>
          <h2 className={classes.groupName}>{name}</h2>
          {operations.map((one) => (
            <OperationCard key={`${one.method} ${one.path}`} {...one} schemas={components.schemas} />
          ))}
        </section>
      ))}
    </>
  );
}

interface Listed {
  method: string;
  path: string;
  operation: Operation;
}

/** By the first word of the path, in the order of the contract. */
function groupsOf(paths: OpenApi["paths"]): [string, Listed[]][] {
  const groups = new Map<string, Listed[]>();
  for (const [path, methods] of Object.entries(paths)) {
    const name = path.split("/")[1]!.replace(/\.csv$/, "");
    for (const [method, operation] of Object.entries(methods)) {
      groups.set(name, [...(groups.get(name) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  }
  return [...groups];
}

function OperationCard({ method, path, operation, schemas }: Listed & { schemas: Schemas }) {
  const { summary, description, parameters, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"]?.schema;
  const [answer] = Object.values(responses).flatMap(
    ({ content }) => content?.["application/json"]?.schema ?? [],
  );
  return (
    <Paper withBorder component="article" className={classes.operation} aria-label={`${method} ${path}`}>
      <h3 className={classes.address}>
        <span className={classes.method}>{method}</span> <code>/api/v1{path}</code>
      </h3>
      <p className={classes.summary}>
        {summary}. {description}
      </p>
      {parameters.length > 0 && (
        <details>
          <summary>Parameters ({parameters.length})</summary>
          <dl className={classes.fields}>
            {parameters.map(({ name, in: place, required, description: words, schema }) => (
              <div key={`${place} ${name}`}>
                <dt>
                  <code>{name}</code>{" "}
                  <span className={classes.type}>
                    {place}
                    {required ? ", needed" : ""}
                  </span>
                </dt>
                <dd>
                  {words} <Schema schema={schema} schemas={schemas} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {body !== undefined && (
        <details>
          <summary>Body</summary>
          <Schema schema={body} schemas={schemas} />
        </details>
      )}
      {answer !== undefined && (
        <details>
          <summary>Answer</summary>
          <Schema schema={answer} schemas={schemas} />
        </details>
      )}
    </Paper>
  );
}
