import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { importMappings } from "#db/schema/imports.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { ImportTarget, SavedMapping } from "../schema.ts";
import { Answers, Mapping } from "./schema.ts";

export const listMappings = query({
  name: "imports.mappings",
  summary: "Mappings that were saved under a name",
  requires: "import.run",
  input: z.object({ target: ImportTarget.optional().describe("Those for this kind of file alone.") }),
  answer: z.object({ items: z.array(SavedMapping).describe("The mappings, by name."), next: OnePage }),
  async run({ read }, { target }) {
    const rows = await read
      .select()
      .from(importMappings)
      .where(target === undefined ? undefined : eq(importMappings.target, target))
      .orderBy(asc(importMappings.name))
      .limit(1000);
    return { items: rows.map(savedOf), next: null };
  },
});

function savedOf(row: typeof importMappings.$inferSelect): SavedMapping {
  const { id, version, name, target } = row;
  return {
    id,
    version,
    name,
    target,
    mapping: Mapping.parse(row.mapping),
    answers: Answers.parse(row.answers ?? {}),
  };
}
