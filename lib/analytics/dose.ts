import { AI, changeGroups, OTHER } from "./ai-groups.ts";
import type { ChangeFacts } from "./facts/changes.ts";

/**
 * The dose: which part of a change AI made. Lines made with AI over all its lines, where that is counted and any is
 * found; else commits over commits. It is at least so much, since marks get lost; so a change that is AI-assisted, and
 * of which no line and no commit bears a mark, has a dose that nobody has measured, and not one of zero.
 */

/** By the part that AI made, from none up; behind them what has no place on that scale. */
export const doseScale = ["none", "under-quarter", "to-half", "to-three-quarters", "more"] as const;
export const doseBands = [...doseScale, "unmeasured", "unknown"] as const;
export type DoseBand = (typeof doseBands)[number];

export const [NO_AI, UNKNOWN_DOSE] = [0, 6] as const;
const UNMEASURED = 5;

/** By what a dose is counted. */
export const doseMeasures = ["lines", "commits"] as const;

type Counts = Pick<ChangeFacts, "lines" | "aiLines" | "commits" | "aiCommits">;

/** The dose by row of the change facts, and by what it is counted; null where it is not. */
export function doseReader({ lines, aiLines, commits, aiCommits }: Counts) {
  const pairs = [
    [aiLines.values, lines.values],
    [aiCommits.values, commits.values],
  ] as const;
  return (row: number): { dose: number; by: (typeof doseMeasures)[number] } | null => {
    for (const [i, [ai, all]] of pairs.entries()) {
      // What is not recorded is NaN, and compares with nothing.
      if (ai[row]! > 0 && ai[row]! <= all[row]!) return { dose: ai[row]! / all[row]!, by: doseMeasures[i]! };
    }
    return null;
  };
}

/** The place of a change among the bands, by row of the change facts. */
export function doseBandReader(changes: ChangeFacts): (row: number) => number {
  const doseOf = doseReader(changes);
  const { values } = changes.aiAssistance;
  return (row) => {
    const group = changeGroups[values[row]!]!;
    if (group !== AI) return group === OTHER ? NO_AI : UNKNOWN_DOSE;
    const counted = doseOf(row);
    if (counted === null) return UNMEASURED;
    const { dose } = counted;
    return dose < 0.25 ? 1 : dose <= 0.5 ? 2 : dose <= 0.75 ? 3 : 4;
  };
}
