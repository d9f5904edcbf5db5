import { type Allocated, create, type Edit } from "#db/edit.ts";
import { changeCommits, changeEvidence } from "#db/schema/evidence.ts";
import { canonical } from "#lib/canonical.ts";
import type { CommandContext } from "#lib/command.ts";
import type { FieldError } from "#lib/errors.ts";
import { type Bounds, momentProblem } from "#lib/moments.ts";
import { countProblem } from "./dose/rules.ts";
import { commitsKnown } from "./read.ts";
import {
  bare,
  type Concluded,
  concluded,
  decisionAmong,
  evidenceId,
  ledgerOf,
  type Piece,
  pieceOf,
  plainly,
  type Stated,
  silent,
  statedIn,
} from "./rules.ts";
import type { Evidence, EvidenceBody } from "./schema.ts";

/** A change before something is told of it: what it comes to, and all that was ever said. */
export interface Held extends Stated {
  id: string;
  number: number | Allocated;
  evidence: Evidence[];
}

export interface Told extends Partial<Stated> {
  evidence?: readonly EvidenceBody[] | undefined;
}

export interface Kept {
  fields: Concluded;
  /** Its ledger; null where all there is stands in its fields. */
  evidence: Evidence[] | null;
  /** What the ledger lacked so far. */
  fresh: readonly Piece[];
}

const decided = ["aiAssistance", "aiTool", "aiModel", "aiEvidence"] as const;
const counted = ["commits", "aiCommits", "noAiCommits", "lines", "aiLines", "humanLines"] as const;

/**
 * Keeps what is told of AI in changes. What a change says in its own fields alone stands there; once more is told, all
 * of it is kept piece by piece, and the fields say what it comes to. `decides`: whoever writes corrects the record,
 * which is a decision and no evidence.
 */
export function evidenceKeeper(
  { actor, now }: Pick<CommandContext, "actor" | "now">,
  { bounds, decides }: { bounds: Bounds; decides: boolean },
) {
  const edits: Edit[] = [];

  function problems(before: Pick<Held, "evidence"> | undefined, told: Told): FieldError[] {
    const saysCounts = Object.keys(pick(told, counted)).length > 0;
    const is = { ...statedIn(before?.evidence ?? []), ...pick(told, counted) };
    const own = [
      { path: "commits", message: countProblem([is.aiCommits, is.noAiCommits], is.commits) },
      { path: "lines", message: countProblem([is.aiLines, is.humanLines], is.lines) },
    ];
    const pieces = (told.evidence ?? []).flatMap(({ at, commits, lines }, i) => [
      { path: `evidence.${i}.at`, message: momentProblem(at, bounds) },
      { path: `evidence.${i}.commits.of`, message: countProblem([commits?.ai, commits?.none], commits?.of) },
      { path: `evidence.${i}.lines.of`, message: countProblem([lines?.ai, lines?.human], lines?.of) },
    ]);
    return [...(saysCounts ? own : []), ...pieces].flatMap(({ path, message }) =>
      message === null ? [] : [{ path, message }],
    );
  }

  function keep(held: Held, told: Told): Kept {
    const given = (told.evidence ?? []).map(
      ({ source = actor.name, ...piece }): Piece => ({ ...piece, source, decision: null }),
    );
    const word = wordIn(held, told);
    const decision = decides ? decisionIn(held, told) : [];
    const more = [...given, ...decision];
    if (more.length === 0 && (held.evidence.length === 0 || (word.length === 0 && !isStored(held))))
      return { fields: plainly({ ...pick(held), ...pick(told) }), evidence: null, fresh: [] };
    return add(held, [...word, ...more]);
  }

  /** What the ledger lacks of these; what the change said in its fields alone so far becomes a piece with the first. */
  function add(held: Held, pieces: readonly Piece[]): Kept {
    const stored = held.evidence.filter(({ heardAt }) => heardAt !== null);
    const implied = held.evidence.filter(({ heardAt }) => heardAt === null).map(bare);
    const known = new Set(stored.map((piece) => evidenceId(held.id, bare(piece))));
    const fresh = new Map(
      [...implied, ...pieces].map((piece) => [evidenceId(held.id, piece), { ...piece, heardAt: now }]),
    );
    for (const id of known) fresh.delete(id);
    for (const [id, { by, ...piece }] of fresh)
      edits.push(create(changeEvidence, { ...piece, id, saidBy: by, changeNumber: held.number }));
    const all = [...stored, ...fresh.values()];
    return { fields: concluded(all), evidence: ledgerOf(all), fresh: [...fresh.values()] };
  }

  /** What the record says in its own fields from now on, where that is another word. */
  function wordIn(held: Held, told: Told): Piece[] {
    const was = statedIn(held.evidence);
    const is = { ...was, ...pick(told, decides ? counted : [...decided, ...counted]) };
    return canonical(was) === canonical(is) ? [] : [pieceOf(is, saying(held))];
  }

  function decisionIn(held: Held, told: Told): Piece[] {
    const [was, is] = [pick(held, decided), { ...pick(held, decided), ...pick(told, decided) }];
    if (canonical(was) === canonical(is)) return [];
    const channel = told.aiEvidence ?? "engineer-statement";
    return [{ ...pieceOf({ ...silent, ...is }, saying(held)), channel, about: null, decision: "made" }];
  }

  /** A word comes after all that was said before, also within the same moment. */
  function saying({ evidence }: Held): Pick<Piece, "source" | "by" | "at"> {
    const after = Math.max(now.getTime(), ...evidence.map(({ at }) => at.getTime() + 1));
    return { source: actor.name, by: actor.name, at: new Date(after) };
  }

  return {
    edits: () => edits,
    problems,
    keep,
    /** The evidence alone decides again; null where nobody had decided. */
    takeBack(held: Held): Kept | null {
      const decision = decisionAmong(held.evidence);
      if (decision === null) return null;
      return add(held, [{ ...bare(decision), ...saying(held), decision: "taken-back" }]);
    },
  };
}

