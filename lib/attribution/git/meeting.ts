import type { Evidence, EvidenceBody } from "#lib/evidence/schema.ts";
import type { GitChange } from "./changes.ts";
import type { History } from "./history.ts";
import { gitSource, type Known, piecesOf } from "./pieces.ts";

/**
 * What a repository tells meets what is stored. A commit goes out once: a deployment that a hook, a file or an earlier
 * reading has recorded already is that change, which takes the evidence; only what no change holds becomes a new one.
 */

/** A change that is stored of this repository. */
interface StoredChange {
  number: number;
  source: string | null;
  externalId: string | null;
  title: string;
  deployedAt: Date;
}

export interface Stored {
  changes: readonly StoredChange[];
  /** Which of them each commit went out with. */
  byCommit: ReadonlyMap<string, readonly number[]>;
  /** Those of these that stand in the lists of commits: `12 0a1b…`. */
  listed: ReadonlySet<string>;
}

export interface Meeting {
  /** New ones, of those commits alone that no stored change holds. */
  fresh: GitChange[];
  known: MetChange[];
}

/** A stored one with all of its commits that are here; `held` are those that it is known to have. */
export interface MetChange {
  number: number;
  change: GitChange | null;
  commits: readonly number[];
  held: ReadonlySet<number>;
}

export function met(history: History, changes: readonly GitChange[], stored: Stored): Meeting {
  const own = new Map(
    stored.changes.flatMap((one) =>
      one.source === gitSource ? [[one.externalId, one.number] as const] : [],
    ),
  );
  const gone = rewritten(history, stored.changes);
  const fresh: GitChange[] = [];
  const known = new Map<number, { change: GitChange | null; commits: Set<number> }>();
  const numbersOf = (place: number) => stored.byCommit.get(history.commits[place]!.sha) ?? [];
  const isListed = (number: number, place: number) =>
    stored.listed.has(`${number} ${history.commits[place]!.sha}`);
  const commitsOf = byNumber(
    history.commits.keys().flatMap((place) => numbersOf(place).map((number) => ({ number, place }))),
  );

  function give(number: number, change: GitChange | null, commits: readonly number[]): void {
    const one = known.get(number) ?? { change, commits: new Set(commitsOf.get(number)) };
    one.change ??= change;
    for (const place of commits) one.commits.add(place);
    known.set(number, one);
  }

  for (const change of changes) {
    const itself = own.get(change.externalId) ?? numbersOf(change.head)[0] ?? gone.get(nameOf(change));
    const isFree = (place: number) => {
      const numbers = numbersOf(place);
      return numbers.length === 0 || (itself !== undefined && numbers.includes(itself));
    };
    const commits = change.commits.filter(isFree);
    if (itself !== undefined) give(itself, change, commits);
    else if (commits.length > 0) fresh.push({ ...change, commits });
    for (const place of change.commits)
      if (!isFree(place)) for (const number of numbersOf(place)) give(number, null, []);
  }
  return {
    fresh,
    known: [...known].map(([number, { change, commits }]) => ({
      number,
      change,
      commits: [...commits].sort((a, b) => a - b),
      held: new Set(commits.values().filter((place) => isListed(number, place))),
    })),
  };
}

function byNumber(pairs: Iterable<{ number: number; place: number }>): Map<number, number[]> {
  const grouped = Map.groupBy(pairs, ({ number }) => number);
  return new Map([...grouped].map(([number, its]) => [number, its.map(({ place }) => place)]));
}

/** Changes whose commit is gone since history was rewritten: the same title at the same moment is the same change. */
function rewritten({ placeOf }: History, changes: readonly StoredChange[]): Map<string, number> {
  return new Map(
    changes.flatMap((one) => {
      const sha = /@([0-9a-f]{40,64})(?: \S+)?$/.exec(one.externalId ?? "")?.[1];
      const isGone = one.source === gitSource && sha !== undefined && !placeOf.has(sha);
      return isGone ? [[nameOf(one), one.number] as const] : [];
    }),
  );
}

const nameOf = ({ title, deployedAt }: Pick<StoredChange, "title" | "deployedAt">) =>
  JSON.stringify([title, deployedAt.getTime()]);

/**
 * What the ledger of a stored change is to be told. Marks and notes get lost where history is rewritten, and none is
 * made up: what says less than what stands is not told, and what says more comes after it.
 */
export function newPieces(
  known: Known,
  commits: readonly number[],
  ledger: readonly Evidence[],
): EvidenceBody[] {
  return piecesOf(known, commits).flatMap((piece) => {
    const standing = ledger.find(
      (one) =>
        one.counts &&
        one.decision === null &&
        one.source === piece.source &&
        one.channel === piece.channel &&
        one.about === piece.about,
    );
    if (standing === undefined) return saysNothing(piece) && ledger.some(isOfCommits) ? [] : [piece];
    if (isSame(piece, standing) || weight(piece) < weight(standing)) return [];
    return [{ ...piece, at: new Date(Math.max(piece.at.getTime(), standing.at.getTime() + 1)) }];
  });
}

const saysNothing = ({ assistance }: EvidenceBody) => assistance === "unknown";
const isOfCommits = ({ source, about }: Evidence) => source === gitSource && about === "commits";

function isSame(piece: EvidenceBody, standing: Evidence): boolean {
  const told = ({ assistance, tool, model, commits, lines }: EvidenceBody | Evidence) =>
    JSON.stringify([
      assistance,
      tool,
      model,
      [commits?.ai, commits?.none, commits?.of],
      [lines?.ai, lines?.human, lines?.of],
    ]);
  return told(piece) === told(standing);
}

const weight = ({ commits, lines }: EvidenceBody | Evidence) =>
  (commits?.ai ?? 0) + (commits?.none ?? 0) + (lines?.ai ?? 0) + (lines?.human ?? 0);
