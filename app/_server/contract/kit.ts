import { z } from "zod";
import type { Command } from "#lib/command.ts";
import type { Operation } from "#lib/operation.ts";
import type { Query } from "#lib/query.ts";
import { type Endpoint, endpoint, flagOf, onlyKnown, type Received, type Reply } from "../endpoint.ts";

/** The forms that endpoints have in common: how a request becomes an input, and whole endpoints of one kind. */

type Answering<I, O> = Query<I, O> | Command<I, O> | Operation<I, O>;

/** A list, filtered by the words of the address. */
export function listed<I, O>(path: string, operation: Answering<I, O>): Endpoint<I, O> {
  return endpoint({ method: "GET", path, operation, input: asQuery });
}

/** What the parts of the path name. */
export function found<I, O>(path: string, operation: Answering<I, O>): Endpoint<I, O> {
  return endpoint({ method: "GET", path, operation, input: named });
}

/** A record changed in the fields that are sent. */
export function patched<I, O>(path: string, operation: Answering<I, O>, body: z.ZodType): Endpoint<I, O> {
  return endpoint({
    method: "PATCH",
    path,
    operation,
    body,
    bodyAt: "patch",
    input: (received) => ({ ...named(received), patch: patchOf(received) }),
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
    input: (received) => ({ ...named(received), ...versionOf(received) }),
  });
}

/** The same, where the version may stand in a body. */
export function step<I, O>(path: string, operation: Answering<I, O>): Endpoint<I, O> {
  return endpoint({
    method: "POST",
    path,
    operation,
    body: Versioned,
    bodyOptional: true,
    input: (received) => ({
      ...(patchOf({ ...received, body: received.body ?? {} }) as object),
      ...named(received),
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
export function named({ params, query }: Received): Record<string, string> {
  onlyKnown(query, []);
  return params;
}

export function versionOf({ query, ifMatch }: Received): { version?: number } {
  onlyKnown(query, []);
  return ifMatch === undefined ? {} : { version: ifMatch };
}

export function batchOf({ body, query }: Received): Record<string, unknown> {
  onlyKnown(query, ["atomic", "createSystems"]);
  const items = z.strictObject({ items: z.unknown() }).safeParse(body);
  return {
    ...(items.success ? items.data : (body as object)),
    atomic: flagOf(query, "atomic"),
    createSystems: flagOf(query, "createSystems"),
  };
}

export function nothing({ query }: Received): undefined {
  onlyKnown(query, []);
}

export function bodyOnly({ body, query }: Received): unknown {
  onlyKnown(query, []);
  return body;
}

/** A list that is short enough to be told whole, in the form of every other list. */
export function whole<T>(item: z.ZodType<T>) {
  return {
    answer: z.object({ items: z.array(item), next: z.null() }),
    reply: (items: T[]): Reply => ({ body: { items, next: null } }),
  };
}

/** The version a caller saw, where it names one: in the body, or as If-Match. */
const Versioned = z.strictObject({ version: z.int().optional() });

export function created(isNew: boolean, location: string): Record<string, string> {
  return isNew ? { location } : {};
}

export function csvReply({ fileName, text }: { fileName: string; text: AsyncIterable<string> }): Reply {
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

export const Batch = z.strictObject({ items: z.array(z.unknown()) });
