import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { wordMeanings } from "#db/schema/meanings.ts";
import { notFound } from "#lib/errors.ts";
import { AskedName } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { type Meanings, meaningKey } from "./rules.ts";
import { WordMeaning, wordFields } from "./schema.ts";

export const allMeanings = query({
  name: "meanings.all",
  summary: "What words of sources mean",
  requires: "read",
  input: z.object({ source: AskedName.optional(), field: z.enum(wordFields).optional() }),
  answer: z.array(WordMeaning),
  async run({ read }, { source, field }) {
    const rows = await read
      .select()
      .from(wordMeanings)
      .where(source === undefined ? undefined : eq(wordMeanings.source, source))
      .orderBy(asc(wordMeanings.source), asc(wordMeanings.field), asc(wordMeanings.word));
    return rows.filter((row) => field === undefined || row.field === field).map(meaningOf);
  },
});

function meaningOf({ meaning, ...row }: typeof wordMeanings.$inferSelect): WordMeaning {
  return WordMeaning.parse({
    ...row,
    meaning: meaning === null || row.field === "status" ? meaning : Number(meaning),
  });
}

export const getMeaning = query({
  name: "meanings.get",
  summary: "What one word of a source means",
  requires: "read",
  input: z.object({ id: z.string().max(100) }),
  answer: WordMeaning,
  async run({ read }, { id }) {
    const [row] = await read.select().from(wordMeanings).where(eq(wordMeanings.id, id)).limit(1);
    if (row === undefined) throw notFound(`meaning ${id}`);
    return meaningOf(row);
  },
});

export const severityMeanings = query({
  name: "meanings.severities",
  summary: "Which severity each known word of each source means",
  requires: "read",
  input: z.void(),
  answer: z.custom<Meanings>(),
  async run({ ask }) {
    const all = await ask(allMeanings, { field: "severity" });
    return new Map(all.map(({ source, word, meaning }) => [meaningKey(source, word), meaning]));
  },
});
