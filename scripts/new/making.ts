import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "#lib/errors.ts";

/** What a new thing is made of: files of its own, and lines in files that list all of its kind. */
export interface Making {
  files: Readonly<Record<string, string>>;
  edits: Readonly<Record<string, (text: string) => string>>;
  /** What its author does next, in order. */
  next: readonly string[];
}

/** A name as file and address have it, in its other spellings. */
export interface Name {
  /** error-budget */
  kebab: string;
  /** errorBudget */
  camel: string;
  /** ErrorBudget */
  pascal: string;
  /** Error budget */
  title: string;
}

export function nameOf(kebab: string): Name | null {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab)) return null;
  const pascal = kebab.split("-").map(capital).join("");
  return {
    kebab,
    pascal,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    title: capital(kebab.replaceAll("-", " ")),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Nothing is written over: of a making whose files are there in part, nothing is made. Says what was written. */
export function make(root: string, { files, edits }: Making): string[] {
  const there = Object.keys(files).find((file) => existsSync(join(root, file)));
  if (there !== undefined) throw new AppError("conflict", `${there} is there already; nothing was made.`);
  const edited = Object.entries(edits).map(
    ([file, edit]) => [file, edit(readFileSync(join(root, file), "utf8"))] as const,
  );
  for (const [file, text] of [...Object.entries(files), ...edited]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return [...Object.keys(files), ...Object.keys(edits)];
}

/** Puts an import before those that are there; the formatter finds its place. */
export function withImport(text: string, line: string): string {
  const first = text.search(/^import /m);
  if (first < 0) throw new Error("There are no imports to add to.");
  return `${text.slice(0, first)}${line}\n${text.slice(first)}`;
}

/** Puts a line at the end of a list or record: before what closes it, at or after a place. */
export function withLine(text: string, of: { after: string; closes: string; line: string }): string {
  const begins = text.indexOf(of.after);
  const ends = begins < 0 ? -1 : text.indexOf(of.closes, begins);
  if (ends < 0) throw new Error(`There is no “${of.after}” to add to.`);
  return text.slice(0, ends) + of.line + text.slice(ends);
}

/** Puts an item at the end of a list, which stands on one line or on many. */
export function withItem(
  text: string,
  { item, ...of }: { after: string; closes: string; item: string },
): string {
  const list = withLine(text, { ...of, line: mark });
  const [before, behind] = list.split(mark) as [string, string];
  const written = before.trimEnd();
  return `${written}${/[[,]$/.test(written) ? "" : ","} ${item}${behind}`;
}

/** No source holds it. */
const mark = "\0";
