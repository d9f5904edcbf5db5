import { modelAtStart, modelIn, wholeModel, withoutVendor } from "./models.ts";
import { byName, longestName, type Weight } from "./tools/all.ts";
import type { Tool } from "./tools/tool.ts";

/** What a name says: “Claude Code (Opus 4.8)”, “GPT-5.5 via Crush”, “Codex CLI Agent”, “Claude Opus 5”. */
export interface Named {
  /** Null where only a model is named: many tools work with it. */
  tool: Tool | null;
  model: string | null;
  weight: Weight;
}

const longest = 200;

/** Everything that a value names, if it begins with a name; a list has several. */
export function namesIn(text: string): Named[] {
  const said = bare(text.slice(0, longest));
  const whole = nameOf(said);
  if (whole !== null) return [whole];
  const parts = said.split(/\s*(?:[,;+&]|\s\/\s|\.\s|\band\b)\s*/);
  const found = parts.slice(0, 6).map((part) => nameOf(part));
  return found[0] == null ? [] : found.filter((one) => one !== null);
}

/** What a name says if it says nothing beside. */
export function nameOf(text: string): Named | null {
  const said = bare(text.slice(0, longest));
  const through = /^(\S.{0,80}?) (via|through|in|inside|using|with) (\S.{1,60})$/i.exec(said);
  if (through !== null) {
    const [first, second] = [simple(through[1]!), simple(through[3]!)];
    // “Opus 4.8 via Crush”, “Pi using GPT-5.6”: one names the tool, the other the model.
    if (first !== null && second !== null) {
      const [tool, other] = /^(?:using|with)$/i.test(through[2]!) ? [first, second] : [second, first];
      const model = other.model ?? tool.model;
      if (tool.tool !== null || other.tool !== null)
        return { tool: tool.tool ?? other.tool, model, weight: "name" };
    }
  }
  return simple(said);
}

function simple(said: string): Named | null {
  const start = toolAtStart(said);
  if (start === null) {
    const model = wholeModel(said);
    return model === null ? null : { tool: null, model, weight: "name" };
  }
  const rest = said.slice(start.end);
  // Claude 3.5 Sonnet names a model in the way that no tool of its makers does.
  if (start.name === "claude" && /^[ -]v?\d/.test(rest)) {
    const model = wholeModel(said);
    return model === null ? null : { tool: null, model, weight: "name" };
  }
  // “Gemini 3 Flash (Preview)”: the tool's word begins the model's name.
  const whole = start.weight === "name" ? null : wholeModel(said);
  if (whole === null && !fits(rest)) return null;
  const model = whole ?? modelIn(start.weight === "name" ? rest : said.slice(start.begin));
  return { tool: start.tool, model, weight: model === null ? start.weight : "name" };
}

const token = /[^\s\-_()/:,;[\]<>]+/g;

/** The longest name that a text begins with, behind its vendor. */
export function toolAtStart(text: string) {
  for (const begin of new Set([0, text.length - withoutVendor(text).length])) {
    const tokens: { word: string; end: number }[] = [];
    token.lastIndex = begin;
    for (
      let match = token.exec(text);
      match !== null && tokens.length < longestName;
      match = token.exec(text)
    ) {
      if (tokens.length === 0 && match.index > begin) break;
      tokens.push({ word: match[0].toLowerCase(), end: token.lastIndex });
    }
    for (let n = tokens.length; n > 0; n--) {
      const name = tokens
        .slice(0, n)
        .map(({ word }) => word)
        .join(" ");
      const called = byName.get(name);
      if (called !== undefined) return { ...called, name, begin, end: closed(text, tokens[n - 1]!.end) };
    }
  }
  return null;
}

/** “Amp (Sourcegraph)” ends with its parenthesis. */
function closed(text: string, end: number): number {
  const opened = text.lastIndexOf("(", end);
  return opened >= 0 && text[end] === ")" && !text.slice(opened, end).includes(")") ? end + 1 : end;
}

const piece =
  /^(?:-(?:claude|gpt|gemini)(?![\p{L}\p{N}])|[\s,.:;/+&*_`"'!)–—-]+|via \p{Lu}[\w.-]*|\([^()]{0,80}\)|\[[^[\]]{0,80}\]|https?:\/\/\S+|v?\d[\w.]*|(?:agents?|cli|ai|app|assistant|assistance|bot|desktop|web|cloud|action|chat|ide|extension|code|coding|mode|sessions?|help|tool|pro|max|x?high|medium|low|thinking|fast|preview|workspace|plugin|anthropic|openai|google|microsoft|sourcegraph)(?![\p{L}\p{N}]))/iu;

/** Whether what follows a name belongs to it: version, model, effort, kind. Prose does not, nor a surname. */
function fits(rest: string): boolean {
  let left = rest;
  while (left !== "") {
    const next = /^[\s:/(-]*/.exec(left)![0].length;
    const model = modelAtStart(left.slice(next));
    const taken = model === null ? (piece.exec(left)?.[0].length ?? 0) : next + model.length;
    if (taken === 0) return false;
    left = left.slice(taken);
  }
  return true;
}

/** Without what Markdown puts around it, and the full stop. */
function bare(text: string): string {
  return text
    .replace(/\[([^[\]]{1,80})\]\([^()\s]{0,200}\)/g, "$1")
    .replace(/^[\s*_`"'“”‘’~]+|[\s*_`"'“”‘’~.!]+$/g, "")
    .replace(/\s+/g, " ");
}
