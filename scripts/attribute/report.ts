import type { GitChange } from "#lib/attribution/git/changes.ts";
import type { History } from "#lib/attribution/git/history.ts";
import { countedCommits, isAi, type LineSource, toolOf } from "#lib/attribution/git/pieces.ts";
import { formatCount, formatPlural } from "#lib/format.ts";

/** What a repository says of AI, in sentences. */

export interface Read {
  repository: string;
  history: History;
  changes: readonly GitChange[];
  /** How its commits were put together: `by tags`. */
  grouping: string;
  sources: readonly LineSource[];
}

export function reportOf(read: Read): string[] {
  const { repository, history, changes, grouping, sources } = read;
  const out = [...new Set(changes.flatMap(({ commits }) => commits))];
  if (out.length === 0) return [`${repository}: no commit went out ${grouping}.`];
  const size = `${formatPlural(out.length, "commit")}, ${formatPlural(changes.length, "change")} ${grouping}`;
  return [
    `${repository}: ${size}${spanOf(changes)}.`,
    ...markWords(read, out),
    ...denialsOf(history, out),
    ...sources.flatMap((source) => lineWords(history, source, out)),
  ];
}

function markWords(read: Read, out: readonly number[]): string[] {
  const { history, changes, sources } = read;
  const marked = out.filter((place) => isMarked(history, place));
  const isAiOf = (place: number) =>
    isMarked(history, place) || sources.some(({ records }) => hasAi(records, history, place));
  const speaking = out.filter(isAiOf);
  if (speaking.length === 0)
    return [
      "No commit bears a mark of AI. That does not say that none was used: marks are turned off, lost in squashes, and forbidden.",
    ];
  const isAiIn = ({ commits }: GitChange) => commits.some(isAiOf);
  const withMark = changes.filter(isAiIn).length;
  const tools = toolsOf(history, sources, out);
  const begin = least(speaking.map((place) => history.commits[place]!.at.getTime()));
  const since = changes.filter(({ deployedAt }) => deployedAt.getTime() >= begin);
  return [
    `${shareOf(marked.length, out.length)} of commits (${formatCount(marked.length)}) and ${shareOf(withMark, changes.length)} of changes (${formatCount(withMark)}) marked, ${formatPlural(tools.length, "tool")}${tools.length === 0 ? "" : `: ${toolWords(tools)}`}.`,
    `This repository's marks begin in ${monthWords.format(begin)}: what went out before says nothing of AI. Since then ${shareOf(since.filter(isAiIn).length, since.length)} of changes are marked, and ${shareOf(meanShare(history, since), 1)} of a change's commits on average.`,
  ];
}

function meanShare(history: History, changes: readonly GitChange[]): number {
  const shares = changes.map(({ commits }) => {
    const counted = countedCommits(history, commits);
    return counted.filter((place) => isMarked(history, place)).length / counted.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

const isMarked = ({ commits }: History, place: number) => {
  const { mark } = commits[place]!;
  return mark !== null && isAi(mark);
};
const hasAi = (records: LineSource["records"], { commits }: History, place: number) =>
  (records.get(commits[place]!.sha)?.ai ?? 0) > 0;

function shareOf(part: number, of: number): string {
  if (of === 0) return "none";
  const percent = (100 * part) / of;
  return `${percent > 0 && percent < 1 ? percent.toFixed(1) : Math.round(percent)}%`;
}

function spanOf(changes: readonly GitChange[]): string {
  const times = changes.map(({ deployedAt }) => deployedAt.getTime());
  const [first, last] = [dayOf(least(times)), dayOf(-least(times.map((time) => -time)))];
  return first === last ? `, ${first}` : `, ${first} to ${last}`;
}

const least = (values: readonly number[]) =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Tools by the commits that name them, in marks or in records of lines. */
function toolsOf({ commits }: History, sources: readonly LineSource[], out: readonly number[]) {
  const counts = new Map<string, number>();
  for (const place of out) {
    const { mark, sha } = commits[place]!;
    const names = [
      ...(mark === null || !isAi(mark) ? [] : (mark.tool?.split(", ") ?? [])),
      ...sources.flatMap(({ records }) =>
        (records.get(sha)?.makers ?? []).flatMap((maker) => toolOf(maker) ?? []),
      ),
    ];
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function toolWords(tools: readonly [string, number][]): string {
  const words = tools.slice(0, 8).map(([tool, commits]) => `${tool} ${formatCount(commits)}`);
  return [...words, ...(tools.length > 8 ? [`${tools.length - 8} others`] : [])].join(", ");
}

const monthWords = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function denialsOf({ commits }: History, out: readonly number[]): string[] {
  const denials = out.filter((place) => commits[place]!.mark?.assistance === "none").length;
  if (denials === 0) return [];
  return [
    `${formatPlural(denials, "commit")} of them ${denials === 1 ? "says" : "say"} that no AI was used.`,
  ];
}

const sourceWords = { "line-notes": "Notes of git-ai", "agent-trace": "Records of Agent Trace" } as const;

function lineWords(history: History, { channel, records }: LineSource, out: readonly number[]): string[] {
  const spoken = out.flatMap((place) => records.get(history.commits[place]!.sha) ?? []);
  if (spoken.length === 0) return [];
  const lines = (of: "ai" | "human") => spoken.reduce((sum, record) => sum + record[of], 0);
  const ai = out.filter((place) => hasAi(records, history, place));
  const bare = ai.filter((place) => !isMarked(history, place)).length;
  return [
    `${sourceWords[channel]} speak of ${formatPlural(spoken.length, "commit")}: ${formatPlural(lines("ai"), "line")} by AI, ${formatCount(lines("human"))} by people. ${shareOf(bare, ai.length)} of the commits with lines by AI (${formatCount(bare)} of ${formatCount(ai.length)}) bear no mark.`,
  ];
}
