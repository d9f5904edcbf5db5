import { canonical } from "#lib/canonical.ts";
import type { Concluded, Piece } from "../rules.ts";

/** How much of a change AI made, by what its evidence counts. */

type Dose = Pick<Concluded, "commits" | "aiCommits" | "noAiCommits" | "lines" | "aiLines" | "humanLines">;

/**
 * How much of it AI made. What one source counts of one kind adds up; of several counts of the same commits, such as
 * those before and after a squash, the one that finds most: marks get lost, and none is made up.
 */
export function doseOf(told: readonly Piece[]): Dose {
  const commits = fullest(told, (piece) => {
    if (piece.commits === null) return null;
    const { ai, none, of } = piece.commits;
    return { key: piece.channel === "squashed-commits" ? "squashed" : "out", parts: [ai, none], of };
  });
  const lines = fullest(told, (piece) => {
    if (piece.lines === null) return null;
    return { key: piece.channel, parts: [piece.lines.ai, piece.lines.human], of: piece.lines.of };
  });
  return {
    commits: commits.of,
    aiCommits: commits.parts[0]!,
    noAiCommits: commits.parts[1]!,
    lines: lines.of,
    aiLines: lines.parts[0]!,
    humanLines: lines.parts[1]!,
  };
}

interface Counted {
  key: string;
  parts: (number | null)[];
  of: number | null;
}

function fullest(told: readonly Piece[], read: (piece: Piece) => Counted | null): Sums {
  const counted = told.flatMap((piece) => {
    const one = read(piece);
    return one === null ? [] : [{ ...one, source: piece.source, about: piece.about }];
  });
  const sums = [...Map.groupBy(counted, ({ key, source }) => JSON.stringify([key, source])).values()].map(
    (same) => {
      // Trailers and authors of the same commits are counted apart, each of the same number.
      const things = [...Map.groupBy(same, ({ about }) => about).values()];
      const of = plus(things.map((its) => greatest(its.map((one) => one.of))));
      const parts = [0, 1].map((i) => plus(same.map((one) => one.parts[i]!)));
      return { parts: within(parts, of), of };
    },
  );
  return sums.toSorted(fullestFirst)[0] ?? { parts: [null, null], of: null };
}

/** Kinds that count the same commits twice make no more of them than there are. */
function within([ai = null, other = null]: (number | null)[], of: number | null): (number | null)[] {
  if (of === null) return [ai, other];
  const most = ai === null ? null : Math.min(ai, of);
  return [most, other === null ? null : Math.min(other, of - (most ?? 0))];
}

type Sums = Omit<Counted, "key">;

const share = ({ parts, of }: Sums) => (of === null || of === 0 ? -1 : (parts[0] ?? 0) / of);

function fullestFirst(a: Sums, b: Sums): number {
  return share(b) - share(a) || (b.of ?? -1) - (a.of ?? -1) || (canonical(a) < canonical(b) ? 1 : -1);
}

function plus(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}

function greatest(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((one) => one !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** What is wrong with counts: parts that are more than their whole. */
export function countProblem(
  parts: readonly (number | null | undefined)[],
  of: number | null | undefined,
): string | null {
  const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0);
  return of == null || sum <= of ? null : `is fewer than its parts, which make ${sum} together`;
}
