import { randomUUID } from "node:crypto";
import { problem } from "#app/_server/problem.ts";
import { signOut } from "#lib/access/auth.ts";
import { requireSameOrigin } from "#lib/access/origin.ts";
import { runtime } from "#lib/runtime.ts";

export async function POST(request: Request): Promise<Response> {
  try {
    const world = await runtime();
    const { method, headers } = request;
    requireSameOrigin({ method, headers, baseUrl: world.environment.BASE_URL });
    const response = new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
    for (const cookie of await signOut(world, headers)) response.headers.append("set-cookie", cookie);
    return response;
  } catch (error) {
    return problem(error, randomUUID());
  }
}
