import { randomUUID } from "node:crypto";
import { problem } from "#app/_server/problem.ts";
import { isLocal } from "#lib/access/address.ts";
import { systemActor } from "#lib/actor.ts";
import { actorOfRequest, scopeFor } from "#lib/runtime.ts";

export const dynamic = "force-dynamic";

/** For a scraper on this machine, or one with a key. */
export async function GET(request: Request): Promise<Response> {
  try {
    const local = isLocal(request.headers) && !request.headers.has("authorization");
    const actor = local ? systemActor("metrics") : await actorOfRequest(request);
    const scope = await scopeFor(actor);
    const { type, text } = await scope.runtime.metrics!.textOf(scope);
    return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
  } catch (error) {
    return problem(error, randomUUID());
  }
}
