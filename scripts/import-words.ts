import type { FieldSource } from "#lib/imports/mapping/schema.ts";

/** How words of files stand in flags: a backslash before a mark makes it text, and a shell sees each flag as one. */

/** Marks after a backslash, out of the way of what looks for them. */
function hidden(text: string, marks: string): string {
  return text.replace(/\\(.)/gs, (whole, mark: string) =>
    marks.includes(mark) ? `\0${String.fromCharCode(hiddenFrom + mark.charCodeAt(0))}` : whole,
  );
}

function shown(text: string): string {
  return text.replace(/\0(.)/gs, (_, mark: string) => String.fromCharCode(mark.charCodeAt(0) - hiddenFrom));
}

const hiddenFrom = 0xe000;

function escaped(text: string, marks: string): string {
  return [...text].map((letter) => (marks.includes(letter) ? `\\${letter}` : letter)).join("");
}

const tableMarks = "\\,=";

/** `Ongoing=nothing,TBD=refuse`; null where it is not so written. A bare comma may stand in a word: what has no = belongs to the piece after it. */
export function wordsAndMeanings(text: string): [string, string][] | null {
  const pieces = hidden(text, tableMarks)
    .split(",")
    .reduce<string[]>((all, piece) => {
      const last = all.at(-1);
      if (last === undefined || last.includes("=")) all.push(piece);
      else all[all.length - 1] = `${last},${piece}`;
      return all;
    }, []);
  const pairs = pieces.map((piece): [string, string] | null => {
    const at = piece.lastIndexOf("=");
    return at <= 0 ? null : [shown(piece.slice(0, at).trim()), shown(piece.slice(at + 1).trim())];
  });
  return pairs.some((pair) => pair === null) ? null : (pairs as [string, string][]);
}

export function writtenMeanings(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([word, meaning]) => `${escaped(word, tableMarks)}=${meaning}`).join(",");
}

const columnMarks = "\\+|:";

/** A column that is called so, or several: `A+B` as one, `A|B` the first filled, `each:A+B` and `ticked:A+B` as lists. */
export function sourceIn(text: string, isColumn: (name: string) => boolean = () => false): FieldSource {
  if (isColumn(text)) return { from: "column", column: text };
  const marked = hidden(text, columnMarks);
  const columns = (mark: string, of = marked) => of.split(mark).map(shown);
  for (const from of ["each", "ticked"] as const)
    if (marked.startsWith(`${from}:`)) return { from, columns: columns("+", marked.slice(from.length + 1)) };
  if (marked.includes("|")) return { from: "first", columns: columns("|") };
  if (marked.includes("+")) return { from: "join", columns: columns("+"), separator: " " };
  return { from: "column", column: shown(marked) };
}

export function writtenSource(source: Exclude<FieldSource, { from: "constant" }>): string {
  if (source.from === "column") return escaped(source.column, columnMarks);
  const columns = source.columns.map((column) => escaped(column, columnMarks));
  if (source.from === "first") return columns.join("|");
  return `${source.from === "join" ? "" : `${source.from}:`}${columns.join("+")}`;
}

/** A flag and its value, as a shell takes them; a value that begins with a dash would be taken for a flag. */
export function asTyped([flag, value]: readonly [string, string?]): string {
  if (value === undefined) return flag;
  return value.startsWith("-") ? quoted(`${flag}=${value}`) : `${flag} ${quoted(value)}`;
}

/** One word to every shell of POSIX. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && text !== "" ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
