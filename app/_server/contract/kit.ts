import { z } from "zod";
import type { Command } from "#lib/command.ts";
import type { Operation } from "#lib/operation.ts";
import { OnePage } from "#lib/page.ts";
import type { Query } from "#lib/query.ts";
import { type Endpoint, endpoint, type Reply } from "../endpoint.ts";
import { flagOf, onlyKnown, type Received } from "../received.ts";

/** The forms that endpoints have in common: how a request becomes an input, and whole endpoints of one kind. */

type Answering<I, O> = Query<I, O> | Command<I, O> | Operation<I, O>;

/** A list, filtered by the words of the address. */
export function listEndpoint<I, O>(path: string, operation: Answering<I, O>): Endpoint<I, O> {
  return endpoint({ method: "GET", path, operation, input: asQuery });
}

/** What the parts of the path name. */
export function getEndpoint<I, O>(path: string, operation: Answering<I, O>): Endpoint<I, O> {
  return endpoint({ method: "GET", path, operation, input: keyInput });
}

/** A record changed in the fields that are sent. */
export function patched<I, O>(path: string, operation: Answering<I, O>, body: z.ZodType): Endpoint<I, O> {
  return endpoint({
    method: "PATCH",
    path,
    operation,
    body,
    bodyAt: "patch",
    input: (received) => ({ ...keyInput(received), patch: patchOf(received) }),
  });
}

/** A record made of the body alone; the answer says where it stands from now on. */
export function made<I, O>(
  path: string,
  operation: Answering<I, O>,
  of: { body: z.ZodType; at: (answer: O) => string },
): Endpoint<I, O> {
  return endpoint({
    method: "POST",
    path,
    operation,
    body: of.body,
    input: bodyOnly,
    statuses: { 201: "Made; Location says where it stands" },
    reply: (answer) => ({ status: 201, body: answer, headers: { location: `/api/v1${of.at(answer)}` } }),
  });
}

/** A record that hangs on the one named in the path. */
export function added<I, O>(
  path: string,
  operation: Answering<I, O>,
  of: { body: z.ZodType; at: (answer: O) => string },
): Endpoint<I, O> {
  return {
    ...made(path, operation, of),
    bodyAt: "body",
    input: (received) => ({ ...keyInput(received), body: received.body }),
  };
}

/** A record that other programs send: made, or brought up to date where its source and external id are known. */
export function createEndpoint<I, O extends { result: string }, R extends { number: number }>(
  path: string,
  operation: Answering<I, O>,
  of: { body: z.ZodType; answer: z.ZodType<R>; record: (answer: O) => R },
): Endpoint<I, O> {
  return endpoint({
    method: "POST",
    path,
    operation,
    body: of.body,
    bodyAt: "body",
    flags: ["createSystems"],
    input: ({ body, query }) => ({ body, ...flagsOf(query, ["createSystems"]) }),
    answer: of.answer,
    statuses: {
      200: "The record was known, and is up to date now",
      201: "Made; Location says where it stands",
    },
    reply(answer) {
      const record = of.record(answer);
      return answer.result === "created"
        ? { status: 201, body: record, headers: { location: `/api/v1${path}/${record.number}` } }
        : { body: record };
    },
  });
}

export function recordedMany<I, O>(path: string, operation: Answering<I, O>): Endpoint<I, O> {
  const flags = ["atomic", "createSystems"];
  return endpoint({
    method: "POST",
    path,
    operation,
    body: Batch,
    flags,
    ndjson: true,
    limitBytes: batchLimit,
    input({ body, query }) {
      const items = z.strictObject({ items: z.unknown() }).safeParse(body);
      return { ...(items.success ? items.data : (body as object)), ...flagsOf(query, flags) };
    },
  });
}

