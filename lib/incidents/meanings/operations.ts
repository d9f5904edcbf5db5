import { z } from "zod";
import type { Severity } from "#db/values.ts";
import { WordMeaning, WordMeaningBody } from "#lib/meanings/schema.ts";
import { setMeaning } from "#lib/meanings/write.ts";
import { operation } from "#lib/operation.ts";
import type { Scope } from "#lib/scope.ts";
import { readWordAgain } from "./write.ts";

export const SetMeaningAnswer = WordMeaning.extend({
  updated: z.int().describe("How many incidents got the severity that their word means."),
});

export const setWordMeaning = operation({
  name: "meanings.set",
  summary: "Say what a word of a source means, for every way in; incidents that hold it are read again",
  requires: "settings.write",
  input: WordMeaningBody,
  answer: SetMeaningAnswer,
  async run(scope, body) {
    const meaning = await setMeaning(scope, body);
    return { ...meaning, updated: await readAgain(scope, meaning) };
  },
});

/** Step by step, since a word may stand in very many incidents. What is broken off is done by saying it again. */
export async function readAgain(
  scope: Scope,
  { source, word, field, meaning }: WordMeaning,
): Promise<number> {
  if (field !== "severity") return 0;
  let total = 0;
  for (let after: number | null = 0; after !== null; ) {
    const step: { updated: number; next: number | null } = await readWordAgain(scope, {
      source,
      word,
      meaning: meaning as Severity | null,
      after,
    });
    total += step.updated;
    after = step.next;
  }
  return total;
}
