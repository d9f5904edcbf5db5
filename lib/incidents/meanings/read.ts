import { and, asc, count, eq, gt, isNotNull, isNull, ne, or } from "drizzle-orm";
import { z } from "zod";
import { amongThese } from "#db/dialect.ts";
import { incidents } from "#db/schema/incidents.ts";
import { severities } from "#db/values.ts";
import { allMeanings, severityMeanings } from "#lib/meanings/read.ts";
import { foldWord, severityMeant } from "#lib/meanings/rules.ts";
import { WordMeaning } from "#lib/meanings/schema.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";

/** Words of incidents whose meaning nobody said, and the incidents that hold a word. */

const { number, source, severity, severityRaw, deletedAt } = incidents;

const Waiting = z.object({
  source: z.string().describe("The source that uses the word."),
  field: z.literal("severity").describe("What the word is said of."),
  word: z.string().describe("The word, as it was written most often."),
  records: z.int().describe("How many incidents of that source hold it, and no severity."),
});
export type Waiting = z.infer<typeof Waiting>;

const mostWaiting = 500;

export const listMeanings = query({
  name: "meanings.list",
  summary: "What words of sources mean, and which wait for a meaning",
  requires: "read",
  input: z.strictObject({}),
  answer: z.object({
    items: z.array(WordMeaning).describe("Meanings that were set, by source and word."),
    waiting: z
      .array(Waiting)
      .describe("Words without a meaning, those of most incidents first; 500 at most."),
    next: OnePage,
  }),
  async run({ read, ask }) {
    const items = await ask(allMeanings, {});
    const meanings = await ask(severityMeanings, undefined);
    const rows = await read
      .select({ source, word: severityRaw, records: count() })
      .from(incidents)
      .where(and(isNull(severity), isNotNull(source), isNotNull(severityRaw), isNull(deletedAt)))
      .groupBy(source, severityRaw);
    const open = rows.flatMap(({ source: of, word, records }) => {
      if (of === null || word === null || foldWord(word) === "") return [];
      return severityMeant(meanings, of, word) === undefined ? [{ source: of, word, records }] : [];
    });
    const grouped = Map.groupBy(open, (one) => JSON.stringify([one.source, foldWord(one.word)]));
    const waiting = [...grouped.values()].map((group) => {
      const [most] = group.toSorted((a, b) => b.records - a.records);
      const records = group.reduce((sum, one) => sum + one.records, 0);
      return { source: most!.source, field: "severity" as const, word: most!.word, records };
    });
    waiting.sort((a, b) => b.records - a.records || (a.word < b.word ? -1 : 1));
    return { items, waiting: waiting.slice(0, mostWaiting), next: null };
  },
});

/** A word as its records write it: in any case, with whatever blanks. */
export const incidentsOfWord = query({
  name: "meanings.incidents",
  summary: "Numbers of the incidents that hold a word and another severity than this, in their order",
  requires: "read",
  input: z.object({
    source: z.string(),
    word: z.string(),
    meaning: z.literal(severities).nullable(),
    after: z.int(),
    limit: z.int(),
  }),
  answer: z.array(z.int()),
  async run({ read }, { source: of, word, meaning, after, limit }) {
    const written = await read
      .selectDistinct({ word: severityRaw })
      .from(incidents)
      .where(and(eq(source, of), isNotNull(severityRaw)));
    const same = written.flatMap((one) =>
      one.word !== null && foldWord(one.word) === word ? [one.word] : [],
    );
    if (same.length === 0) return [];
    const differs = meaning === null ? isNotNull(severity) : or(isNull(severity), ne(severity, meaning));
    const rows = await read
      .select({ number })
      .from(incidents)
      .where(and(eq(source, of), amongThese(severityRaw, same), gt(number, after), differs))
      .orderBy(asc(number))
      .limit(limit);
    return rows.map((row) => row.number);
  },
});
