import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readJson } from "#app/_server/body.ts";
import { problem } from "#app/_server/problem.ts";
import { clientAddress } from "#lib/access/address.ts";
import { type Cookies, signInWithPassword } from "#lib/access/auth.ts";
import { requireSameOrigin } from "#lib/access/origin.ts";
import { parse } from "#lib/parse.ts";
import { runtime } from "#lib/runtime.ts";

const Body = z.strictObject({ email: z.string().max(1000), password: z.string().max(1000) });

/** Signs in by JSON; the answer sets the session's cookie. */
export async function POST(request: Request): Promise<Response> {
  try {
    const world = await runtime();
    const { method, headers } = request;
    requireSameOrigin({ method, headers, baseUrl: world.environment.BASE_URL });
    const { email, password } = parse(Body, await readJson(request, 10_000));
    const address = clientAddress(headers, world.environment.TRUST_PROXY);
    return withCookies(await signInWithPassword(world, { email, password, headers, address }));
  } catch (error) {
    return problem(error, randomUUID());
  }
}

function withCookies(cookies: Cookies): Response {
  const response = new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}