/** Such a record changed in the fields that are sent. */
export function patchEndpoint<I, O>(
  path: string,
  operation: Answering<I, O>,
  body: z.ZodType,
): Endpoint<I, O> {
  return endpoint({
    method: "PATCH",
    path,
    operation,
    body,
    bodyAt: "patch",
    flags: ["createSystems"],
    input: (received) => ({
      ...received.params,
      patch: patchOf(received),
      ...flagsOf(received.query, ["createSystems"]),
    }),
  });
}

/** Something done to what the path names. */
export function act<I, O>(
  method: "DELETE" | "POST",
  path: string,
  operation: Answering<I, O>,
): Endpoint<I, O> {
  return endpoint({ method, path, operation, input: keyInput });
}

/** A list that is short enough to be told whole, in the form of every other list. */
export function listedWhole<I, T>(
  path: string,
  operation: Answering<I, T[]>,
  item: z.ZodType<T>,
): Endpoint<I, T[]> {
  return endpoint({
    method: "GET",
    path,
    operation,
    input: nothing,
    answer: z.object({ items: z.array(item).describe("All of them."), next: OnePage }),
    reply: (items) => ({ body: { items, next: null } }),
  });
}

/** Something done to a record as a whole, without a body; If-Match says which version was seen. */
export function versionedAct<I, O>(
  method: "DELETE" | "POST",
  path: string,
  operation: Answering<I, O>,
): Endpoint<I, O> {
  return endpoint({
    method,
    path,
    operation,
    input: (received) => ({ ...keyInput(received), ...versionOf(received) }),
  });
}

/** The same, where the version may stand in a body. */
export function actionEndpoint<I, O>(
  path: string,
  operation: Answering<I, O>,
  body: z.ZodType = Versioned,
): Endpoint<I, O> {
  return endpoint({
    method: "POST",
    path,
    operation,
    body,
    bodyOptional: true,
    input: (received) => ({
      ...(patchOf({ ...received, body: received.body ?? {} }) as object),
      ...keyInput(received),
    }),
  });
}

export const batchLimit = 32 * 1_048_576;

const asQuery = ({ query }: Received) => query;

/** `version` in the body, or If-Match. */
export function patchOf({ body, ifMatch }: Received): unknown {
  return typeof body === "object" && body !== null && ifMatch !== undefined
    ? { version: ifMatch, ...body }
    : body;
}

/** What the path names, and nothing else of the address. */
export function keyInput({ params, query }: Received): Record<string, string> {
  onlyKnown(query, []);
  return params;
}

export function versionOf({ query, ifMatch }: Received): { version?: number } {
  onlyKnown(query, []);
  return ifMatch === undefined ? {} : { version: ifMatch };
}

/** The flags that an endpoint knows, and no other words of the address. */
export function flagsOf(query: Record<string, string>, flags: readonly string[]): Record<string, boolean> {
  onlyKnown(query, flags);
  return Object.fromEntries(flags.map((flag) => [flag, flagOf(query, flag)]));
}

export function nothing({ query }: Received): undefined {
  onlyKnown(query, []);
}

export function bodyOnly({ body, query }: Received): unknown {
  onlyKnown(query, []);
  return body;
}

/** The version a caller saw, where it names one: in the body, or as If-Match. */
export const Versioned = z.strictObject({
  version: z
    .int()
    .optional()
    .describe(
      "The version you saw; where it is not the present one, the answer is 409. Left out, whatever is there is changed.",
    ),
});

/** What an endpoint has whose reply is a CSV file. */
export const csvFile = { file: "text/csv", reply: csvReply } as const;

function csvReply({ fileName, text }: { fileName: string; text: AsyncIterable<string> }): Reply {
  return {
    text,
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${asciiName(fileName)}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
  };
}

/** For programs that know no other letters in this place. */
function asciiName(name: string): string {
  return name.replace(/[^\x20-\x7e]|["\\]/g, "_");
}

export const Batch = z.strictObject({
  items: z.array(z.unknown()).describe("The records, each as it would be sent alone."),
});
