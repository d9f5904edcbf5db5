import { type AiEvidence, aiEvidences } from "#db/values.ts";
import { formatPlural } from "#lib/format.ts";
import type { Incident } from "../schema.ts";
import type { AiProposal } from "./schema.ts";

/**
 * What the culprits of an incident say of AI, beside what the incident says itself. A culprit that is only suspected, or
 * deleted, says nothing. Nothing is taken over by itself: a person does, or does not.
 */

type Culprit = Pick<
  Incident["changes"][number],
  | "number"
  | "link"
  | "deletedAt"
  | "aiAssistance"
  | "aiTool"
  | "aiEvidence"
  | "aiConflict"
  | "commits"
  | "aiCommits"
>;
type Asked = Pick<
  Incident,
  "aiInvolvement" | "aiTool" | "aiEvidence" | "aiNote" | "factors" | "deletedAt"
> & { changes: readonly Culprit[] };

/**
 * Where an incident says nothing of AI: contributing where AI had a hand in one culprit or more, since no mark in a
 * change tells whether it was the main cause; none where each of them is recorded as made without AI, unless the
 * incident names AI otherwise. What it holds already of tool and evidence stays.
 */
export function aiProposalOf(incident: Asked): AiProposal | null {
  if (incident.aiInvolvement !== "unknown" || incident.deletedAt !== null) return null;
  const culprits = culpritsOf(incident);
  const { ai, none, unknown } = culprits;
  const rests = (on: readonly Culprit[], aiInvolvement: AiProposal["aiInvolvement"]) => ({
    aiInvolvement,
    changes: on.map(({ number }) => number),
    reason: sentence(told(culprits)),
  });
  if (ai.length > 0) {
    const { reason, ...proposed } = rests(ai, "contributing");
    const { words, ...known } = toolOf(incident, ai);
    return { ...proposed, ...known, reason: words === "" ? reason : `${reason} ${words}` };
  }
  if (none.length === 0 || unknown.length > 0 || namesAi(incident)) return null;
  return { ...rests(none, "none"), aiTool: null, aiEvidence: bySteps(none).at(-1)! };
}

/** Where an incident says something else of AI than its culprits; null where it does not, or one of them is not known. */
export function aiContradictionOf(incident: Asked): string | null {
  const { aiInvolvement, deletedAt, factors } = incident;
  if (aiInvolvement === "unknown" || deletedAt !== null) return null;
  const culprits = culpritsOf(incident);
  const { ai, none, unknown } = culprits;
  if (aiInvolvement === "none")
    return ai.length === 0 ? null : `It says that AI was not involved, but ${told(culprits)}.`;
  if (ai.length > 0 || unknown.length > 0 || none.length === 0 || factors.some(isOfAi)) return null;
  return `It says that AI was involved, but ${told(culprits)}.`;
}

export function aiSaidOf(incident: Asked): Pick<Incident, "aiProposal" | "aiContradiction"> {
  return { aiProposal: aiProposalOf(incident), aiContradiction: aiContradictionOf(incident) };
}

interface Culprits {
  ai: readonly Culprit[];
  none: readonly Culprit[];
  unknown: readonly Culprit[];
}

function culpritsOf({ changes }: Asked): Culprits {
  const culprits = changes.filter(({ link, deletedAt }) => link === "culprit" && deletedAt === null);
  const [none, unknown] = ["none", "unknown"].map((word) =>
    culprits.filter(({ aiAssistance }) => aiAssistance === word),
  );
  return { ai: culprits.filter((one) => isMarked(one)), none: none!, unknown: unknown! };
}

const isMarked = ({ aiAssistance }: Culprit) => aiAssistance !== "none" && aiAssistance !== "unknown";
const isOfAi = ({ factor }: Incident["factors"][number]) =>
  factor === "ai-safeguards-missing" || factor === "ai-output-trusted";

function namesAi({ aiTool, aiNote, aiEvidence, factors }: Asked): boolean {
  return aiTool !== null || aiNote !== null || aiEvidence !== "none" || factors.some(isOfAi);
}

function toolOf(incident: Asked, ai: readonly Culprit[]) {
  const tools = [...new Set(ai.flatMap(({ aiTool }) => aiTool ?? []))];
  const own = incident.aiTool;
  const aiTool = own ?? (tools.length === 1 ? tools[0]! : null);
  // What is known of another tool is no evidence of this one.
  const theirs = ai.filter((one) => own === null || one.aiTool === null || one.aiTool === own);
  const known = incident.aiEvidence !== "none" ? incident.aiEvidence : bySteps(theirs)[0];
  const words =
    own !== null && !tools.every((tool) => tool === own)
      ? `It names ${own} itself, which stays.`
      : own === null && tools.length > 1
        ? "They name different tools, so none is taken over."
        : "";
  return { aiTool, aiEvidence: known ?? "none", words };
}

/** How it is known of these, what weighs most first. */
function bySteps(culprits: readonly Culprit[]): AiEvidence[] {
  const step = (evidence: AiEvidence) => aiEvidences.indexOf(evidence);
  return culprits.map(({ aiEvidence }) => aiEvidence).sort((a, b) => step(a) - step(b));
}

const mostNamed = 3;

/** Within a sentence: its one culprit, or each kind of several. */
function told({ ai, none, unknown }: Culprits): string {
  const of = ai.length + none.length + unknown.length;
  if (of === 1) return `its culprit ${clause(ai[0] ?? none[0]!)}`;
  const named = ai.slice(0, mostNamed).map(clause);
  const more = ai.length - named.length;
  const parts = [
    ...named,
    ...(more === 0 ? [] : [`${more} more with AI`]),
    ...(none.length === 0
      ? []
      : [`${numbers(none)} ${none.length === 1 ? "is" : "are"} recorded as made without AI`]),
    ...(unknown.length === 0 ? [] : [`of ${numbers(unknown)} that is not known`]),
  ];
  return `of its ${of} culprits, ${parts.join("; ")}`;
}

function clause(culprit: Culprit): string {
  const { number, aiEvidence, commits, aiCommits, aiConflict } = culprit;
  const known =
    aiEvidence === "none" ? "no evidence is recorded" : `known by ${aiEvidence.replaceAll("-", " ")}`;
  const dose = commits && aiCommits ? `, marks in ${aiCommits} of ${formatPlural(commits, "commit")}` : "";
  const conflict = aiConflict ? ", though other evidence says otherwise" : "";
  return `CHG-${number} ${madeWords(culprit)} (${known}${dose}${conflict})`;
}

function madeWords({ aiAssistance, aiTool }: Culprit): string {
  switch (aiAssistance) {
    case "generated":
      return `was generated by ${aiTool ?? "AI"}`;
    case "agent":
      return `was made by ${aiTool === null ? "an AI agent" : `the agent ${aiTool}`}`;
    case "assisted":
      return `was made with ${aiTool ?? "the help of AI"}`;
    default:
      return "is recorded as made without AI";
  }
}

function numbers(culprits: readonly Culprit[]): string {
  const named = culprits.slice(0, mostNamed).map(({ number }) => `CHG-${number}`);
  const more = culprits.length - named.length;
  const words = more === 0 ? named : [...named, `${more} more`];
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function sentence(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}
