import { hash } from "node:crypto";
import {
  type AiAssistance,
  type AiEvidence,
  type AiStrength,
  aiStrengths,
  type decisions,
} from "#db/values.ts";
import { canonical } from "#lib/canonical.ts";
import { doseOf } from "./dose/rules.ts";
import type { Evidence, EvidenceBody } from "./schema.ts";

/**
 * What the evidence of a change comes to: a pure function of the ledger, in whatever order it came in.
 *
 * A person's decision stands above all. Else the strongest kind of evidence that says anything decides whether AI had
 * a hand; where it speaks with two tongues, one mark is enough. How far AI went, and with what, is the most that
 * evidence of that kind says, or the next that says it. Activity of people is told, and decides nothing: who used a
 * tool that day need not have used it for this.
 */

const strengths: Readonly<Record<AiEvidence, AiStrength>> = {
  "line-notes": "lines",
  "agent-trace": "lines",
  "commit-trailer": "commits",
  "commit-author": "commits",
  "squashed-commits": "commits",
  "pull-request-label": "pull-request",
  "pull-request-disclosure": "pull-request",
  "pull-request-branch": "pull-request",
  "pull-request-author": "account",
  "tool-report": "account",
  "change-record": "statement",
  "engineer-statement": "statement",
  postmortem: "statement",
  activity: "activity",
  none: "statement",
};

export function strengthOf(channel: AiEvidence): AiStrength {
  return strengths[channel];
}

type Decision = (typeof decisions)[number];

/** A piece before it stands in a ledger. */
export interface Piece extends Omit<EvidenceBody, "channel" | "source"> {
  channel: AiEvidence;
  /** Somebody's own decision, made or taken back; null for evidence. */
  decision: Decision | null;
  source: string;
}

/** The fields of a change that follow from its evidence. */
export interface Concluded {
  aiAssistance: AiAssistance;
  aiTool: string | null;
  aiModel: string | null;
  aiEvidence: AiEvidence;
  aiStrength: AiStrength | null;
  aiConflict: boolean | null;
  commits: number | null;
  aiCommits: number | null;
  noAiCommits: number | null;
  lines: number | null;
  aiLines: number | null;
  humanLines: number | null;
}

/** The id of a piece: the same said twice of a change is one piece. */
export function evidenceId(change: string, { decision, source, ...said }: Piece): string {
  return `ev_${hash("sha256", canonical([change, source, decision, said]), "hex").slice(0, 32)}`;
}

/** What a change says in fields of its own is one thing, whoever writes it and on whatever evidence. */
const itself = "its record";

function aboutOne({ channel, source, about, decision }: Piece): string {
  if (decision !== null) return "decision";
  return about === itself ? itself : JSON.stringify([channel, source, about]);
}

/** Of each kind, source and thing the latest word; of two at the same time the one that looked at more, or says more. */
export function standing<P extends Piece>(pieces: readonly P[]): P[] {
  return [...Map.groupBy(pieces, aboutOne).values()].map((same) =>
    same.reduce((a, b) => (later(b, a) ? b : a)),
  );
}

function later(a: Piece, b: Piece): boolean {
  const apart = a.at.getTime() - b.at.getTime();
  if (apart !== 0) return apart > 0;
  const more = looked(a) - looked(b);
  if (more !== 0) return more > 0;
  if (degree(a.assistance) !== degree(b.assistance)) return degree(a.assistance) > degree(b.assistance);
  return wordOf(a) > wordOf(b);
}

/** What a piece says, without what its ledger adds to it: when it was heard must decide nothing. */
function wordOf(piece: Piece): string {
  const { channel, decision, source, about, assistance, tool, model, said, by, at, commits, lines } = piece;
  return canonical([channel, decision, source, about, assistance, tool, model, said, by, at, commits, lines]);
}

const looked = ({ commits, lines }: Piece) => (commits?.of ?? 0) + (lines?.of ?? 0);
const degrees: readonly AiAssistance[] = ["unknown", "none", "assisted", "generated", "agent"];
const degree = (assistance: AiAssistance) => degrees.indexOf(assistance);
const isAi = ({ assistance }: Piece) => degree(assistance) > degree("none");
const isKnown = ({ assistance }: Piece) => assistance !== "unknown";

export function decisionAmong<P extends Piece>(pieces: readonly P[]): P | null {
  const [last] = standing(pieces.filter((piece) => piece.decision !== null));
  return last?.decision === "made" ? last : null;
}

export function concluded(pieces: readonly Piece[]): Concluded {
  const decision = decisionAmong(pieces);
  const told = standing(pieces).filter((piece) => piece.decision === null && piece.channel !== "activity");
  const known = told.filter(isKnown);
  const says = decision === null ? known : isKnown(decision) ? [decision, ...known] : [];
  const conflict = says.length === 0 ? null : says.some(isAi) && says.some((piece) => !isAi(piece));
  return { ...verdictOf(told, decision), aiConflict: conflict, ...doseOf(told) };
}

type Verdict = Pick<Concluded, "aiAssistance" | "aiTool" | "aiModel" | "aiEvidence" | "aiStrength">;

