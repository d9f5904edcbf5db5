import { version } from "#app/_server/version.ts";
import { log } from "#lib/log.ts";
import { health } from "#lib/runtime.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  try {
    return Response.json({ ...(await health()), version });
  } catch (error) {
    log.error({ err: error }, "the database cannot answer");
    return Response.json(
      { status: "unavailable", detail: "The database cannot answer.", version },
      { status: 503 },
    );
  }
}
