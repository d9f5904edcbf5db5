import { type History, mainLine, wentOutWith } from "./history.ts";

/** What was deployed together: the commits that went out with a head, and when. */
export interface Deployment {
  /** A tag, where it is known by one. */
  tag: string | null;
  head: number;
  at: Date;
  /** The head among them, unless it went out before. */
  commits: readonly number[];
}

export interface Tag {
  name: string;
  sha: string;
  at: Date;
}

/** A tag brings what no tag before it held; one that brings nothing is no deployment of its own. */
export function byTags(history: History, tags: readonly Tag[]): Deployment[] {
  const known = tags.flatMap((tag) => {
    const head = history.placeOf.get(tag.sha);
    return head === undefined ? [] : [{ ...tag, head }];
  });
  const earliest = earliestHold(history, known);
  const ordered = known.toSorted(
    (a, b) =>
      earliest[a.head]! - earliest[b.head]! ||
      b.head - a.head ||
      a.at.getTime() - b.at.getTime() ||
      (a.name < b.name ? -1 : 1),
  );
  return deployments(
    history,
    ordered.map(({ name, head, at }) => ({ tag: name, head, at })),
  );
}

/** An older state may have been tagged later than a newer one: it went out no later than that. */
function earliestHold({ parents }: History, tags: readonly (Tag & { head: number })[]): Float64Array {
  const earliest = new Float64Array(parents.length).fill(Number.POSITIVE_INFINITY);
  for (const { head, at } of tags) earliest[head] = Math.min(earliest[head]!, at.getTime());
  for (const [place, its] of parents.entries())
    for (const parent of its) earliest[parent] = Math.min(earliest[parent]!, earliest[place]!);
  return earliest;
}

/** Each merge into the main branch brings its commits; one committed there directly goes out by itself. */
export function byMerges(history: History, main: string): Deployment[] {
  const head = history.placeOf.get(main);
  if (head === undefined) return [];
  const line = mainLine(history, head).reverse();
  return deployments(
    history,
    line.map((place) => ({ tag: null, head: place, at: history.commits[place]!.at })),
  );
}

/** A list of what was deployed when. What was deployed again, or rolled back to, brings nothing new. */
export function byList(history: History, list: readonly { sha: string; at: Date }[]): Deployment[] {
  const known = list.flatMap(({ sha, at }) => {
    const head = history.placeOf.get(sha);
    return head === undefined ? [] : [{ tag: null, head, at }];
  });
  return deployments(
    history,
    known.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  );
}

function deployments(history: History, ordered: readonly Omit<Deployment, "commits">[]): Deployment[] {
  const brought = wentOutWith(
    history,
    ordered.map(({ head }) => head),
  );
  return ordered.flatMap((one, i) => (brought[i]!.length === 0 ? [] : [{ ...one, commits: brought[i]! }]));
}
