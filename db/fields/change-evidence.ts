import { aiAssistances, aiEvidences, aiStrengths } from "../values.ts";
import { defineFields } from "./field.ts";

const noForm = "changes come from other programs and files; nobody types them";
const byEvidence = "it follows from the evidence";
const byDose = "figures choose by the share that AI made";
const notInDose = "what is known to be without AI does not make the dose; it is told on the change";

/** What a change comes to by all that is known of AI in it: whether AI had a hand, with what, and how much it made. */
export const changeEvidenceFields = defineFields({
  aiAssistance: {
    kind: "choice",
    values: aiAssistances,
    blank: "unknown",
    filter: "assistance",
    label: "AI assistance",
    means: "How far AI made it: assisted, generated, or by an agent on its own. Unknown is not none.",
    group: "ai",
    notIn: { form: noForm },
  },
  aiTool: {
    kind: "name",
    max: 200,
    facts: "words",
    several: true,
    filter: "tool",
    label: "AI tool",
    means: "The tool that was used.",
    group: "ai",
    notIn: { form: noForm },
  },
  aiEvidence: {
    kind: "choice",
    values: aiEvidences,
    blank: "none",
    filter: "changeEvidence",
    label: "AI evidence",
    means: "How the assistance of AI is known. Without evidence it is a claim.",
    group: "ai",
    notIn: { form: noForm },
  },
  aiModel: {
    kind: "name",
    max: 200,
    facts: "words",
    several: true,
    filter: "model",
    label: "AI model",
    means: "The model that the tool used.",
    group: "ai",
    notIn: { form: noForm },
  },
  aiStrength: {
    kind: "choice",
    values: aiStrengths,
    filter: "strength",
    label: "Strength of the evidence",
    means:
      "What the strongest evidence speaks of: lines, commits, a pull request, an account, or what somebody stated; null where nothing is known.",
    group: "ai",
    notIn: { body: byEvidence, form: noForm, import: byEvidence },
  },
  aiConflict: {
    kind: "flag",
    filter: "evidenceConflict",
    label: "Evidence disagrees",
    means: "Whether some of its evidence says that AI had a hand and some that it had none.",
    group: "ai",
    notIn: { body: byEvidence, form: noForm, import: byEvidence },
  },
  commits: {
    kind: "count",
    unit: "commits",
    label: "Commits",
    means: "How many commits went out with it.",
    group: "dose",
    notIn: { form: noForm, filter: byDose },
  },
  aiCommits: {
    kind: "count",
    unit: "commits",
    label: "Commits by AI",
    means: "How many of its commits are known to be made with AI.",
    group: "dose",
    notIn: { form: noForm, filter: byDose },
  },
  noAiCommits: {
    kind: "count",
    unit: "commits",
    label: "Commits without AI",
    means: "How many of its commits are known to be made without AI; the others are not known.",
    group: "dose",
    notIn: { form: noForm, facts: notInDose, filter: byDose },
  },
  lines: {
    kind: "count",
    unit: "lines",
    label: "Lines",
    means: "How many lines it wrote anew or changed.",
    group: "dose",
    notIn: { form: noForm, filter: byDose },
  },
  aiLines: {
    kind: "count",
    unit: "lines",
    label: "Lines by AI",
    means: "How many of its lines are known to be written by AI.",
    group: "dose",
    notIn: { form: noForm, filter: byDose },
  },
  humanLines: {
    kind: "count",
    unit: "lines",
    label: "Lines by people",
    means: "How many of its lines are known to be written by people; the others are not known.",
    group: "dose",
    notIn: { form: noForm, facts: notInDose, filter: byDose },
  },
});
