/** Ranges of lines, both ends among them, and how many lines they hold together. */
export type Range = readonly [from: number, to: number];

export function linesIn(ranges: readonly Range[]): number {
  let lines = 0;
  let end = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    lines += Math.max(0, to - Math.max(end, from - 1));
    end = Math.max(end, to);
  }
  return lines;
}

export interface ByContributor {
  ai: Range[];
  human: Range[];
}

/** Lines by file. What both are said to have made is AI's: it had a hand in it. */
export function countedLines(files: Iterable<ByContributor>): { ai: number; human: number } {
  const counts = { ai: 0, human: 0 };
  for (const { ai, human } of files) {
    const byAi = linesIn(ai);
    counts.ai += byAi;
    counts.human += linesIn([...ai, ...human]) - byAi;
  }
  return counts;
}

/** What made lines, by the names that its own records give it. */
export interface Maker {
  tool: string | null;
  model: string | null;
}

/** What is known of the lines of a commit. Lines that are nobody's are not tracked, which is not human. */
export interface LineRecord {
  ai: number;
  human: number;
  makers: readonly Maker[];
}
