import type { AiAssistance, AiEvidence } from "#db/values.ts";
import { type Tool, tools } from "./tools.ts";

/**
 * What a commit says of the AI that helped to write it: its trailers, its author and its committer. A commit without
 * a mark says nothing, since marks are turned off and stripped: that is unknown, never none.
 */

interface CommitPerson {
  name?: string | null | undefined;
  email?: string | null | undefined;
  /** The account, where the host of the repository names it. */
  username?: string | null | undefined;
}

export interface Commit {
  message: string;
  author?: CommitPerson | null | undefined;
  committer?: CommitPerson | null | undefined;
}

export interface Mark {
  assistance: "assisted" | "generated" | "agent";
  tool: string;
}

export interface Attribution {
  aiAssistance: AiAssistance;
  aiTool: string | null;
  aiEvidence: AiEvidence;
  /** Commits that bear a mark, of all that were looked at. */
  marked: number;
  of: number;
}

const byDegree: readonly Mark["assistance"][] = ["assisted", "generated", "agent"];

/** The strongest mark of a commit; null where it bears none. */
export function markOf({ message, author, committer }: Commit): Mark | null {
  for (const person of [author, committer]) {
    const tool = person == null ? null : toolOf(person);
    // Aider signs with the name of the person at the keyboard: nobody acted alone.
    if (tool !== null) return { assistance: tool.tool === "Aider" ? "assisted" : "agent", tool: tool.tool };
  }
  return strongest(trailersOf(message).map(markOfTrailer));
}

/** One mark is enough for the whole: which lines came from whom, no trailer tells. */
export function attributionOf(commits: readonly Commit[]): Attribution {
  const marks = commits.map(markOf);
  const mark = strongest(marks);
  const marked = marks.filter((one) => one !== null).length;
  if (mark === null)
    return { aiAssistance: "unknown", aiTool: null, aiEvidence: "none", marked, of: commits.length };
  const named = new Set(marks.flatMap((one) => one?.tool ?? []));
  return {
    aiAssistance: mark.assistance,
    aiTool: [...named].sort().join(", "),
    aiEvidence: "commit-trailer",
    marked,
    of: commits.length,
  };
}

function strongest(marks: readonly (Mark | null)[]): Mark | null {
  const found = marks.filter((mark) => mark !== null);
  return found.toSorted((a, b) => degree(b) - degree(a))[0] ?? null;
}

const degree = ({ assistance }: Mark) => byDegree.indexOf(assistance);

interface Trailer {
  key: string;
  value: string;
}

const trailerLine = /^([A-Za-z][A-Za-z0-9-]*): *(\S.*)$/;

/**
 * Trailers stand in a paragraph of their own. A squashed commit has several, so each paragraph counts that holds
 * nothing else; what a text quotes or mentions does not.
 */
export function trailersOf(message: string): Trailer[] {
  return message
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/)
    .slice(1)
    .flatMap((paragraph) => {
      const lines = paragraph.split("\n").filter((line) => line.trim() !== "");
      const read = lines.map((line) => trailerLine.exec(line.trimEnd()));
      // A folded line goes on where the one before it ended.
      if (lines.some((line, i) => read[i] === null && (i === 0 || !/^\s/.test(line)))) return [];
      return read.flatMap((match) => (match === null ? [] : [{ key: match[1]!, value: match[2]! }]));
    });
}

function markOfTrailer({ key, value }: Trailer): Mark | null {
  const word = key.toLowerCase();
  if (word === "co-authored-by") return markedBy(toolOf(personIn(value)), "assisted");
  if (word === "generated-by") return markedBy(toolIn(value), "generated");
  if (word !== "assisted-by") return null;
  const known = markedBy(toolIn(value), "assisted");
  if (known !== null) return known;
  // The form that the Linux kernel asks for, which names a tool by itself.
  const unknown = /^([\p{L}\p{N}][\p{L}\p{N} ._-]{0,60}):[^\s:@/]+( [^@<>]*)?$/u.exec(value)?.[1];
  return unknown === undefined ? null : { assistance: "assisted", tool: unknown };
}

function markedBy(tool: Tool | null, assistance: Mark["assistance"]): Mark | null {
  return tool === null ? null : { assistance, tool: tool.tool };
}

function toolIn(value: string): Tool | null {
  const named = toolOf(personIn(value));
  if (named !== null || value.includes("@")) return named;
  const prefix = /^([^:]+):\S/.exec(value)?.[1]?.trim().toLowerCase();
  return prefix === undefined ? null : (tools.find((tool) => tool.prefix.test(prefix)) ?? null);
}

function personIn(value: string): CommitPerson {
  const match = /^(.*?)\s*<([^<>]*)>\s*$/.exec(value);
  return match === null ? { name: value } : { name: match[1]!, email: match[2]! };
}

function toolOf({ name, email, username }: CommitPerson): Tool | null {
  const address = (email ?? "").trim().toLowerCase();
  const login = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(address)?.[1];
  const account = (username ?? "").trim().toLowerCase();
  const called = (name ?? "").trim().toLowerCase();
  return (
    tools.find(
      ({ emails, logins, names }) =>
        emails.includes(address) ||
        (login !== undefined && logins.includes(login)) ||
        logins.includes(account) ||
        names.test(called),
    ) ?? null
  );
}
