import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "#lib/actor.ts";
import type { Command } from "#lib/command.ts";
import { AppError, invalid } from "#lib/errors.ts";
import type { HookSender } from "#lib/hooks/schema.ts";
import { log } from "#lib/log.ts";
import { countIngested, observeRequest } from "#lib/metrics.ts";
import type { Operation } from "#lib/operation.ts";
import { demand, type Query } from "#lib/query.ts";
import { actorOfRequest, scopeFor } from "#lib/runtime.ts";
import { contentType, demandType, parseJson, readBytes, readJson, readText, textOf } from "./body.ts";
import { hookCaller } from "./hook-caller.ts";
import { problem } from "./problem.ts";
import { readUpload } from "./upload.ts";

/**
 * One REST endpoint: which query or command answers it, and how a request becomes its input. The contract lists all
 * of them; routes serve them, and the OpenAPI document is written from them.
 */
export interface Endpoint<I = unknown, O = unknown> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Under /api/v1, with {names} for its parts. */
  path: string;
  operation: Query<I, O> | Command<I, O> | Operation<I, O>;
  /** What the body holds; endpoints without one read none. */
  body?: z.ZodType;
  /** A request may come without a body. */
  bodyOptional?: boolean;
  /** Words of the address that are not the operation's own input. */
  flags?: readonly string[];
  /** Also takes one JSON object a line. */
  ndjson?: boolean;
  limitBytes?: number;
  /** A tool that sends webhooks: it may prove itself by a signature over the body in place of a key. */
  hook?: HookSender;
  /** Other words of the address than the operation's own input, and what they mean. */
  words?: Readonly<Record<string, string>>;
  /** The body is a file that comes in as a stream; `Received.body` is then an `UploadedFile`. */
  upload?: boolean;
  input(request: Received): unknown;
  /** Where the body stands in the operation's input: refusals name fields as the caller wrote them. */
  bodyAt?: string;
  reply?(answer: O): Reply;
  /** What the reply holds, where that is more than the operation's answer. */
  answer?: z.ZodType;
}

/** `text` is sent as it comes, in place of a body. */
export interface Reply {
  status?: number;
  body?: unknown;
  text?: AsyncIterable<string>;
  headers?: Record<string, string>;
}

export interface Received {
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  headers: Headers;
  /** The version a writer saw, from If-Match. */
  ifMatch: number | undefined;
}

export function endpoint<I, O>(definition: Endpoint<I, O>): Endpoint<I, O> {
  return definition;
}

const usualLimit = 2 * 1_048_576;

type Context = { params: Promise<Record<string, string> | undefined> };
type Handler = (request: Request, context: Context) => Promise<Response>;

export function serve<I, O>(of: Endpoint<I, O>): Handler {
  const { name } = of.operation.definition;
  return told(of, async (request, context, about) => {
    const { requestId } = about;
    try {
      const caller = await callerOf(request, of);
      const { actor } = caller;
      about.actor = actor.id ?? actor.name;
      // Asked here as well, so that nothing is read of what somebody sends who may not.
      demand(actor, of.operation.definition.requires, name);
      const received: Received = {
        // A route without parts in its path is given none, not an empty set of them.
        params: textOnly((await context.params) ?? {}),
        query: textOnly(readQuery(new URL(request.url).searchParams)),
        body: caller.bytes === null ? await bodyOf(request, of) : await hookBody(request, caller.bytes),
        headers: request.headers,
        ifMatch: readIfMatch(request.headers.get("if-match")),
      };
      const answer = await of.operation(await scopeFor(actor), of.input(received));
      if (of.method !== "GET") countIngested(name, answer);
      const { status = 200, body, text, headers = {} } = of.reply?.(answer) ?? { body: answer };
      const init = {
        status,
        headers: { "x-request-id": requestId, "cache-control": "no-store", ...headers },
      };
      return text === undefined ? Response.json(body, init) : new Response(await streamed(text), init);
    } catch (error) {
      return problem(unwrapped(error, of.bodyAt), requestId);
    }
  });
}

async function callerOf<I, O>(
  request: Request,
  of: Endpoint<I, O>,
): Promise<{ actor: Actor; bytes: Uint8Array | null }> {
  const { hook: sender, limitBytes = usualLimit } = of;
  if (sender === undefined) return { actor: await actorOfRequest(request), bytes: null };
  const { actor, body } = await hookCaller({ request, sender, read: () => readBytes(request, limitBytes) });
  return { actor, bytes: body };
}

