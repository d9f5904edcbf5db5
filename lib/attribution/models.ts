/** Models, by the families of their names. A model is kept as it was said, without whoever serves it. */

/** Words behind the number that belong to the name. */
const behind =
  "(?: (?:thinking|pro|mini|nano|max|flash|lite|air|turbo|preview|instruct|coder|codex|sol|terra|luna)\\b)*";
const number = "[\\w.:-]*";
const families =
  "gemini|glm|kimi|qwen|deepseek|grok|minimax|mistral|magistral|devstral|codestral|composer|mimo|llama|nova|swe|phi|gemma|granite|step|ernie|doubao|hunyuan";
const kinds =
  "pro|max|large|small|medium|chat|coder|reasoner|flash|turbo|mini|plus|lite|maverick|scout|premier";

const pattern = [
  // Claude Opus 4.5, claude-opus-4-6, Claude-3.5-Sonnet, Opus-5, Fable
  `(?:claude[- ])?(?:\\d+(?:\\.\\d+)?[- ])?(?:opus|sonnet|haiku|fable|mythos)\\b(?:[- ]v?\\d${number})?`,
  `claude[- ]v?\\d${number}`,
  `(?:codex-)?(?:chat)?gpt[- ]?(?:\\d|oss)${number}${behind}`,
  `o[1345](?:-(?:mini|pro|preview))?\\b`,
  // gemini-2.5-pro, kimi-k2p6, qwen3-coder, grok-code-fast-1, deepseek-v4-pro
  `(?:${families})(?:[- ][a-z]{2,12}){0,2}[- ]?[a-z]?\\d${number}${behind}`,
  `(?:${families})[- ](?:${kinds})\\b${number}`,
].join("|");

const anywhere = new RegExp(`(?<![a-z0-9])(?:${pattern})`, "i");
const atStart = new RegExp(`^(?:${pattern})(?![a-z0-9])`, "i");

/** Behind it a name goes on: how much it holds, how hard it thinks. */
const remainder = /^(?:\s*\([^()]{0,60}\)|[\s,.]+(?:x?high|low|medium|max|thinking|model)\b)*[\s.]*$/i;

const vendor =
  /^(?:openai|anthropic|google|aws|amazon|bedrock|azure|microsoft|meta|x-?ai|mistral|alibaba|moonshot(?:ai)?|z[.-]?ai|nvidia|openrouter|vertex(?:_ai)?|ollama)(?=[ /:-])[ /:-]+/i;

/** “OpenAI GPT-5” and “anthropic/claude-opus-5” begin with who makes it, which is neither tool nor model. */
export function withoutVendor(text: string): string {
  return text.replace(vendor, "");
}

const tidy = (model: string) => model.slice(0, 80).replace(/[.:\s-]+$/, "");

/** The first model that a text names. */
export function modelIn(text: string): string | null {
  const match = anywhere.exec(text);
  return match === null ? null : tidy(match[0]);
}

/** How much of a text, from its beginning, is the name of a model. */
export function modelAtStart(text: string): string | null {
  const match = atStart.exec(text);
  return match === null ? null : tidy(match[0]);
}

/** The last part of `openrouter/deepseek/deepseek-r1` or `eu.anthropic.claude-opus-5`. */
function served(path: string): string {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last.replace(
    /^(?:[a-z]{2,6}\.)?(?:anthropic|amazon|meta|openai|mistral|deepseek|qwen)\.(?=\w)/i,
    "",
  );
}

/** The model that a text is and names nothing beside. */
export function wholeModel(text: string): string | null {
  const name = served(withoutVendor(text.trim()));
  const model = modelAtStart(name);
  return model !== null && remainder.test(name.slice(model.length)) ? model : null;
}

/**
 * What stands behind the colon of `AGENT:MODEL`, to the letter; what follows it are other tools. Prose is no model.
 */
export function modelAfterColon(text: string): string | null {
  const path = /^[\w.@-]+(?:\/[\w.@:-]+)+/.exec(text)?.[0];
  const name = withoutVendor(path === undefined ? served(text) : served(path) + text.slice(path.length));
  const known = modelAtStart(name);
  if (known !== null)
    return known + (/^ \([^()]{0,40}\bcontext\)/i.exec(name.slice(known.length))?.[0] ?? "");
  const first = /^[^\s\p{C}[\](),]{1,80}/u.exec(name)?.[0];
  if (first === undefined) return null;
  return /\d/.test(first) || first.length === name.trim().length ? tidy(first) : null;
}
