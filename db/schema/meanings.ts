import { kit } from "../dialect.ts";
import { wordFields } from "../values.ts";

const { table, id, text, integer, instant, oneOf, unique } = kit;

/** What a source's word means here, said once for every way in. `meaning` is null where the word says nothing. */
export const wordMeanings = table(
  "word_meanings",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    source: text().notNull(),
    field: oneOf(wordFields).notNull(),
    word: text().notNull(),
    meaning: text(),
    setBy: text().notNull(),
  },
  (t) => [unique("word_meanings_word").on(t.source, t.field, t.word)],
);
