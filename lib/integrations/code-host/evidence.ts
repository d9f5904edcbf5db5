import { joined, list } from "#lib/attribution/mark.ts";
import type { Mark } from "#lib/attribution/marks.ts";
import type { PullRequestMark } from "#lib/attribution/pull-requests.ts";
import type { EvidenceBody } from "#lib/evidence/schema.ts";
import type { Others, Placed } from "#lib/hooks/schema.ts";
import { inOrder, instant, line } from "../text.ts";
import { type BranchPushed, headSubject, ofKind, type Pushed, type Requested, type Told } from "./facts.ts";

/**
 * What pushes and requests say of AI, piece by piece. What was once told stays in the ledger of a change, so each piece
 * is made of one fact and bears its moment, whatever else is told: more facts add pieces, and change none.
 */

type Piece = Omit<EvidenceBody, "source">;

/**
 * Each commit counts for one kind of mark. All pieces of pushes that end in one commit bear the moment when that was
 * made: such pushes hold its ancestors back to where the branch was, so the one that holds most holds all, and stands.
 */
export function ofPush({ data, order }: Placed<Pushed>): Piece[] {
  const word = { about: "commits", by: data.author, at: instant(data.made ?? null) ?? order };
  if (data.commits === undefined) return [ofEarlierPush(data, word)];
  const { commits } = data;
  const by = (channel: Mark["channel"]) =>
    commits.flatMap(({ mark }) => (mark?.channel === channel ? [mark] : []));
  const [trailers, authors] = [by("commit-trailer"), by("commit-author")];
  const of = commits.length;
  return [
    ...(trailers.length > 0 || authors.length === 0
      ? [counted("commit-trailer", { marks: trailers, of, word })]
      : []),
    ...(authors.length > 0 ? [counted("commit-author", { marks: authors, of, word })] : []),
  ];
}

type Word = Pick<Piece, "about" | "by" | "at">;

function counted(
  channel: Piece["channel"],
  { marks, of, word }: { marks: readonly Mark[]; of: number; word: Word },
): Piece {
  const positive = marks.filter(({ assistance }) => assistance !== "none");
  const none = marks.length - positive.length;
  const mark = joined(positive);
  const isDenied = of > 0 && none === of;
  return {
    channel,
    ...word,
    assistance: mark?.assistance ?? (isDenied ? "none" : "unknown"),
    ...inWords(mark ?? (isDenied ? joined(marks) : null)),
    commits: { ai: positive.length, none, of },
    lines: null,
  };
}

function inWords(mark: Pick<Mark, "tool" | "model" | "said"> | null) {
  return {
    tool: line(list([mark?.tool ?? null]), 200),
    model: line(list([mark?.model ?? null]), 200),
    said: line(mark?.said, 500),
  };
}

function ofEarlierPush({ ai }: Pushed, word: Word): Piece {
  return {
    channel: ai?.channel ?? "commit-trailer",
    ...word,
    assistance: ai?.aiAssistance ?? "unknown",
    tool: ai?.aiTool ?? null,
    model: ai?.aiModel ?? null,
    said: ai?.said ?? null,
    commits: ai?.commits ?? { ai: ai?.marked ?? null, none: null, of: ai?.of ?? null },
    lines: null,
  };
}

/** How many commits a push brought, and how many of them are marked. */
export function markedIn({ commits, ai }: Pushed): { ai: number; of: number } {
  if (commits === undefined)
    return { ai: ai?.commits?.ai ?? ai?.marked ?? 0, of: ai?.commits?.of ?? ai?.of ?? 0 };
  return {
    ai: commits.filter(({ mark }) => mark !== null && mark.assistance !== "none").length,
    of: commits.length,
  };
}

const lasting: ReadonlySet<string> = new Set(["pull-request-branch", "pull-request-author"]);

/** A mark that is gone later leaves a word that says nothing in its place. */
export function ofRequest(facts: readonly Placed<Requested>[]): Piece[] {
  const marked = new Set<string>();
  return inOrder(facts).flatMap(({ data, order }) => {
    const { called, marks, tells, author, createdAt } = data;
    const always = marks
      .filter(({ channel }) => lasting.has(channel))
      .map((mark) => pieceOf(mark, { about: called, by: author, at: instant(createdAt) ?? order }));
    const now = (channel: PullRequestMark["channel"]): Piece[] => {
      const mark = marks.find((one) => one.channel === channel);
      if (mark === undefined && !marked.has(channel)) return [];
      marked.add(channel);
      return [pieceOf(mark ?? { channel, ...nothing }, { about: called, by: data.by, at: order })];
    };
    return [
      ...always,
      ...(tells.labels ? now("pull-request-label") : []),
      ...(tells.body ? now("pull-request-disclosure") : []),
    ];
  });
}

const nothing = { assistance: "unknown", tool: null, model: null, said: "" } as const;

type Said = Omit<PullRequestMark, "assistance"> & { assistance: Piece["assistance"] };

function pieceOf({ channel, assistance, ...mark }: Said, word: Word): Piece {
  return { channel, assistance, ...inWords(mark), ...word, commits: null, lines: null };
}

/** Requests of longer branches are read from their end. */
const mostPushes = 50;

/**
 * What the commits of a request said before they were squashed into one: those of the push that ended in its head, of
 * the push before, and so on, as many as the request has. `out` are the pushes that brought what it became.
 */
export function beforeSquash(
  facts: readonly Placed<Requested>[],
  { out, others }: { out: readonly Pushed[]; others: Others<Told> },
): Piece[] {
  const merged = inOrder(facts).findLast(({ data }) => data.merged !== null);
  if (merged === undefined) return [];
  const { called, commits: most } = merged.data;
  const { repository, head, became } = merged.data.merged!;
  const brings = (push: Pushed, sha: string) =>
    push.sha === sha || (push.commits ?? []).some((commit) => commit.sha === sha);
  // A request whose own commits went out was not squashed: they say it themselves.
  const isSquashed = out.some(
    (push) => push.commits !== undefined && became.some((sha) => brings(push, sha)) && !brings(push, head),
  );
  if (!isSquashed) return [];
  const pieces: Piece[] = [];
  let subjects = [headSubject(repository, head)];
  for (let [read, far] = [0, 0]; subjects.length > 0 && far < mostPushes; far += 1) {
    if (most !== null && read >= most) break;
    const pushes = subjects.map((subject) => ({ subject, its: ofKind(others(subject), "branch-push") }));
    for (const { subject, its } of pushes)
      pieces.push(...its.map((push) => ofBranch(push, `${called}, up to ${shortOf(subject)}`)));
    const all = pushes.flatMap(({ its }) => its.map(({ data }) => data));
    // Where several pushes ended in one head, the least is taken for read: nothing may be left out for what is told later.
    read += Math.min(...all.map(({ commits }) => commits.length));
    subjects = [...new Set(all.flatMap(({ after }) => after ?? []))].sort();
  }
  return pieces;
}

function ofBranch({ data, order }: Placed<BranchPushed>, about: string): Piece {
  const marks = data.commits.flatMap(({ mark }) => mark ?? []);
  const word = { about, by: data.author, at: instant(data.made) ?? order };
  return counted("squashed-commits", { marks, of: data.commits.length, word });
}

const shortOf = (subject: string) => subject.slice(subject.lastIndexOf("~") + 1).slice(0, 12);
