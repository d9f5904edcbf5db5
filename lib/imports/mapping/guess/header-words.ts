import { folded, plainName, spellings, type Target } from "../../targets/target.ts";
import { type Generic, headersOf, languages, listed } from "../../targets/words/index.ts";

/** The words of a header, and what they come to in each language. */

export function tokensOf(header: string): string[] {
  const parted = header
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2");
  return folded(parted).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Longer ones first, so that of two that fit the whole is taken away. */
export const plain = (words: string) =>
  [...new Set(listed(words).flatMap(spellings).map(plainName))].sort((a, b) => b.length - a.length);

export type Language = {
  name: string;
  small: ReadonlySet<string>;
  times: readonly string[];
  /** Times and zones. */
  allTimes: readonly string[];
  subjects: readonly string[];
  words: Generic;
};

export function languagesFor({ name: target }: Target): Language[] {
  return Object.entries(languages).map(([name, words]) => ({
    name,
    words,
    small: new Set(plain(words.small)),
    times: plain([words.date, words.clock, words.moment].join(",")),
    allTimes: plain([words.date, words.clock, words.moment, words.zone].join(",")),
    subjects: plain(words.subjects[target]),
  }));
}

/** One of several, where the language writes them so: service and services. Never of words of three letters. */
const singular = (token: string) => (/^[a-z0-9]{3,}[a-rt-z0-9]s$/.test(token) ? token.slice(0, -1) : token);

/** Without small words, and one of several. */
export function looseName(tokens: readonly string[], { small }: Language): string {
  const rest = tokens.filter((token) => !small.has(token));
  const joined = (rest.length === 0 ? tokens : rest).map(singular).join("");
  return joined.replace(/の/g, "");
}

/** What is left of a name when days, clocks and moments are taken out: “start” of “Start Date” and of “startTime”. */
export function stemOf(tokens: readonly string[], { times, small }: Language): string {
  return stripped(tokens, times, small);
}

export function stripped(
  tokens: readonly string[],
  words: readonly string[],
  small: ReadonlySet<string>,
): string {
  const rest = tokens.filter((token) => !small.has(token) && !words.includes(token)).map(singular);
  let joined = rest.join("").replace(/の/g, "");
  for (const word of words) {
    if (joined === word) return "";
    // What is too short to stand by itself is rather another word: “update” is no date of “up”.
    const left = joined.length - word.length;
    if (left < (isLatin(word) ? 3 : 1)) continue;
    if (isLatin(word) && word.length < 3) continue;
    if (joined.endsWith(word)) joined = joined.slice(0, left);
    else if (joined.startsWith(word)) joined = joined.slice(word.length);
  }
  return joined;
}

/** Whether a name says one of these words, by itself or at its end: “Startzeit” says “Zeit”. */
export function saysOneOf(tokens: readonly string[], words: string): boolean {
  const joined = tokens.join("");
  return plain(words).some(
    (word) => tokens.includes(word) || joined === word || (isLong(word) && joined.endsWith(word)),
  );
}

const isLong = (word: string) => !isLatin(word) || word.length > 3;

/** Without what the rows are called; null where the name does not say so, or says nothing else. */
export function withoutSubject(tokens: readonly string[], { subjects, small }: Language): string[] | null {
  const said = tokens.filter((token) => !small.has(token));
  const rest = said.filter((token) => !subjects.includes(token));
  if (rest.length > 0 && rest.length < said.length) return rest;
  const [only] = rest;
  if (only === undefined || said.length !== 1) return null;
  const subject = subjects.find(
    (word) => only.startsWith(word) && only.length - word.length >= (isLatin(word) ? 4 : 2),
  );
  return subject === undefined ? null : [only.slice(subject.length)];
}

const isLatin = (word: string) => /^[a-z0-9]+$/.test(word);

/** What a field is called in a language. */
export function namesIn(language: string, target: Target, field: Target["fields"][number]): string[] {
  if (language === "en") return [field.name, field.label, ...field.names];
  return headersOf(language, target.name, field.name);
}