const isStored = ({ evidence }: Held) => evidence.some(({ heardAt }) => heardAt !== null);

/** The fields among these that are said. */
function pick<K extends keyof Stated>(
  of: Partial<Stated>,
  names: readonly K[] = [...decided, ...counted] as unknown as readonly K[],
): Pick<Stated, K> {
  return Object.fromEntries(
    names.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]])),
  ) as Pick<Stated, K>;
}

/** Keeps which commits went out with which change. */
export async function commitKeeper(context: CommandContext, shas: readonly string[]) {
  const edits: Edit[] = [];
  const known = new Map<number | Allocated, Set<string>>();
  for (const { change, repository, sha } of await context.ask(commitsKnown, { shas }))
    broughtBy(change).add(nameOf(repository, sha));

  function broughtBy(change: number | Allocated): Set<string> {
    const its = known.get(change) ?? new Set();
    known.set(change, its);
    return its;
  }

  return {
    edits: () => edits,
    problems({ repository, shas = [] }: Brought): FieldError[] {
      if (shas.length === 0 || repository !== null) return [];
      const message = "is needed beside shas: a hash names a commit of one repository";
      return [{ path: "repository", message }];
    },
    /** Whether any was not known to have gone out with it. */
    keep({ number, repository }: { number: number | Allocated } & Brought, { shas = [] }: Shas): boolean {
      const its = broughtBy(number);
      const fresh = [...new Set(shas)].filter((sha) => !its.has(nameOf(repository!, sha)));
      for (const sha of fresh) {
        its.add(nameOf(repository!, sha));
        edits.push(create(changeCommits, { repository: repository!, sha, changeNumber: number }));
      }
      return fresh.length > 0;
    },
  };
}

interface Shas {
  shas?: readonly string[] | undefined;
}
interface Brought extends Shas {
  repository: string | null;
}

const nameOf = (repository: string, sha: string) => `${repository} ${sha}`;
