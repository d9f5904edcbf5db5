import { eq } from "drizzle-orm";
import { z } from "zod";
import { heartbeats } from "#db/schema/hooks.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";

/** The name under which people speak: of incidents that no tool told of. */
export const people = "";

export const lastConfirmed = query({
  name: "coverage.last-confirmed",
  summary: "Up to when all incidents of a source are recorded, by its own word; null where it never said so",
  requires: "read",
  input: z.object({ source: z.string().nullable() }),
  answer: Instant.nullable(),
  async run({ read }, { source }) {
    const [row] = await read
      .select({ at: heartbeats.at })
      .from(heartbeats)
      .where(eq(heartbeats.source, source ?? people));
    return row?.at ?? null;
  },
});
