import { denialIn, wholeDenial } from "./denials.ts";
import { list, type Said } from "./mark.ts";
import { modelIn } from "./models.ts";
import { type Named, toolAtStart } from "./names.ts";
import { firstWords } from "./tools/all.ts";
import { ai, aiThing, made, pattern, subject, used } from "./words.ts";

/** What people write of AI in their own words: answers to a question, ticked boxes, a sentence of its own. */

export type Claim = Pick<Said, "assistance" | "tool" | "model">;

const none: Claim = { assistance: "none", tool: null, model: null };
const longest = 600;

/** Every tool that a text names, where it speaks of AI anyway; ordinary words only if written like names. */
export function mentionsIn(text: string): Named[] {
  const found: Named[] = [];
  const word = /[\p{L}\p{N}]+/gu;
  for (let match = word.exec(text); match !== null && found.length < 8; match = word.exec(text)) {
    if (!firstWords.has(match[0].toLowerCase())) continue;
    const rest = text.slice(match.index, match.index + 60);
    const start = toolAtStart(rest);
    if (start === null || start.begin > 0) continue;
    if (start.weight === "name" || /^\p{Lu}/u.test(rest) || start.name === "claude") {
      found.push({ tool: start.tool, model: null, weight: start.weight });
      word.lastIndex = match.index + start.end;
    }
  }
  return found;
}

const wholly = "(?:fully|entirely|completely|wholly|100 ?%|almost (?:fully|entirely))";
const generated = pattern(
  `\\b${wholly}(?: ${ai})?[- ]${made}\\b|\\bfull(?:y)? ${ai}\\b|\\b${made} ${wholly} (?:by|with)|\\b(?:wrote|generated|made) (?:everything|all of)\\b`,
);

/** What a text that tells of AI comes to, with the tools and the model it names. */
function claimed(text: string): Claim {
  const [first = ""] = text.split(/(?<=[.!?])\s/);
  const tools = mentionsIn(text).map(({ tool }) => tool?.tool ?? null);
  return {
    assistance: generated.test(first) ? "generated" : "assisted",
    tool: list(tools),
    model: modelIn(text),
  };
}

const yes = pattern(
  "^(?:yes|y|true|full(?:y)?|entirely|100 ?%|all|✓|✅|x|partial(?:ly)?|some|mixed|minor|in part)$",
);
const speaks = pattern(`\\b${ai}\\b`);
const does = pattern(
  `\\b(?:used?|using|via|through|with|by|from|helped|assist(?:ed|ance)?|${made}|wrote|found|did)\\b`,
);

/**
 * The answer to a question of AI's part, such as what follows “AI disclosure:”. Null where it says neither yes nor no,
 * and where it takes its own denial back: then AI had some part, and nobody can tell in what.
 */
export function answerOf(text: string): Claim | null {
  const said = text.replace(/^[\s*_:~"'“(-]+|[\s*_~"'”).!]+$/g, "").slice(0, longest);
  if (yes.test(said)) return { ...none, assistance: "assisted" };
  const denied = denialIn(said);
  if (denied !== null) return denied === "none" && !namesTool(said) ? none : null;
  const claim = claimed(said);
  if (claim.tool !== null || claim.model !== null) return claim;
  return speaks.test(said) && does.test(said) ? claim : null;
}

/** Whether somebody who discloses something discloses AI: a tool's own name, a model, or AI itself. */
export function disclosureOf(text: string): Claim | null {
  const said = text.slice(0, longest);
  return namesTool(said) || speaks.test(said) ? answerOf(said) : null;
}

const namesTool = (text: string) =>
  modelIn(text) !== null ||
  mentionsIn(text).some(({ weight, tool }) => weight === "name" || tool?.tool === "Claude Code");

const aboutThis = pattern(
  `^${subject} (?:is|was|were|are|has been|have been|contains|includes) (?:[\\w%-]+ ){0,3}?((?:${ai}[- ])?${made})\\b(.*)$`,
);
const by = pattern(
  "^.{0,40}?\\b(?:by|with|using|via|through|in)\\b(?: the)?(?: (?:help|assistance|aid|use))?(?: (?:of|from|by))?(?: (?:an?|some|plenty of)\\b)? ?",
);
const aiFirst = pattern(`^(?:${ai})\\b|^an? ${ai}\\b`);
const aiBefore = pattern(`^${ai}[- ]`);

/** What a sentence of its own says of the change it stands with: “This PR was written with Claude Code”. */
export function sentenceOf(text: string): Claim | null {
  const said = text
    .slice(0, longest)
    .replace(/[*_`]/g, "")
    .replace(/^[\s~>(-]*(?:note: )?/i, "");
  const [first = ""] = said.split(/(?<=[.!?])\s/);
  if (wholeDenial.test(first)) return denialIn(said) === "none" && !namesTool(said) ? none : null;
  const about = aboutThis.exec(first);
  if (about === null || denialIn(first) !== null) return null;
  const way = by.exec(about[2]!);
  const claim = claimed(about[0]);
  const named = way !== null && (claim.tool !== null || claim.model !== null);
  const ofAi = aiBefore.test(about[1]!) || (way !== null && aiFirst.test(about[2]!.slice(way[0].length)));
  return named || ofAi ? claim : null;
}

/** What many boxes ask to be confirmed, which says nothing of this change. */
const confirms = pattern(
  "\\b(?:polic(?:y|ies)|guidelines?|understand|confirm|certify|agree|read|if|any|responsib\\w*|reviewed|checked|tested|docs?|disclosed?)\\b",
);
const states = pattern(`\\b(?:no|not|without|i used|(?:was|were|is|are) ${made})\\b|n['’]t\\b`);
const saysAi = pattern(
  [
    `\\b${ai}[- ](?:${made}|assistance|help)`,
    `\\b${aiThing}(?: (?:was|were|has been|have been))? (?:${used}|helped|${made})`,
    `\\b(?:${made}|${used})\\b.{0,40}?\\b(?:by|with|via|using|through)\\b.{0,40}?\\b${ai}\\b`,
    `\\bi(?: have|['’]ve)? used\\b.{0,20}\\b${ai}\\b`,
    `^used ${ai}`,
  ].join("|"),
);
const verb = pattern(`\\b(?:${made}|used|helped)\\b`);

/** What a ticked box says: AI had a part, or none. That one has read a policy, or reviewed what AI wrote, is neither. */
export function boxOf(text: string): Claim | null {
  const said = text.replace(/[*_`]/g, "").trim().slice(0, 400);
  if (confirms.test(said) && !states.test(said)) return null;
  const denied = denialIn(said);
  if (denied !== null) return denied === "none" ? none : null;
  const claim = claimed(said);
  const onlyGenerated = /\bgenerated\b/i.test(said) && !/assist|help/i.test(said) && claim.tool === null;
  const told = onlyGenerated ? { ...claim, assistance: "generated" as const } : claim;
  if (saysAi.test(said)) return told;
  return mentionsIn(said).some(({ weight }) => weight === "name") && verb.test(said) ? claim : null;
}
