import Papa from "papaparse";
import { type Separator, separators } from "./separators.ts";

export type { Separator } from "./separators.ts";

export type LineEnd = "\n" | "\r";

/** A spreadsheet's own note on the first line, `sep=;`. */
export function separatorLine(text: string): { separator: Separator; length: number } | null {
  const match = /^"?sep=([,;\t|])"?(\r\n|\n|\r|$)/i.exec(text);
  return match ? { separator: match[1] as Separator, length: match[0].length } : null;
}

/** CRLF counts as LF here; a lone CR ends lines only in files that have no LF outside quotes. */
export function guessLineEnd(text: string): LineEnd {
  const unquoted = text.slice(0, 1024 * 1024).replace(/"[^"]*"/g, "");
  return !unquoted.includes("\n") && unquoted.includes("\r") ? "\r" : "\n";
}

/** The separator under which most rows are as wide as the header; between equals, the wider header. */
export function guessSeparator(text: string, newline: LineEnd): { separator: Separator; doubtful: boolean } {
  const sample = text.slice(0, 256 * 1024);
  const scores = separators.map((separator) => ({ separator, ...agreement(sample, separator, newline) }));
  const usable = scores.filter((score) => score.width > 1);
  usable.sort((a, b) => b.agreeing - a.agreeing || b.width - a.width);
  const [best, second] = usable;
  if (!best) return { separator: ",", doubtful: false };
  return {
    separator: best.separator,
    doubtful: second !== undefined && second.agreeing > 0.9 * best.agreeing,
  };
}

function agreement(
  text: string,
  separator: Separator,
  newline: LineEnd,
): { width: number; agreeing: number } {
  const parser = new Papa.Parser({ delimiter: separator, newline, preview: 60 });
  const rows = (parser.parse(text, 0, false).data as string[][]).filter(
    (row) => row.length > 1 || row[0]?.trim(),
  );
  const [header, ...body] = rows;
  if (!header) return { width: 0, agreeing: 0 };
  // The last row of a sample may be cut in the middle.
  const whole = body.length > 10 ? body.slice(0, -1) : body;
  const agreeing = whole.filter((row) => row.length === header.length).length;
  return { width: header.length, agreeing: whole.length === 0 ? 1 : agreeing / whole.length };
}

/** Empty headers get a name and repeated ones a number, so that every column can be told apart. */
export function nameColumns(cells: readonly string[]): string[] {
  const names = cells.map((cell, index) => cell.trim().replace(/\s+/g, " ") || `Column ${index + 1}`);
  const taken = new Set(names);
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (count === 1) return name;
    let number = count;
    while (taken.has(`${name} (${number})`)) number++;
    taken.add(`${name} (${number})`);
    return `${name} (${number})`;
  });
}
