/**
 * The lines of SZZ (Śliwerski, Zimmermann and Zeller, “When do changes induce fixes?”, MSR 2005): those that a fix
 * removed or changed, without blanks, comments and moves. Whoever wrote them last may have brought in what was fixed.
 */

/** Lines of a file before the fix, by their numbers. */
export interface RemovedLines {
  path: string;
  lines: number[];
}

interface Removed {
  path: string;
  number: number;
  text: string;
}

/** From `git diff --unified=0`. A removed line that stands among the added ones was moved. */
export function removedLines(patch: string): RemovedLines[] {
  const removed: Removed[] = [];
  const added = new Map<string, number>();
  let path: string | null = null;
  let number = 0;
  let left = { removed: 0, added: 0 };
  for (const line of patch.split("\n")) {
    if (left.removed > 0 && line.startsWith("-")) {
      left.removed -= 1;
      if (path !== null) removed.push({ path, number, text: line.slice(1) });
      number += 1;
    } else if (left.added > 0 && line.startsWith("+")) {
      left.added -= 1;
      const text = bare(line.slice(1));
      added.set(text, (added.get(text) ?? 0) + 1);
    } else {
      const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
      if (hunk !== null) {
        number = Number(hunk[1]);
        left = { removed: Number(hunk[2] ?? 1), added: Number(hunk[3] ?? 1) };
      } else if (line.startsWith("--- ")) path = pathOf(line.slice(4));
    }
  }
  const kept = removed.filter(({ text }) => isCode(text) && !isMoved(bare(text), added));
  const byPath = Map.groupBy(kept, (one) => one.path);
  return [...byPath].map(([name, its]) => ({ path: name, lines: its.map((one) => one.number) }));
}

const bare = (text: string) => text.replace(/\s+/g, "");

function isMoved(text: string, added: Map<string, number>): boolean {
  const more = added.get(text) ?? 0;
  if (more > 0) added.set(text, more - 1);
  return more > 0;
}

/** A line that is neither blank, nor a bracket, nor a comment alone. A comment's inner line without a mark looks like code. */
export function isCode(text: string): boolean {
  const line = text.trim();
  if (!/[\p{L}\p{N}]/u.test(line)) return false;
  return !/^(\/\/|\/\*|\*\/|\*(\s|$)|#([\s#!]|$)|<!--|--\s|;;|"""|'''|(REM|rem)\s)/.test(line);
}

const escapes: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** `a/path`, in quotation marks where it holds what a line cannot; null where the file was not there. */
function pathOf(said: string): string | null {
  const text = said.replace(/\t$/, "");
  if (text === "/dev/null") return null;
  const quoted = /^"(.*)"$/.exec(text)?.[1];
  const path =
    quoted?.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
    ) ?? text;
  return path.replace(/^a\//, "");
}

/** Numbers of lines as the fewest ranges. */
export function rangesOf(lines: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const line of lines.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last[1] + 1) last[1] = Math.max(last[1], line);
    else ranges.push([line, line]);
  }
  return ranges;
}

const group = /^([0-9a-f]{40}|[0-9a-f]{64}) \d+ \d+ (\d+)$/;

/** How many lines each commit wrote, from `git blame --incremental`. */
export function blamedCommits(printed: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const line of printed.split("\n")) {
    const match = group.exec(line);
    if (match !== null) lines.set(match[1]!, (lines.get(match[1]!) ?? 0) + Number(match[2]));
  }
  return lines;
}
