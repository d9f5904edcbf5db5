import type { listMarks } from "../mapping/schema.ts";

/** A text as pieces between marks. */

type ListMark = (typeof listMarks)[number];

/** As they stand in a text; none where a cell is one item. */
export function marksOf(split: ListMark | readonly ListMark[]): string[] {
  return [split].flat().flatMap((mark) => (mark === "none" ? [] : mark === "newline" ? ["\n"] : [mark]));
}

const closing: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "（": "）",
  "「": "」",
  "“": "”",
  "«": "»",
};
const opening: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(closing).map(([open, close]) => [close, open]),
);
const holding = /[([{（「“«"]/;

/** Within brackets and quotes that are closed a mark parts nothing: “Storage, Accounts (EU, US)” has two pieces. */
export function piecesOf(text: string, marks: readonly string[]): string[] {
  const usable = marks.filter((mark) => mark !== "" && text.includes(mark));
  if (usable.length === 0) return [text];
  if (!holding.test(text)) return usable.reduce((all, mark) => all.flatMap((one) => one.split(mark)), [text]);
  const ends = bracketsIn(text);
  const pieces: string[] = [];
  let start = 0;
  let hasBegun = false;
  for (let at = 0; at < text.length; ) {
    const mark = usable.find((one) => text.startsWith(one, at));
    if (mark !== undefined) {
      pieces.push(text.slice(start, at));
      at += mark.length;
      start = at;
      hasBegun = false;
    } else {
      const letter = text[at] as string;
      const end = letter === '"' && !hasBegun ? endOfQuote(text, at) : ends.get(at);
      hasBegun ||= letter !== " ";
      at = (end ?? at) + 1;
    }
  }
  return [...pieces, text.slice(start)];
}

/** Where each bracket that is closed ends. */
function bracketsIn(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (Object.hasOwn(closing, letter)) {
      const before = open.get(letter);
      if (before) before.push(at);
      else open.set(letter, [at]);
    } else if (Object.hasOwn(opening, letter)) {
      const begun = open.get(opening[letter]!)?.pop();
      if (begun !== undefined) ends.set(begun, at);
    }
  }
  return ends;
}

/** A quote within is written twice. */
function endOfQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"') return at;
    at++;
  }
  return undefined;
}

/** A piece without the quotes around it. */
export function bare(piece: string): string {
  const text = piece.trim();
  const last = text.length - 1;
  if (last > 0 && text[0] === '"' && endOfQuote(text, 0) === last)
    return text.slice(1, last).replaceAll('""', '"').trim();
  return last > 0 && text[0] === "“" && text.indexOf("”") === last ? text.slice(1, last).trim() : text;
}
