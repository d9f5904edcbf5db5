import { type ErrorCode, isAppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { metrics } from "./world.ts";

export const problemStatuses: Record<ErrorCode, { status: number; title: string }> = {
  unreadable: { status: 400, title: "The request cannot be read" },
  unauthenticated: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not permitted" },
  "not-found": { status: 404, title: "Not found" },
  "not-allowed": { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "Conflict" },
  "too-large": { status: 413, title: "Too large" },
  unsupported: { status: 415, title: "Content type not understood" },
  invalid: { status: 422, title: "Not acceptable as it is" },
  "too-many": { status: 429, title: "Too many requests" },
  unavailable: { status: 503, title: "Not available right now" },
};

/** An RFC 9457 problem. A fault is logged whole and shown as nothing but its request id. */
export function problem(error: unknown, requestId: string, headers: Record<string, string> = {}): Response {
  if (!isAppError(error)) {
    log.error({ err: error, requestId }, "a request failed");
    metrics()?.countRefusal("fault");
    return respond(500, {
      type: "about:blank",
      title: "Something went wrong on our side",
      status: 500,
      detail: `Nothing of your request was lost by you, but it could not be carried out. The log tells more under request ${requestId}.`,
      requestId,
    });
  }
  const { status, title } = problemStatuses[error.code];
  metrics()?.countRefusal(error.code);
  return respond(
    status,
    {
      type: `urn:faultline:problem:${error.code}`,
      title,
      status,
      detail: error.message,
      ...(error.code === "invalid" ? { errors: error.errors } : {}),
      ...(error.current === null ? {} : { current: error.current }),
      requestId,
    },
    {
      ...headers,
      ...(error.retryAfterSeconds === null ? {} : { "retry-after": String(error.retryAfterSeconds) }),
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  );
}

function respond(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}
