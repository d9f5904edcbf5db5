import type { z } from "zod";
import type { Actor } from "#lib/actor.ts";
import { cut, hold } from "#lib/answer.ts";
import type { Command } from "#lib/command.ts";
import { invalid, isAppError } from "#lib/errors.ts";
import type { HookSender } from "#lib/hooks/schema.ts";
import type { Operation } from "#lib/operation.ts";
import { type Query, requirePermission } from "#lib/query.ts";
import { actorOfRequest, scopeFor } from "#lib/runtime.ts";
import { readBytes } from "./body.ts";
import { hookCaller } from "./hook-caller.ts";
import { instrumented } from "./instrumented.ts";
import { problem } from "./problem.ts";
import { type Received, receive, usualLimit } from "./received.ts";
import { metrics } from "./world.ts";

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
  /** The statuses it answers with, and what each says; 200 alone unless there are others. */
  statuses?: Readonly<Record<number, string>>;
  /** The reply is a file of this type. */
  file?: "text/csv" | "text/markdown";
  /** A body as it may be sent, where one that is made from its shape would not do. */
  example?: unknown;
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

export function endpoint<I, O>(definition: Endpoint<I, O>): Endpoint<I, O> {
  return definition;
}

export function answerTo<I, O>(
  of: Endpoint<I, O>,
  request: Request,
  params: Record<string, string>,
): Promise<Response> {
  const { name, requires } = of.operation.definition;
  return instrumented(request, of, async (about) => {
    const { requestId } = about;
    try {
      const caller = await callerOf(request, of);
      const { actor } = caller;
      about.actor = actor.id ?? actor.name;
      // Asked here as well, so that nothing is read of what somebody sends who may not.
      requirePermission(actor, requires, name);
      const received = await receive(request, of, { params, bytes: caller.bytes });
      const answer = await of.operation(await scopeFor(actor), of.input(received));
      if (of.method !== "GET") metrics()?.countIngested(name, answer);
      const { status = 200, body, text, headers = {} } = of.reply?.(answer) ?? { body: answer };
      const init = {
        status,
        headers: { "x-request-id": requestId, "cache-control": "no-store", ...headers },
      };
      if (text !== undefined) return new Response(await streamed(text), init);
      const shape = of.answer ?? of.operation.definition.answer;
      return Response.json(cut(shape, hold(name, shape, body)), init);
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

function unwrapped(error: unknown, bodyAt: string | undefined): unknown {
  if (!isAppError(error) || error.code !== "invalid" || bodyAt === undefined) return error;
  const prefix = `${bodyAt}.`;
  return invalid(
    error.errors.map(({ path, message }) => ({
      path: path.startsWith(prefix) ? path.slice(prefix.length) : path === bodyAt ? "" : path,
      message,
    })),
  );
}
