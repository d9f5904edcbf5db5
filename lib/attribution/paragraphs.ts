/**
 * The text of a message by paragraphs, without what it only shows: code, quotations, comments of Markdown, and the
 * message that a revert quotes.
 */

export interface Line {
  text: string;
  /** Not the message's own words. It still takes its place in a paragraph. */
  hidden: boolean;
}

export type Paragraph = readonly Line[];

/** Regions of several lines: how each begins and ends. One that never ends is none. */
const regions: readonly { begins: RegExp; ends: (begun: RegExpExecArray) => RegExp; inside: boolean }[] = [
  { begins: /^\s{0,8}(?:[-*+]\s+)?(`{3,}|~{3,})/, ends: fence, inside: false },
  { begins: /<!--/, ends: () => /-->/, inside: true },
  { begins: /<blockquote\b/i, ends: () => /<\/blockquote>/i, inside: true },
  { begins: /<pre\b/i, ends: () => /<\/pre>/i, inside: true },
];

function fence(begun: RegExpExecArray): RegExp {
  return begun[1]!.startsWith("`") ? /^\s{0,8}`{3,}\s*$/ : /^\s{0,8}~{3,}\s*$/;
}

export function paragraphsOf(message: string): Paragraph[] {
  const lines = splitLines(message);
  const hidden = hiddenIn(lines);
  const squash = lines.findIndex((line) => line.startsWith("Squashed commit of the following:"));
  const pasted = /^ /.test(lines[0]!);
  const paragraphs: Line[][] = [];
  let current: Line[] = [];
  const end = () => {
    if (current.length > 0) paragraphs.push(current);
    current = [];
  };
  for (const [i, raw] of lines.entries()) {
    if (raw.startsWith("diff --git ") || /^# -+ >8 -+$/.test(raw)) break;
    // `git merge --squash` indents the messages that it lists, and whoever copies one from a terminal brings that along.
    const line = pasted || (squash >= 0 && i > squash) ? raw.replace(/^ {1,4}/, "") : raw;
    if (line.trim() === "" || /^-{3,}\s*$/.test(line)) end();
    else {
      const code = /^(?: {4}|\t)/.test(line) && (current.length === 0 || current.every((one) => one.hidden));
      current.push({ text: line.trimEnd(), hidden: hidden[i]! || code || /^\s{0,3}>/.test(line) });
    }
  }
  end();
  return withoutReverted(paragraphs);
}

function splitLines(message: string): string[] {
  const text = message.includes("\r") ? message.replace(/\r\n?/g, "\n") : message;
  const lines = text.split("\n");
  // Written with `-m "…\n\n…"` in a shell that leaves it as it is, but for what somebody quotes.
  if (!text.includes("\\n")) return lines;
  return lines.flatMap((line) => {
    const at = line.search(literal);
    const quoted = /^(?:[^"`]*["`][^"`]*["`])*[^"`]*["`][^"`]*$/.test(line.slice(0, Math.max(0, at)));
    return at < 0 || quoted ? [line] : line.replace(literals, "\n\n").split("\n");
  });
}

const literal = /(?:\\n)+(?=[a-z]+(?:-[a-z]+){0,3}-by: )/i;
const literals = new RegExp(literal, "gi");

function hiddenIn(lines: readonly string[]): boolean[] {
  const hidden = lines.map(() => false);
  const endless = new Set<unknown>();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (!line.includes("<") && !line.includes("```") && !line.includes("~~~")) continue;
    for (const region of regions) {
      const begun = region.begins.exec(line);
      if (begun === null) continue;
      const ends = region.ends(begun);
      if (endless.has(ends.source)) continue;
      let last = region.inside && ends.test(line.slice(begun.index)) ? i : i + 1;
      while (last > i && last < lines.length && !ends.test(lines[last]!)) last++;
      if (last >= lines.length) {
        endless.add(ends.source);
        continue;
      }
      // A comment that ends in its own line leaves the rest of the line to be read.
      if (last > i || line.trim().startsWith("<")) hidden.fill(true, i, last + 1);
      i = Math.max(i, last);
      break;
    }
  }
  return hidden;
}

const revert = /^(?:Revert(?:s|ed|ing)?\b|Back(?:ed)? ?out\b|Rollback\b|Roll(?:ed)? back\b)/i;
const reverts = /^(?:This reverts|Reverts) (?:commit|merge|changeset|[\w.-]+\/[\w.-]+#\d)/i;
const original =
  /^(?:>\s*)?(?:the )?(?:original|reverted|previous)(?: (?:commit|change|pull request|pr|patch))?(?:['’]s)? ?(?:message|description|summary|commit)?(?: (?:was|said|reads?|follows))?:?\s*$/i;

/**
 * A revert may give the message it takes back in full, either behind a line that announces it or before the line that
 * says what is reverted: its marks are those of the other commit.
 */
function withoutReverted(paragraphs: Line[][]): Paragraph[] {
  if (!revert.test(paragraphs[0]?.[0]?.text ?? "")) return paragraphs;
  const at = (wanted: RegExp) => paragraphs.findIndex((lines) => lines.some(({ text }) => wanted.test(text)));
  const said = at(reverts);
  const announced = at(original);
  return paragraphs.filter((_, i) => i === 0 || !((announced >= 0 && i >= announced) || i < said));
}