/** GitHub sends its JSON as the field of a form, unless it is told otherwise. */
async function hookBody(request: Request, bytes: Uint8Array): Promise<unknown> {
  const form = "application/x-www-form-urlencoded";
  demandType(request, ["application/json", "application/cloudevents+json", form]);
  const text = await textOf([bytes]);
  return parseJson(contentType(request) === form ? (new URLSearchParams(text).get("payload") ?? "") : text);
}

async function bodyOf(request: Request, of: Endpoint<never, never> | Endpoint): Promise<unknown> {
  if (of.upload) return readUpload(request, readQuery(new URL(request.url).searchParams));
  return of.body === undefined ? undefined : readBody(request, of);
}

/** Its first piece is awaited, so that a refusal is still told as one; what fails later breaks the answer off. */
async function streamed(text: AsyncIterable<string>): Promise<ReadableStream<Uint8Array>> {
  const pieces = text[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let next = await pieces.next();
  return new ReadableStream({
    async pull(controller) {
      if (next.done) return controller.close();
      controller.enqueue(encoder.encode(next.value));
      next = await pieces.next();
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

interface About {
  requestId: string;
  actor: string | null;
}

/** Measures and logs each request, under the name that its sender gave it or one of ours. */
function told(
  { method, path }: { method: string; path: string },
  handle: (request: Request, context: Context, about: About) => Promise<Response>,
): Handler {
  return async (request, context) => {
    const began = performance.now();
    const given = request.headers.get("x-request-id");
    const about: About = {
      requestId: given !== null && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID(),
      actor: null,
    };
    const response = await handle(request, context, about);
    const ms = performance.now() - began;
    const { status } = response;
    observeRequest({ method, route: path, status, ms });
    log.info(
      { ...about, method, path: new URL(request.url).pathname, status, ms: Math.round(ms) },
      "request",
    );
    return response;
  };
}

/** What cannot be stored as text names no record, and one engine would fault on it. */
function textOnly(words: Record<string, string>): Record<string, string> {
  const strange = Object.keys(words).filter(
    (name) => words[name]!.includes("\0") || !words[name]!.isWellFormed(),
  );
  if (strange.length === 0) return words;
  throw invalid(strange.map((path) => ({ path, message: "holds characters that are not text" })));
}

/** A word given twice is joined by a comma, as if it had been written so. */
function readQuery(search: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of search) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
}

function readIfMatch(header: string | null): number | undefined {
  if (header === null) return undefined;
  const version = /^(?:W\/)?"?(\d+)"?$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw invalid([{ path: "If-Match", message: 'is not a version; write it as "3"' }]);
  return Number(version);
}

async function readBody(request: Request, of: Endpoint<never, never> | Endpoint): Promise<unknown> {
  const limit = of.limitBytes ?? usualLimit;
  if (of.bodyOptional) {
    const text = await readText(request, limit);
    return text.trim() === "" ? undefined : parseJson(text);
  }
  if (!of.ndjson) return readJson(request, limit);
  demandType(request, ["application/json", "application/x-ndjson"]);
  const text = await readText(request, limit);
  if (contentType(request) !== "application/x-ndjson") return parseJson(text);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  // A line that is not JSON is refused as an item, by its index, like any other bad item.
  const items = lines.map((line) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      return line;
    }
  });
  return { items };
}

function unwrapped(error: unknown, bodyAt: string | undefined): unknown {
  if (!(error instanceof AppError) || error.code !== "invalid" || bodyAt === undefined) return error;
  const prefix = `${bodyAt}.`;
  return invalid(
    error.errors.map(({ path, message }) => ({
      path: path.startsWith(prefix) ? path.slice(prefix.length) : path === bodyAt ? "" : path,
      message,
    })),
  );
}

/** Takes words of the address out of the query: `?atomic=true`. */
export function flagOf(query: Record<string, string>, name: string): boolean {
  const value = query[name];
  if (value === undefined || value === "false" || value === "0") return false;
  if (value === "true" || value === "1" || value === "") return true;
  throw invalid([{ path: name, message: "is true or false" }]);
}

/** Refuses words of the address that an endpoint does not know, so that typing errors are found. */
export function onlyKnown(query: Record<string, string>, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw invalid(unknown.map((path) => ({ path, message: "is not a known parameter; check its spelling" })));
  }
}
