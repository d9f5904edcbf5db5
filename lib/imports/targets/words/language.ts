import type { ImportTarget } from "#db/values.ts";
import type { FieldValue } from "../target.ts";

/**
 * What a language calls things, as lists parted by commas, best first. Accents may be written or left out, umlauts as
 * two letters, and words in one or many: `spellings` and `header-names.ts` see to that.
 */
export type LanguageWords = {
  /** Words that say nothing in a header: articles and the like. */
  small: string;
  /** In a header: it holds days, times of day, moments, or zones. */
  date: string;
  clock: string;
  moment: string;
  zone: string;
  /** Of dates in three columns, the ones of years and of months; days stand among dates. */
  year: string;
  month: string;
  /** What a row is called: in “Incident title” and “Störungsbeginn” it says nothing new. */
  subjects: Readonly<Record<ImportTarget, string>>;
  headers: Readonly<Record<ImportTarget, Readonly<Record<string, string>>>>;
  /** What words in cells probably mean: proposals, shown before they are used. */
  values: Readonly<Record<ImportTarget, Readonly<Record<string, Readonly<Record<string, FieldValue>>>>>>;
};
