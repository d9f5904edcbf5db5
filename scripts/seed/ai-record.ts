import type { AiAssistance, AiEvidence, AiInvolvement } from "#lib/values.ts";
import type { Incident } from "./incidents.ts";
import type { Random } from "./random.ts";
import type { IncidentRecord } from "./records.ts";

type AiRecord = Pick<IncidentRecord, "aiInvolvement" | "aiTool" | "aiEvidence" | "aiNote">;

const nothing: AiRecord = { aiInvolvement: "none", aiTool: null, aiEvidence: "none", aiNote: null };

const notes: Record<Exclude<AiAssistance, "none" | "unknown">, string[]> = {
  assisted: [
    "The author accepted a suggestion from the assistant and changed little of it.",
    "The assistant proposed the change; the author reviewed it against the tests only.",
    "Part of the change was completed by the assistant, among it the line at fault.",
    "The author had asked the assistant for a faster version of existing code.",
  ],
  generated: [
    "The change was generated from a description and merged with small edits.",
    "Code and tests came from the same prompt.",
    "The file was generated as a whole; the comparison was too long to be read.",
    "The generated client was taken over without a look at the interface it calls.",
  ],
  agent: [
    "The agent acted with the credentials of the engineer who had started it.",
    "The agent had been asked to make the build pass, and was not watched.",
    "The agent chose the production profile by itself.",
    "No step between the agent's plan and production asked a person.",
  ],
};

function involvementOf(random: Random, ai: AiAssistance): AiInvolvement {
  if (ai === "agent")
    return random.pickWeighted(["primary", "contributing", "unknown"] as const, [78, 16, 6]);
  return random.pickWeighted(["primary", "contributing", "unknown", "none"] as const, [42, 44, 11, 3]);
}

function evidenceOf(random: Random, recorded: AiEvidence | undefined): AiEvidence {
  if (recorded && recorded !== "none" && random.chance(0.7)) return recorded;
  return random.pick(["engineer-statement", "postmortem"] as const);
}

/** What is recorded about AI's hand in an incident, which is not always what is true. */
export function aiRecordOf(random: Random, { change, record }: Incident): AiRecord {
  const unsure = record.status === "open" ? 0.5 : record.rootCause === "unknown" ? 0.22 : 0.05;
  if (!change || change.ai === "none" || change.ai === "unknown") {
    return random.chance(unsure) ? { ...nothing, aiInvolvement: "unknown" } : nothing;
  }
  const aiInvolvement = record.status === "open" ? "unknown" : involvementOf(random, change.ai);
  if (aiInvolvement === "unknown" || aiInvolvement === "none") return { ...nothing, aiInvolvement };
  return {
    aiInvolvement,
    aiTool: change.record.aiTool,
    aiEvidence: evidenceOf(random, change.record.aiEvidence),
    aiNote: random.chance(0.7) ? random.pick(notes[change.ai]) : null,
  };
}
