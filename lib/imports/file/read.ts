import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { importParts } from "#db/schema/imports.ts";
import { query } from "#lib/query.ts";
import { ImportId } from "../schema.ts";

/** One part of the stored file; null after the last. */
export const importPart = query({
  name: "imports.part",
  summary: "One part of an uploaded file, compressed",
  requires: "import.run",
  input: ImportId.extend({ part: z.int() }),
  answer: z.custom<Buffer | null>(),
  async run({ read }, { id, part }) {
    const rows = await read
      .select({ bytes: importParts.bytes })
      .from(importParts)
      .where(and(eq(importParts.importId, id), eq(importParts.part, part)));
    return rows[0]?.bytes ?? null;
  },
});
