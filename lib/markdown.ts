import MarkdownIt, { type StateBlock, type Token } from "markdown-it";

/**
 * Markdown as HTML that nothing somebody wrote can get out of: raw HTML stays text, links lead only where links may,
 * and pictures are links, so that a reader's browser asks no other server by itself. Texts that nest deeper or have
 * more parts than a person would write are shown as they were written, so that none holds up whoever reads another.
 */

/** A quote is one level, a list two. */
const mostLevels = 16;
/** A paragraph is three tokens, an item of a list five, a cell of a table three. */
const mostTokens = 15_000;
/** Every level looks at every line that may still belong to it. */
const mostLines = 5000;

class TooMuch extends Error {}

const links = /^(?:https?|mailto|xmpp|ircs?):/i;
const named = /^[a-z][a-z0-9+.-]*:/i;
const outwards = [
  ["target", "_blank"],
  ["rel", "noreferrer noopener nofollow"],
] as const;

interface Place {
  lower: number;
  anchored?: boolean;
  mailed?: boolean;
}

/** `lower` is by how much headings stand below what they say: a page has its own above them. */
function reader({ lower, anchored = false, mailed = false }: Place) {
  const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: mostLevels });
  markdown.validateLink = (address) => links.test(address.trim()) || !named.test(address.trim());
  const { block, core, renderer } = markdown;

  // What lies below the deepest level would be left out without a word.
  const tokenize = block.tokenize.bind(block);
  block.tokenize = (state, start, end) => {
    if (state.level >= mostLevels) throw new TooMuch();
    tokenize(state, start, end);
  };
  block.State = class extends block.State {
    override push(...token: Parameters<StateBlock["push"]>) {
      if (this.tokens.length > mostTokens) throw new TooMuch();
      return super.push(...token);
    }
  };
  core.ruler.push("places", ({ tokens }) => {
    for (const [i, token] of tokens.entries()) {
      if (token.type.startsWith("heading_"))
        token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + lower)}`;
      if (anchored && token.type === "heading_open") token.attrSet("id", anchorOf(tokens[i + 1]!.content));
      if (token.type === "inline" && tokens[i - 2]?.type === "list_item_open") tick(token);
    }
  });

  renderer.rules.link_open = (tokens, i, options, _env, self) => {
    const leadsOut = !mailed && !String(tokens[i]!.attrGet("href")).startsWith("#");
    if (leadsOut) for (const [name, value] of outwards) tokens[i]!.attrSet(name, value);
    return self.renderToken(tokens, i, options);
  };
  renderer.rules.image = (tokens, i) => {
    const address = markdown.utils.escapeHtml(String(tokens[i]!.attrGet("src") ?? ""));
    const more = outwards.map(([name, value]) => ` ${name}="${value}"`).join("");
    return `<a href="${address}"${more}>${markdown.utils.escapeHtml(tokens[i]!.content || "Picture")}</a>`;
  };
  // Regions that scroll must be reachable by keyboard.
  renderer.rules.table_open = () => '<section tabindex="0" aria-label="Table"><table>\n';
  renderer.rules.table_close = () => "</table></section>\n";
  const code = (tokens: Token[], i: number) =>
    `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[i]!.content)}</code></pre>\n`;
  renderer.rules.fence = code;
  renderer.rules.code_block = code;
  return markdown;
}

/** "[ ] to do" and "[x] done" at the beginning of an item. */
function tick({ children }: Token): void {
  const first = children?.[0];
  const mark = first?.type === "text" ? /^\[([ xX])\](?= )/.exec(first.content) : null;
  if (mark !== null) first!.content = `${mark[1] === " " ? "☐" : "☑"}${first!.content.slice(3)}`;
}

/** The anchor that links within a text lead to, as Markdown is read elsewhere. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .replace(/\s/g, "-");
}

const readers = {
  section: reader({ lower: 2 }),
  mail: reader({ lower: 0, mailed: true }),
  document: reader({ lower: 0, anchored: true }),
};

export function markdownAsHtml(text: string, as: keyof typeof readers): string {
  const markdown = readers[as];
  try {
    if (text.split("\n", mostLines + 1).length > mostLines) throw new TooMuch();
    return markdown.render(text);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    const written = markdown.utils.escapeHtml(text);
    return `<p>This text nests too deep, or has too many parts, to be laid out. It is shown as it was written.</p>\n<pre tabindex="0">${written}</pre>\n`;
  }
}
