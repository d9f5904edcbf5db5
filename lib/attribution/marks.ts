import type { AiAssistance } from "#db/values.ts";
import { saidByLines } from "./footers.ts";
import { joined, quoted, type Said } from "./mark.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { type CommitPerson, toolOf } from "./people.ts";
import { saidByTrailer } from "./trailer-marks.ts";
import { trailersIn } from "./trailers.ts";

/**
 * What a commit says of the AI that helped to write it: its trailers, its footers and its author. A commit without a
 * mark says nothing, since marks are turned off and stripped: that is unknown, never none.
 */

export interface Commit {
  message: string;
  author?: CommitPerson | null | undefined;
  /** Whoever applied it, which says nothing of who wrote it: an agent commits and rebases what people wrote. */
  committer?: CommitPerson | null | undefined;
}

export interface Mark extends Said {
  channel: "commit-trailer" | "commit-author";
}

/** What several commits come to. */
export interface Attribution {
  aiAssistance: AiAssistance;
  aiTool: string | null;
  aiModel: string | null;
  /** Of the strongest mark; null where nothing is said. */
  channel: Mark["channel"] | null;
  said: string | null;
  /** Commits that bear a mark, those that deny it, of all that were looked at. */
  commits: { ai: number; none: number; of: number };
}

/** No message bears a mark without one of these. */
const worth =
  /-by\b|-with\b|(?:ed|en|de|lt)[ -](?:automatically )?(?:by|with|via|using|in|through)\b|session|thread-id|checkpoint|agent-logs|replit|devin|\bai\b|\bllms?\b|gen-?ai|language model|disclos|\[[x✓✔]\]/i;

/** What a commit says, from all its places; null where it says nothing. */
export function markOf({ message, author }: Commit): Mark | null {
  const places: Mark[] = [];
  const tool = author == null ? null : toolOf(author);
  if (author != null && tool?.tool)
    places.push({
      // Aider signs with the name of the person at the keyboard: nobody acted alone.
      assistance: tool.tool.assists ? "assisted" : "agent",
      tool: tool.tool.tool,
      model: tool.model,
      channel: "commit-author",
      said: quoted(
        `Author: ${author.name ?? author.username ?? ""}${author.email ? ` <${author.email}>` : ""}`,
      ),
    });
  for (const said of saidByMessage(message)) places.push({ ...said, channel: "commit-trailer" });
  return joined(places);
}

/** Everything that a message says of AI. */
function saidByMessage(message: string): Said[] {
  if (!worth.test(message)) return [];
  const paragraphs = paragraphsOf(message);
  const trailers = trailersIn(paragraphs).map(saidByTrailer);
  return [...trailers.filter((said) => said !== null), ...saidByLines(paragraphs)];
}

/** One mark is enough for the whole: which lines came from whom, no trailer tells. */
export function attributionOf(all: readonly Commit[]): Attribution {
  const marks = all.map(markOf).filter((mark) => mark !== null);
  const none = marks.filter(({ assistance }) => assistance === "none").length;
  const ai = marks.length - none;
  const commits = { ai, none, of: all.length };
  const mark = joined(marks);
  // Where some deny it and others say nothing, nothing is known of the whole.
  if (mark === null || (ai === 0 && none < all.length))
    return { aiAssistance: "unknown", aiTool: null, aiModel: null, channel: null, said: null, commits };
  const { assistance, tool, model, channel, said } = mark;
  return { aiAssistance: assistance, aiTool: tool, aiModel: model, channel, said, commits };
}
