import { list, quoted, type Said } from "./mark.ts";
import { modelAfterColon, modelIn } from "./models.ts";
import { type Named, nameOf, namesIn } from "./names.ts";
import { personIn, toolOf } from "./people.ts";
import { answerOf } from "./sentences.ts";
import { bySession } from "./tools/all.ts";
import type { Trailer } from "./trailers.ts";

/** What a trailer says of AI. */

type Degree = "assisted" | "generated";

interface Key {
  degree: Degree;
  /** `ai`: it names AI, so that any tool counts. `tool`, `maker`: persons or other programs may stand there too. */
  speaks: "ai" | "tool" | "maker" | "model";
}

const coAuthor = /^(?:co-?author(?:ed|s)?(?:-by)?|co-?developed-by|co-?written-by|pair-?programmed-with)$/;
const aiKey = /^(?:ai|llm|gen-?ai)(?:-([a-z-]+))?$/;
const reviewed = /review|test|polic|safety|audit|check|found|report/;

function keyOf(key: string): Key | null {
  const ai = aiKey.exec(key);
  if (ai !== null) {
    const what = ai[1] ?? "";
    if (reviewed.test(what)) return null;
    if (what === "model") return { degree: "assisted", speaks: "model" };
    return { degree: /^(?:generated|authored|written)/.test(what) ? "generated" : "assisted", speaks: "ai" };
  }
  // Also as it is misspelt.
  if (/^as{1,2}is{1,2}ted-(?:by|with)$/.test(key)) return { degree: "assisted", speaks: "tool" };
  if (/^(?:auto-?)?generated-(?:by|with|using)$|^vibe-?coded-(?:by|with)$/.test(key))
    return { degree: "generated", speaks: "maker" };
  if (
    /^(?:made|created|built|written|authored|developed|implemented|coded|drafted|prepared|powered)-(?:with|by|using|via)$|^(?:coding-)?(?:agent|assistant)$/.test(
      key,
    )
  )
    return { degree: "assisted", speaks: "maker" };
  return null;
}

export function saidByTrailer({ key, value, stands }: Trailer): Said | null {
  const word = key.toLowerCase();
  const said = quoted(`${key}: ${value}`);
  if (value === "" || isTemplate(value)) return null;
  const session = bySession.get(word);
  if (session !== undefined)
    return session.sessions![word]!.test(value)
      ? { assistance: "assisted", tool: session.tool, model: modelIn(value), said }
      : null;
  if (coAuthor.test(word)) return marked(coAuthorIn(value), "assisted", said);
  const known = keyOf(word);
  if (known === null) return null;
  if (known.speaks === "model") return ofModel(value, said);
  const named = toolsIn(value, known);
  if (named.length > 0) return marked(named, known.degree, said);
  // A loose line has to be certain, and a key for tools may name persons.
  if (known.speaks !== "ai")
    return known.speaks === "tool" && stands !== "loose" ? denied(value, said) : null;
  const answer = answerOf(value);
  if (answer === null) return unlisted(value, known, said);
  const full = /^(?:yes|y|true|full(?:y)?|100 ?%|all)$/i.test(value.trim());
  const raised = answer.assistance === "assisted" && full ? known.degree : answer.assistance;
  return { ...answer, assistance: raised, said };
}

/** A model, and not the tool that it works in. */
function ofModel(value: string, said: string): Said | null {
  const model = modelAfterColon(value.trim());
  return model === null || answerOf(value)?.assistance === "none"
    ? denied(value, said)
    : { assistance: "assisted", tool: null, model, said };
}

function denied(value: string, said: string): Said | null {
  const answer = answerOf(value);
  return answer?.assistance === "none" ? { ...answer, said } : null;
}

function marked(named: readonly Named[], assistance: Degree, said: string): Said | null {
  if (named.length === 0) return null;
  const tool = list(named.map((one) => one.tool?.tool ?? null));
  return { assistance, tool, model: list(named.map(({ model }) => model)), said };
}

/** AI that has no name. */
const nobody = /^(?:an? )?(?:ai|llm)(?: (?:coding )?(?:assistant|agent|tool))?$/i;

