import { randomUUID } from "node:crypto";
import { problem } from "#app/_server/problem.ts";
import { finishOidc } from "#lib/access/auth.ts";
import { runtime } from "#lib/runtime.ts";

/** Where the identity provider sends people back to. */
export async function GET(request: Request): Promise<Response> {
  try {
    return await finishOidc(await runtime(), request);
  } catch (error) {
    return problem(error, randomUUID());
  }
}
