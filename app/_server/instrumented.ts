import { randomUUID } from "node:crypto";
import { log } from "#lib/log.ts";
import { metrics } from "./world.ts";

/** What is known of a request while it is answered. */
export interface About {
  requestId: string;
  actor: string | null;
}

/** Measures and logs a request, under the name that its sender gave it or one of ours. */
export async function instrumented(
  request: Request,
  { method, path }: { method: string; path: string },
  handle: (about: About) => Promise<Response>,
): Promise<Response> {
  const began = performance.now();
  const given = request.headers.get("x-request-id");
  const about: About = {
    requestId: given !== null && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID(),
    actor: null,
  };
  const response = await handle(about);
  const ms = performance.now() - began;
  const { status } = response;
  metrics()?.observeRequest({ method, route: path, status, ms });
  log.info({ ...about, method, path: new URL(request.url).pathname, status, ms: Math.round(ms) }, "request");
  return response;
}