/** A co-author with an address is a tool by that or by a name that nobody else has; without one, by a tool's word. */
function coAuthorIn(value: string): Named[] {
  const person = personIn(value);
  const tool = toolOf(person);
  if (tool !== null) return [tool];
  if (nobody.test(person.name ?? "")) return [{ tool: null, model: null, weight: "name" }];
  const named = person.email === undefined ? nameOf(person.name ?? "") : null;
  return named !== null && named.weight !== "person" ? [named] : [];
}

/** Every tool that the value of such a key names. */
function toolsIn(value: string, key: Key): Named[] {
  const text = value.replace(/(?:\s*\[[^[\]]{0,100}\]){1,10}\s*$/, "").trim() || value;
  const bracketed = /^([^<>]+)<([^<>@]{1,80})>$/.exec(text);
  if (bracketed !== null) return toolsIn(`${bracketed[1]!.trim()} (${bracketed[2]})`, key);
  const person = personIn(text);
  if (person.email !== undefined) {
    const tool = toolOf(person);
    return tool === null ? [] : [tool];
  }
  const agent = agentIn(text, key);
  if (agent !== null) return [agent];
  const named = namesIn(text);
  return key.speaks !== "ai" && named[0]?.weight === "person" ? [] : named;
}

const agentForm = /^([\p{L}\p{N}][\p{L}\p{N} ._+-]{0,40}?)\s?:\s?([^\s:/[\]<>@][^[\]<>]*)$/u;

/** `AGENT:MODEL`, as the Linux kernel asks for it: it names a tool even if nobody has listed it. */
function agentIn(text: string, key: Key): Named | null {
  const match = agentForm.exec(text);
  if (match === null) return parenthesised(text, key);
  const [, agent, behind] = match as unknown as [string, string, string];
  const model = modelAfterColon(behind);
  const vendor = /^openai$/i.test(agent) ? "codex" : agent;
  const named = nameOf(vendor);
  if (named?.tool) return { tool: named.tool, model: model ?? named.model, weight: "name" };
  // Other programs have versions, and people have words.
  const modelLike = /\p{L}/u.test(behind) && /\d/.test(behind);
  const unknown = key.speaks === "maker" || !modelLike ? modelIn(behind) : model;
  return unknown === null || (named === null && !nameLike(agent)) ? null : unlistedTool(agent, unknown);
}

/** `TOOL (model)` of a tool that nobody has listed. */
function parenthesised(text: string, key: Key): Named | null {
  const match = /^([\p{L}\p{N}][\p{L}\p{N} ._+-]{0,40}?) ?\(([^()]{1,60})\)$/u.exec(text);
  if (match === null || key.speaks === "maker" || nameOf(text) !== null) return null;
  const named = nameOf(match[2]!);
  const model = named?.tool == null ? (named?.model ?? null) : null;
  return model !== null && nameLike(match[1]!) ? unlistedTool(match[1]!, model) : null;
}

const nameLike = (text: string) =>
  text.split(/\s+/).length <= 3 && !/^(?:ai|llm|yes|no|none|model|tool|agent)$/i.test(text);

const unlistedTool = (tool: string, model: string | null): Named => ({
  tool: { tool },
  model,
  weight: "name",
});

/** Behind a key that names AI, any name is that of a tool. */
function unlisted(value: string, { degree }: Key, said: string): Said | null {
  const name = value.replace(/<[^<>]*>|[.\s]+$/g, "").trim();
  const looksSo = /^\p{L}[\p{L}\p{N}._+-]*(?: [\p{L}\p{N}._+-]+){0,2}$/u.test(name) && name.length <= 40;
  if (!looksSo || /^\p{Ll}/u.test(name.split(" ")[1] ?? "X")) return null;
  return { assistance: degree, tool: name, model: null, said };
}

const capitals =
  /\b(?:AGENT|TOOL|MODEL|VENDOR|ASSISTANT)(?:[_ -]?(?:NAME|VERSION|ID|[0-9]))+\b|\b(?:AGENT|TOOL|VENDOR)\s?[:/(]\s?\[?(?:MODEL|model)\b/;
const placeholder =
  /^[<{[(].*[>})\]]$|\b(?:tool|model|agent|assistant)[ _](?:name|version)\b|^(?:TODO|TBD|\.{2,}|…|-+|_+|\?+|xxx+)$|\{\{|<(?:tool|model|agent|name|your)\b[^@>]*>/i;

/** A template that nobody has filled in. */
function isTemplate(value: string): boolean {
  return capitals.test(value) || placeholder.test(value.trim());
}
