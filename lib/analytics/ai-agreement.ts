import { z } from "zod";
import { agreementWords } from "./ai-agreement-words.ts";
import { AI, incidentGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { culpritGroupReader } from "./change-caused.ts";
import { question } from "./question.ts";
import { InWords } from "./shapes.ts";

/**
 * Do incidents say of AI what their culprits say?
 *
 * The culprits of an incident speak where AI made one of them, or where all are recorded as made without it. An incident
 * that says nothing of AI may take that over, by one click of somebody who has looked; one that says otherwise is told
 * beside, since either record may be mistaken. Nothing is taken over by itself, and figures of incidents follow what
 * incidents say.
 */

export const getAiAgreement = question({
  name: "ai-agreement",
  summary: "Do incidents say of AI what their culprits say?",
  parameters: {},
  answer: {
    text: InWords,
    known: z
      .int()
      .describe(
        "Incidents with a culprit that AI made or helped to make, or whose culprits are all recorded as made without it.",
      ),
    agree: z.int().describe("Of these, the ones that say the same of AI."),
    unsaid: z
      .object({
        ai: z
          .int()
          .describe("A culprit is AI-assisted: `?ai=unknown&causedBy=ai-change` lists exactly these."),
        other: z
          .int()
          .describe(
            "All culprits are made without AI: `?ai=unknown&causedBy=other-change` lists exactly these.",
          ),
      })
      .describe("Of these, the ones that do not say whether AI was involved."),
    contradicted: z
      .object({
        ai: z
          .int()
          .describe(
            "They say that AI was not involved, and a culprit is AI-assisted: `?ai=none&causedBy=ai-change` lists exactly these.",
          ),
        other: z
          .int()
          .describe(
            "They say that AI was involved, and all culprits are made without it: `?ai=contributing,primary&causedBy=other-change` lists exactly these.",
          ),
      })
      .describe("Of these, the ones that say otherwise than their culprits."),
  },
  compute({ facts, rows }) {
    const { aiInvolvement } = facts.incidents;
    const groupOf = culpritGroupReader(facts);
    const counts = new Int32Array(16);
    for (const row of rows) counts[groupOf(row) * 4 + incidentGroups[aiInvolvement.values[row]!]!]! += 1;
    const count = (culprits: number, says: number) => counts[culprits * 4 + says]!;
    const agree = count(AI, AI) + count(OTHER, OTHER);
    const unsaid = { ai: count(AI, UNKNOWN), other: count(OTHER, UNKNOWN) };
    const contradicted = { ai: count(AI, OTHER), other: count(OTHER, AI) };
    const known = agree + unsaid.ai + unsaid.other + contradicted.ai + contradicted.other;
    const told = { known, agree, unsaid, contradicted };
    return { text: agreementWords(told), ...told };
  },
});
