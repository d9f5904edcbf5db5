import type { Line, Paragraph } from "./paragraphs.ts";

export interface Trailer {
  key: string;
  value: string;
  /**
   * Where it stands: in the block that git reads; in a paragraph of trailers alone, as squashed messages have them; at
   * the end of a paragraph of other lines, where only what is certain by itself counts.
   */
  stands: "block" | "inner" | "loose";
}

/** What git takes for a trailer: a key of letters, digits and dashes, white space perhaps, a colon. */
const form = /^([A-Za-z0-9-]+)[ \t]*:\s*(.*)$/;
/** “Co-authored by:” is none to git, yet means the same. */
const looseForm =
  /^([A-Za-z][A-Za-z0-9-]*(?: (?:by|with|authored|authored by|tools?|assisted|generated))?)[ \t]*:\s*(.*)$/i;
const byGit = /^(?:Signed-off-by: |\(cherry picked from commit )/;

const longestValue = 1000;

type Kind = "trailer" | "git" | "folded" | "other";

function kindOf({ text, hidden }: Line): Kind {
  if (hidden) return "other";
  if (byGit.test(text)) return "git";
  if (/^\s/.test(text)) return "folded";
  return form.test(text.slice(0, longestValue)) ? "trailer" : "other";
}

/**
 * The trailers of a message, as `git interpret-trailers --parse --no-divider` finds them in its last paragraph, and
 * those that stand further up. The first paragraph is the title and has none, but for lines below the title itself.
 */
export function trailersIn(paragraphs: readonly Paragraph[]): Trailer[] {
  return paragraphs.flatMap((lines, i): Trailer[] => {
    const last = i === paragraphs.length - 1;
    if (i === 0) return lines.length === 1 ? [] : looseIn(lines.slice(1));
    if (last && isBlock(lines)) return read(lines, "block");
    // Such a paragraph may be shown rather than said: “each commit should end with:”.
    const shown = !last && (paragraphs[i - 1]!.at(-1)?.text.endsWith(":") ?? false);
    const dedented = lines.map((line) => ({ ...line, text: line.text.replace(/^ {1,3}(?=\S)/, "") }));
    if (isAlone(dedented)) return shown ? [] : read(dedented, "inner");
    return looseIn(lines);
  });
}

/**
 * Git's rule for the last paragraph: trailers alone, or one that git itself writes and at least a quarter of trailers.
 * Continuation lines belong to what they follow.
 */
function isBlock(lines: Paragraph): boolean {
  let [trailers, others, folded, git] = [0, 0, 0, false];
  for (const line of lines.toReversed()) {
    const kind = kindOf(line);
    if (kind === "folded") folded++;
    else if (kind === "other") {
      others += 1 + folded;
      folded = 0;
    } else {
      trailers++;
      folded = 0;
      git ||= kind === "git";
    }
  }
  others += folded;
  return (git && trailers * 3 >= others) || (trailers > 0 && others === 0);
}

function isAlone(lines: Paragraph): boolean {
  const kinds = lines.map(kindOf);
  return kinds.some((kind) => kind === "trailer") && kinds[0] !== "folded" && !kinds.includes("other");
}

function read(lines: Paragraph, stands: Trailer["stands"]): Trailer[] {
  const trailers: Trailer[] = [];
  let open: Trailer | null = null;
  for (const { text, hidden } of lines) {
    if (!hidden && /^\s/.test(text) && open !== null) {
      if (open.value.length < longestValue) open.value = `${open.value} ${text.trim()}`;
      continue;
    }
    const match = hidden ? null : form.exec(text.slice(0, longestValue));
    open = match === null ? null : { key: match[1]!, value: match[2]!.trim(), stands };
    if (open !== null) trailers.push(open);
  }
  return trailers;
}

/** What stands below trailers: the issue that is closed, a link, what a shell left over. */
const reference =
  /^\s*(?:(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?|refs?|see|relate[sd]|part of|address(?:es)?|bug|issue|cc)\b.{0,120}|https?:\/\/\S+|<?#\d+>?|EOF|[\p{P}\p{S}]{1,12})$/iu;

/** The run of trailers that a paragraph of other lines ends with. */
function looseIn(lines: Paragraph): Trailer[] {
  const found: Trailer[] = [];
  for (let i = lines.length - 1; i >= 0; i--) {
    const { text, hidden } = lines[i]!;
    const match = hidden ? null : looseForm.exec(text.slice(0, longestValue).trim());
    if (match === null) {
      if (hidden ? found.length === 0 : text.length < 200 && reference.test(text)) continue;
      if (!hidden && /:\s*$/.test(text)) return [];
      break;
    }
    found.push({ key: match[1]!.replaceAll(" ", "-"), value: match[2]!.trim(), stands: "loose" });
  }
  return found.reverse();
}
