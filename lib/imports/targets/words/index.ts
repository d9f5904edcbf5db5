import type { ImportTarget } from "#db/values.ts";
import { type Field, type FieldValue, spellings, type Target } from "../target.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import type { LanguageWords } from "./language.ts";
import { pt } from "./pt.ts";

/** The languages whose headers and words are known; English names stand with the fields themselves. */
export const foreignLanguages: Readonly<Record<string, LanguageWords>> = { de, fr, es, pt, ja };

export const languages = { en, ...foreignLanguages };

export type Generic = Omit<LanguageWords, "headers" | "values">;

export const listed = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** What a field is called in a language, best first. */
export function headersOf(language: string, target: ImportTarget, field: string): string[] {
  return listed(foreignLanguages[language]?.headers[target][field] ?? "");
}

/** A target whose fields know the words of all languages in cells; what English means by one stands first. */
export function withWords(target: Target): Target {
  return { ...target, fields: target.fields.map((field) => ({ ...field, ...wordsOf(target.name, field) })) };
}

function wordsOf(target: ImportTarget, field: Field): Pick<Field, "words"> {
  const words: Record<string, FieldValue> = { ...field.words };
  for (const { values } of Object.values(foreignLanguages)) {
    for (const [word, meaning] of Object.entries(values[target][field.name] ?? {})) {
      for (const spelling of spellings(word)) words[spelling] ??= meaning;
    }
  }
  return Object.keys(words).length === 0 ? {} : { words };
}
