import { readFileSync } from "node:fs";

/** What a file says of itself and of what it exports, read from its source without running it. */

/** A docstring: its prose, and what follows the labels that begin a line or sentence of it. */
export interface Doc {
  text: string;
  labels: Partial<Record<Label, string>>;
}

export const docLabels = ["Unit", "Uncertainty", "Declines", "Source"] as const;
type Label = (typeof docLabels)[number];

export interface Docstrings {
  /** What the file says of itself: its first docstring, with an empty line after it, before anything is declared. */
  own: Doc | null;
  /** What is said of each declaration. */
  of: Map<string, Doc>;
  /** The functions that it exports, told or not. */
  functions: string[];
}

const declaration = /^(?:export )?(?:async )?(?:function|const) (\w+)/m;

export function docstringsOf(source: string): Docstrings {
  const docs = [...source.matchAll(/^\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(\n?)(?=(.*))/gm)];
  const first = docs[0];
  const before = first === undefined ? source : source.slice(0, first.index);
  const isOwn = first?.[2] === "\n" && !declaration.test(before);
  return {
    own: isOwn ? docOf(first[1]!) : null,
    of: new Map(
      docs.flatMap(([, comment, gap, next]) => {
        const name = gap === "" ? declaration.exec(next!)?.[1] : undefined;
        return name === undefined ? [] : [[name, docOf(comment!)]];
      }),
    ),
    functions: Array.from(source.matchAll(/^export (?:async )?function (\w+)/gm), ([, name]) => name!),
  };
}

export function docstringsIn(file: string): Docstrings {
  return docstringsOf(readFileSync(file, "utf8"));
}

/** Unwraps the lines of a comment: sentences flow, lists and labels keep a line each. */
export function docOf(comment: string): Doc {
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  const doc: Doc = { text: "", labels: {} };
  let label: Label | null = null;
  const add = (line: string, joint: string) => {
    if (label === null) doc.text += (doc.text === "" ? "" : joint) + line;
    else doc.labels[label] = [doc.labels[label], line].filter(Boolean).join(" ");
  };
  for (const line of lines) {
    if (line.trim() === "") {
      if (doc.text !== "") doc.text += "\n";
      continue;
    }
    if (/^\s*- /.test(line)) add(line.trim(), "\n");
    else {
      const pieces = line.trim().split(new RegExp(`(?:^|(?<=[.;] ))(${docLabels.join("|")})s?: `));
      if (pieces[0] !== "") add(pieces[0]!.trim(), doc.text.endsWith("\n") ? "\n" : " ");
      for (let i = 1; i < pieces.length; i += 2) {
        label = pieces[i] as Label;
        add(pieces[i + 1]!.trim(), " ");
      }
    }
  }
  doc.text = doc.text.trim();
  return doc;
}
