import { list, quoted, type Said } from "./mark.ts";
import { modelIn } from "./models.ts";
import { namesIn } from "./names.ts";
import type { Paragraph } from "./paragraphs.ts";
import { answerOf, boxOf, type Claim, disclosureOf, mentionsIn, sentenceOf } from "./sentences.ts";
import { ownLines } from "./tools/all.ts";
import { aiThing, made, pattern } from "./words.ts";

/** What lines say that are no trailers: footers of tools, ticked boxes, answers to “AI disclosure:”, whole sentences. */

const topic =
  "(?:ai|llm|gen(?:erative)? ?ai)(?:/(?:ai|llm))?(?:[ -](?:disclosures?|disclaimer|notes?|statement|usage|use|used|assist(?:ance|ed|ant)|tools?(?: used)?|generated|written|authored|involvement|contribution|attribution|declaration))*";
const disclosure = pattern(`^[\\s*_#~(-]*${topic}(?: \\([^()]{0,60}\\))?\\s*[*_]*\\s*:\\s*[*_]*\\s*(.*)$`);
const disclaimer = /^[\s*_#~(-]*(?:disclosure|disclaimer)[*_]*\s*:\s*(.*)$/i;
const heading = pattern(`^(?:#{1,6}\\s*|\\*\\*)(?:\\d+[.)] )?${topic}\\s*\\??\\s*(?:\\*\\*)?\\s*#*$`);
const anyHeading = /^(?:#{1,6}\s|\*\*[^*]{1,80}\*\*:?\s*$)/;
const question = pattern(
  `^[\\s*_#~>-]*(?:was|were|did|do|does|have|has|is|are|any|which|what)\\b.{0,60}\\b${aiThing}\\b.{0,80}\\?[\\s*_]*(.*)$`,
);
const box = /^\s*(?:[-*+]|\d+[.)])?\s*\[([ xX✓✔])\]\s+(.+)$/;

const tag = "(?:</?(?:em|sub|sup|i|b|small|samp|p)>[^\\p{L}\\p{N}[]*)";
const footer = pattern(
  `^[^\\p{L}\\p{N}[<]*${tag}*(?:(?:pr|pull request|commit|change|code|patch|message)s? )?((?:ai[- ]|auto-?)?${made})(?: automatically)?[ -](?:with|by|using|via|through|in)(?: the)?(?: (?:help|assistance|aid|support))?(?: (?:of|from|by))? +(.{1,200})$`,
);
const plainAi = pattern(`^(?:an? )?${aiThing}(?:\\s*\\([^()]{0,60}\\))?\\s*(?:$|[.;,!*_<])`);
const aiMade = pattern(
  "^[^\\p{L}\\p{N}[<]*ai[- ](assisted|generated|written|authored|co-?authored)(?: (?:contribution|commit|change|patch|code|pr))?(?: (?:by|with|using|via) (.{1,200})|[.!\\s*_]*)$",
);
const emoji = /^[\s*_~]*(?:<\/?\w{1,5}>)*\s*\p{Extended_Pictographic}/u;
const link = /^\[[^\]]{1,80}\]\(https?:/;

/** What a line must hold to be looked at. */
const worth =
  /\[[xX✓✔]\]|\b(?:ai|llms?|genai|disclosure|disclaimer)\b|\?|[a-z][ -](?:with|by|using|via|through|in)\b|session|\bdevin\b|\bjules\b/iu;

/** `titled`: the first line is a title, which is about the change and signs nothing. */
export function saidByLines(paragraphs: readonly Paragraph[], titled = true): Said[] {
  return paragraphs.flatMap((paragraph, p) =>
    paragraph.flatMap((line, i) => {
      if (line.hidden || (titled && p === 0 && i === 0)) return [];
      if (line.text.length > 600 || !worth.test(line.text)) return [];
      const claim = heading.test(line.text)
        ? answerOf(sectionBehind(paragraphs, p, i))
        : (answered(paragraphs, p, i) ?? claimOf(paragraph, i));
      return claim === null ? [] : [{ ...claim, said: quoted(line.text) }];
    }),
  );
}

/** Questions and their answers: behind the question mark, in the next lines, or by the box that is ticked below. */
function answered(paragraphs: readonly Paragraph[], p: number, i: number): Claim | null {
  const { text } = paragraphs[p]![i]!;
  const asked = question.exec(text);
  if (asked !== null) {
    const answer = asked[1]! || sectionBehind(paragraphs, p, i);
    return answer === "" ? null : answerOf(answer);
  }
  const ticked = box.exec(text);
  const word = /^(?:yes|no)\b/i.exec(ticked?.[2] ?? "")?.[0];
  if (ticked === null || ticked[1] === " " || word === undefined) return null;
  const before = paragraphs[p]!.slice(Math.max(0, i - 8), i).findLast((line) => !box.test(line.text));
  const asks = before ?? paragraphs[p - 1]?.at(-1);
  if (asks === undefined || !(question.test(asks.text) || heading.test(asks.text))) return null;
  return /^no/i.test(word)
    ? answerOf(ticked[2]!)
    : (answerOf(ticked[2]!.slice(word.length)) ?? answerOf(word));
}

function claimOf(paragraph: Paragraph, i: number): Claim | null {
  const { text } = paragraph[i]!;
  const ticked = box.exec(text);
  if (ticked !== null) return ticked[1] === " " ? null : boxOf(ticked[2]!);
  const answered = disclosure.exec(text);
  if (answered !== null) return answerOf(onward(paragraph, i, answered[1]!));
  const disclosed = disclaimer.exec(text);
  if (disclosed !== null) return disclosureOf(onward(paragraph, i, disclosed[1]!));
  const own = ownLines.find(({ line }) => line.test(text.replace(/^[\s*_]+/, "")));
  if (own !== undefined) return { assistance: "assisted", tool: own.tool.tool, model: null };
  // A line that begins in lower case goes on from the one before.
  if (i > 0 && /^\s*\p{Ll}/u.test(text)) return null;
  return footerOf(text) ?? (begins.test(text) ? sentenceOf(onward(paragraph, i, text)) : null);
}

/** How a sentence begins that speaks of the change, or denies. */
const begins = /^[\s*_~>(-]*(?:note[*_]*: *)?(?:this|these|all|the|no|i)[*_]* /i;

/** A sentence may go on over the lines of its paragraph. */
function onward(paragraph: Paragraph, i: number, first: string): string {
  const more = paragraph.slice(i + 1, i + 7).filter(({ hidden }) => !hidden);
  return [first, ...more.map(({ text }) => text.trim().slice(0, 300))].join(" ").trim();
}

/** What stands under a heading, to the next one. */
function sectionBehind(paragraphs: readonly Paragraph[], p: number, i: number): string {
  const lines = [
    paragraphs[p]!.slice(i + 1, i + 13),
    ...paragraphs.slice(p + 1, p + 4).map((one) => one.slice(0, 12)),
  ]
    .flat()
    .slice(0, 12);
  const end = lines.findIndex(({ text }) => anyHeading.test(text) || box.test(text) || question.test(text));
  const section = end < 0 ? lines : lines.slice(0, end);
  return section.flatMap(({ text, hidden }) => (hidden ? [] : [text.trim().slice(0, 300)])).join(" ");
}

function footerOf(text: string): Claim | null {
  const plain = aiMade.exec(text);
  if (plain !== null) {
    const names = mentionsIn(plain[2] ?? "");
    const assistance = /assisted|co/i.test(plain[1]!) ? "assisted" : "generated";
    return { assistance, tool: toolsOf(names), model: modelIn(plain[2] ?? "") };
  }
  const match = footer.exec(text);
  if (match === null) return null;
  const whom = match[2]!.replace(/<\/?[a-z]{1,6}>/gi, "").trim();
  if (plainAi.test(whom)) {
    const assistance = /generated/i.test(match[1]!) ? "generated" : "assisted";
    return { assistance, tool: toolsOf(namesIn(/\(([^()]*)\)/.exec(whom)?.[1] ?? "")), model: modelIn(whom) };
  }
  const names = namesIn(whom.replace(/ (?:cloud )?(?:session|assistance|help)\b.*$/i, ""));
  const [first] = names;
  if (first === undefined) return null;
  // “Written by Claude” may be a person's work: a name of its own, a model, a robot or a link makes it certain.
  const madeWith = /made$/i.test(match[1]!) && / with /i.test(text);
  const certain =
    first.weight === "name" || (first.weight === "word" && (emoji.test(text) || link.test(whom) || madeWith));
  if (!certain) return null;
  const model = names.map((one) => one.model).find((one) => one !== null) ?? modelIn(whom);
  return { assistance: "assisted", tool: toolsOf(names), model };
}

const toolsOf = (names: ReturnType<typeof namesIn>) => list(names.map(({ tool }) => tool?.tool ?? null));
