import { blamedCommits, type RemovedLines, rangesOf, removedLines } from "#lib/attribution/git/blame.ts";
import { printed, printedOrNull } from "./git.ts";

/** How many of the lines that a fix removed or changed a commit had written last. */
export interface Blamed {
  sha: string;
  lines: number;
}

/** As many ranges as one call of git may take. */
const mostRanges = 400;

/**
 * The commits whose lines a fix removed or changed (SZZ): its diff against its first parent, and who wrote those lines
 * last in the parent, with spaces and moved or copied lines looked through. The one with most lines comes first.
 */
export async function blamedBy(folder: string, fix: string): Promise<Blamed[]> {
  const parent = (
    await printedOrNull(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${fix}^1^{commit}`])
  )?.trim();
  if (!parent) return [];
  const patch = await printed(folder, [
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--ignore-submodules",
    "-w",
    "-M",
    "--unified=0",
    parent,
    `${fix}^{commit}`,
  ]);
  const lines = new Map<string, number>();
  for (const removed of removedLines(patch))
    for (const [sha, count] of await blamedIn(folder, parent, removed))
      lines.set(sha, (lines.get(sha) ?? 0) + count);
  return [...lines]
    .map(([sha, count]) => ({ sha, lines: count }))
    .sort((a, b) => b.lines - a.lines || (a.sha < b.sha ? -1 : 1));
}

async function blamedIn(folder: string, parent: string, { path, lines }: RemovedLines) {
  const found = new Map<string, number>();
  const ranges = rangesOf(lines);
  for (let i = 0; i < ranges.length; i += mostRanges) {
    const some = ranges.slice(i, i + mostRanges).flatMap(([from, to]) => ["-L", `${from},${to}`]);
    const told = await printed(folder, [
      "blame",
      "--no-textconv",
      "--incremental",
      "-w",
      "-M",
      "-C",
      ...some,
      parent,
      "--",
      path,
    ]);
    for (const [sha, count] of blamedCommits(told)) found.set(sha, (found.get(sha) ?? 0) + count);
  }
  return found;
}
