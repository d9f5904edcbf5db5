import type { EvidenceBody } from "#lib/evidence/schema.ts";
import { joined, list } from "../mark.ts";
import type { Mark } from "../marks.ts";
import { nameOf } from "../names.ts";
import type { History } from "./history.ts";
import type { LineRecord, Maker } from "./lines.ts";

/**
 * What a repository says of AI in a change. Each piece bears a moment of the repository, never of the clock, so that
 * the same history says the same twice.
 */

/** Who tells it. */
export const gitSource = "git";

/** What is known of lines, by commit. */
export interface LineSource {
  channel: "line-notes" | "agent-trace";
  records: ReadonlyMap<string, LineRecord>;
  /** When it was said of each, where that is known. */
  saidAt: ReadonlyMap<string, Date>;
}

export interface Known {
  history: History;
  sources: readonly LineSource[];
  /** Lines that commits added; absent where nobody counted them. */
  added: ReadonlyMap<string, number>;
}

export function piecesOf(known: Known, commits: readonly number[]): EvidenceBody[] {
  const lines = known.sources.map((source) => linePiece(known, source, commits));
  return [...lines.filter((piece) => piece !== null), ...commitPieces(known.history, commits)];
}

const blank = {
  source: gitSource,
  about: "commits",
  tool: null,
  model: null,
  said: null,
  by: null,
  commits: null,
  lines: null,
} as const;

/** Trailers and authors apart; each commit counts with the one that its mark stands in. */
function commitPieces(history: History, commits: readonly number[]): EvidenceBody[] {
  const counted = countedCommits(history, commits);
  const of = counted.length;
  const at = lastOf(history, commits);
  const marks = counted.flatMap((place) => history.commits[place]!.mark ?? []);
  if (marks.length === 0)
    return [
      { ...blank, channel: "commit-trailer", assistance: "unknown", at, commits: { ai: 0, none: 0, of } },
    ];
  return [...Map.groupBy(marks, ({ channel }) => channel)].map(([channel, its]) => {
    const mark = joined(its.filter(isAi));
    const ai = its.filter(isAi).length;
    const none = its.length - ai;
    return {
      ...blank,
      channel,
      // Where some deny it and others say nothing, nothing is known of the whole.
      assistance: mark?.assistance ?? (none === of ? "none" : "unknown"),
      tool: mark?.tool ?? null,
      model: mark?.model ?? null,
      said: (mark ?? its[0]!).said,
      at,
      commits: { ai, none, of },
    };
  });
}

export const isAi = ({ assistance }: Mark) => assistance !== "none";

/** A merge brings no work of its own: it counts where it bears a mark, or where there is nothing else. */
export function countedCommits({ commits: all }: History, commits: readonly number[]): readonly number[] {
  const counted = commits.filter((place) => all[place]!.parents.length < 2 || all[place]!.mark !== null);
  return counted.length === 0 ? commits : counted;
}

function lastOf({ commits: all }: History, commits: readonly number[]): Date {
  return new Date(commits.reduce((last, place) => Math.max(last, all[place]!.at.getTime()), 0));
}

/** The lines of all commits; those that no record speaks of were not followed. Null where there is no record. */
function linePiece(
  { history, added }: Known,
  { channel, records, saidAt }: LineSource,
  commits: readonly number[],
): EvidenceBody | null {
  const makers: Maker[] = [];
  const sum = { ai: 0, human: 0, of: 0 as number | null };
  let last = lastOf(history, commits).getTime();
  let spoken = 0;
  for (const place of commits) {
    const { sha, parents } = history.commits[place]!;
    const record = records.get(sha);
    const own = record === undefined ? 0 : record.ai + record.human;
    const all = added.get(sha) ?? (parents.length > 1 ? own : null);
    sum.of = sum.of === null || all === null ? null : sum.of + Math.max(all, own);
    if (record === undefined) continue;
    spoken += 1;
    sum.ai += record.ai;
    sum.human += record.human;
    makers.push(...record.makers);
    last = Math.max(last, saidAt.get(sha)?.getTime() ?? 0);
  }
  if (spoken === 0) return null;
  const named = sum.ai === 0 ? [] : makers;
  return {
    ...blank,
    channel,
    assistance: assistanceOf(sum),
    tool: list(named.map(toolOf)),
    model: list(named.map(({ model }) => model)),
    said: `${spoken} of ${commits.length} commits with a record`,
    at: new Date(last),
    lines: sum,
  };
}

/** By its proper name, where it has one. */
export function toolOf({ tool }: Maker): string | null {
  return tool === null ? null : (nameOf(tool)?.tool?.tool ?? tool);
}

/** All lines by AI: generated. All by people: none. What is between says that it helped, or leaves it open. */
function assistanceOf({ ai, human, of }: { ai: number; human: number; of: number | null }) {
  if (ai > 0) return ai === of ? "generated" : "assisted";
  return human > 0 && human === of ? "none" : "unknown";
}
