import type { Severity } from "#db/values.ts";
import { oneName } from "#lib/names.ts";
import type { WordMeaning } from "./schema.ts";

/** How words of sources are compared: "Blocker" and " blocker" are one. */

export function foldWord(word: string): string {
  return oneName(word).toLowerCase().normalize("NFC");
}

/** By source and folded word; null is a meaning too: the word says nothing. A word that is not here is open. */
export type Meanings = ReadonlyMap<string, WordMeaning["meaning"]>;

export const meaningKey = (source: string, word: string) => JSON.stringify([oneName(source), foldWord(word)]);

/** Undefined where nobody said what the word means. */
export function severityMeant(meanings: Meanings, source: string, word: string): Severity | null | undefined {
  return meanings.get(meaningKey(source, word)) as Severity | null | undefined;
}