function verdictOf(told: readonly Piece[], decision: Piece | null): Verdict {
  if (decision !== null) {
    const { assistance, tool, model, channel } = decision;
    const aiStrength = isKnown(decision) ? strengthOf(channel) : null;
    return { aiAssistance: assistance, aiTool: tool, aiModel: model, aiEvidence: channel, aiStrength };
  }
  const ranked = aiStrengths
    .map((strength) => told.filter((piece) => strengthOf(piece.channel) === strength))
    .filter((pieces) => pieces.some(isKnown));
  const [strongest] = ranked;
  if (strongest === undefined) return unknownOf(told);
  const ai = strongest.filter(isAi);
  if (ai.length === 0) {
    const [denial] = strongest.filter(isKnown).sort(byChannel);
    const aiStrength = strengthOf(denial!.channel);
    return { ...nothing, aiAssistance: "none", aiEvidence: denial!.channel, aiStrength };
  }
  // Lines tell how much, and not how: who worked on its own stands in the next kind of evidence.
  const telling = ranked.find((pieces) => strengthOf(pieces[0]!.channel) !== "lines" && pieces.some(isAi));
  const leader = ai.toSorted((a, b) => degree(b.assistance) - degree(a.assistance) || byChannel(a, b))[0]!;
  const most = Math.max(...[...ai, ...(telling ?? []).filter(isAi)].map((one) => degree(one.assistance)));
  const named = (of: "tool" | "model") =>
    ranked.map((pieces) => namesIn(pieces.filter(isAi), of)).find((names) => names !== null) ?? null;
  return {
    aiAssistance: degrees[most]!,
    aiTool: named("tool"),
    aiModel: named("model"),
    aiEvidence: leader.channel,
    aiStrength: strengthOf(leader.channel),
  };
}

const nothing: Verdict = {
  aiAssistance: "unknown",
  aiTool: null,
  aiModel: null,
  aiEvidence: "none",
  aiStrength: null,
};

/** A tool may be named where nobody says whether it was used here. */
function unknownOf(told: readonly Piece[]): Verdict {
  return { ...nothing, aiTool: namesIn(told, "tool"), aiModel: namesIn(told, "model") };
}

function namesIn(pieces: readonly Piece[], of: "tool" | "model"): string | null {
  const names = new Set(pieces.flatMap((piece) => piece[of]?.split(", ") ?? []));
  return names.size === 0 ? null : [...names].sort().join(", ");
}

const order = Object.keys(strengths);
const byChannel = (a: Piece, b: Piece) => order.indexOf(a.channel) - order.indexOf(b.channel);

/** What a change says in its own fields. */
export type Stated = Omit<Concluded, "aiStrength" | "aiConflict">;

export const silent: Stated = {
  aiAssistance: "unknown",
  aiTool: null,
  aiModel: null,
  aiEvidence: "none",
  commits: null,
  aiCommits: null,
  noAiCommits: null,
  lines: null,
  aiLines: null,
  humanLines: null,
};

/** What is said in those fields, as a piece. */
export function pieceOf(stated: Stated, word: Pick<Piece, "source" | "by" | "at">): Piece {
  const { aiAssistance, aiTool, aiModel, aiEvidence } = stated;
  const { commits, aiCommits, noAiCommits, lines, aiLines, humanLines } = stated;
  return {
    channel: aiEvidence,
    decision: null,
    about: itself,
    assistance: aiAssistance,
    tool: aiTool,
    model: aiModel,
    said: null,
    commits: unlessBlank({ ai: aiCommits, none: noAiCommits, of: commits }),
    lines: unlessBlank({ ai: aiLines, human: humanLines, of: lines }),
    ...word,
  };
}

function unlessBlank<T extends object>(counts: T): T | null {
  return Object.values(counts).every((one) => one === null) ? null : counts;
}

/** What a change says in its own fields, by its ledger. */
export function statedIn(pieces: readonly Piece[]): Stated {
  const piece = standing(pieces).find((one) => one.about === itself && one.decision === null);
  if (piece === undefined) return silent;
  return {
    aiAssistance: piece.assistance,
    aiTool: piece.tool,
    aiModel: piece.model,
    aiEvidence: piece.channel,
    commits: piece.commits?.of ?? null,
    aiCommits: piece.commits?.ai ?? null,
    noAiCommits: piece.commits?.none ?? null,
    lines: piece.lines?.of ?? null,
    aiLines: piece.lines?.ai ?? null,
    humanLines: piece.lines?.human ?? null,
  };
}

/** What a change comes to of which nothing is known but what it says itself. */
export function plainly(stated: Stated): Concluded {
  const isKnown = stated.aiAssistance !== "unknown";
  return {
    ...stated,
    aiStrength: isKnown ? strengthOf(stated.aiEvidence) : null,
    aiConflict: isKnown ? false : null,
  };
}

interface Row extends Stated {
  source: string | null;
  createdBy: string | null;
  createdAt: Date;
}

/** The ledger of a change that has said all in its own fields. */
export function ownLedger(row: Row): Evidence[] {
  const { source, createdBy, createdAt } = row;
  const stated = Object.fromEntries(
    Object.keys(silent).map((name) => [name, row[name as keyof Stated]]),
  ) as unknown as Stated;
  if (canonical(stated) === canonical({ ...silent, aiEvidence: stated.aiEvidence })) return [];
  const word = { source: source ?? createdBy ?? "", by: createdBy, at: createdAt };
  return ledgerOf([{ ...pieceOf(stated, word), heardAt: null }]);
}

/** The ledger as its readers see it, the oldest first. */
export function ledgerOf(pieces: readonly (Piece & { heardAt: Date | null })[]): Evidence[] {
  const stand = new Set(standing(pieces));
  return pieces
    .map((piece) => ({ ...piece, strength: strengthOf(piece.channel), counts: stand.has(piece) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || byChannel(a, b) || (wordOf(a) < wordOf(b) ? -1 : 1));
}

export function bare({ strength: _, heardAt: __, counts: ___, ...piece }: Evidence): Piece {
  return piece;
}
