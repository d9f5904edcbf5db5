import type { LoggedCommit } from "./log.ts";

/** The commits of a repository by their places: children stand before their parents. */
export interface History {
  commits: readonly LoggedCommit[];
  placeOf: ReadonlyMap<string, number>;
  /** Places of the parents of each. */
  parents: readonly (readonly number[])[];
  /** Whether a shallow clone ends with it: what came before is not known. */
  isCut(place: number): boolean;
}

export function historyOf(commits: readonly LoggedCommit[], ends: ReadonlySet<string> = new Set()): History {
  const placeOf = new Map(commits.map(({ sha }, place) => [sha, place]));
  const parents = commits.map((commit) =>
    commit.parents.flatMap((sha) => {
      const place = placeOf.get(sha);
      return place === undefined ? [] : [place];
    }),
  );
  return { commits, placeOf, parents, isCut: (place) => ends.has(commits[place]!.sha) };
}

/**
 * What went out with each of some heads, in the order in which they went out: a commit belongs to the first that it
 * can be reached from, so that it goes out once.
 */
export function wentOutWith({ commits, parents }: History, heads: readonly number[]): number[][] {
  const none = heads.length;
  const first = new Uint32Array(commits.length).fill(none);
  for (const [order, place] of heads.entries()) first[place] = Math.min(first[place]!, order);
  const brought: number[][] = heads.map(() => []);
  for (const [place, its] of parents.entries()) {
    const order = first[place]!;
    if (order === none) continue;
    brought[order]!.push(place);
    for (const parent of its) if (first[parent]! > order) first[parent] = order;
  }
  return brought;
}

/** The places from a head back along first parents, the newest first. */
export function mainLine({ placeOf, commits }: History, head: number): number[] {
  const line = [head];
  for (;;) {
    const first: string | undefined = commits[line.at(-1)!]!.parents[0];
    const place = first === undefined ? undefined : placeOf.get(first);
    if (place === undefined) return line;
    line.push(place);
  }
}
