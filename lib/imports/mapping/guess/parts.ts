import { type ColumnFacts, shareOf } from "../../file/columns.ts";
import type { Target } from "../../targets/target.ts";
import { type Language, languagesFor, plain, saysOneOf, stripped, tokensOf } from "./header-words.ts";

/** A date in three columns: year, month and, where there is one, day. */
export type DateInParts = { parts: ColumnFacts[]; hasDay: boolean; about: string };

export function datesInParts(target: Target, columns: readonly ColumnFacts[]): DateInParts[] {
  const whole = columns.filter(({ path, filled }) => path === null && filled > 0);
  for (const language of languagesFor(target)) {
    const found = inLanguage(whole, language);
    if (found.length > 0) return found;
  }
  return [];
}

function inLanguage(columns: readonly ColumnFacts[], { words, small }: Language): DateInParts[] {
  const called = (said: string, holds: RegExp) =>
    columns.filter(
      ({ name, values }) =>
        saysOneOf(tokensOf(name), said) && shareOf(values, (value) => holds.test(value)) >= 0.9,
    );
  const stem = ({ name }: ColumnFacts, said: string) => stripped(tokensOf(name), plain(said), small);
  const months = called(words.month, /^(0?[1-9]|1[0-2])$|^\p{L}{3,12}\.?$/u);
  const days = called(words.date, /^(0?[1-9]|[12]\d|3[01])$/);
  return called(words.year, /^(19|20)\d\d$/).flatMap((year) => {
    const about = stem(year, words.year);
    const month = months.find((one) => stem(one, words.month) === about);
    if (month === undefined) return [];
    const day = days.find((one) => stem(one, words.date) === about);
    const parts = [year, month, ...(day === undefined ? [] : [day])];
    return [{ parts, hasDay: day !== undefined, about }];
  });
}
