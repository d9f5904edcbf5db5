import { z } from "zod";
import { aiStrengths } from "#db/values.ts";
import { marksBeforeSquash } from "#lib/evidence/squashes/read.ts";
import { evidenceWords } from "./ai-evidence-words.ts";
import { AI, changeGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import { strengthCodes } from "./facts/changes.ts";
import { question } from "./question.ts";
import { InWords, Share } from "./shapes.ts";
import { lossesIn, SquashLoss } from "./squash-losses.ts";
import { shareOf } from "./tally.ts";

/**
 * On what does it rest what is known of AI in changes?
 *
 * Single changes of the period, by the strongest evidence that says anything of them. Lines tell most, then commits, a
 * pull request, an account, and what somebody stated. Where some of it says that AI had a hand and some that it had
 * none, the change counts as its strongest evidence says, or as somebody decided, and it is counted as one on which
 * evidence disagrees.
 */

export type AiEvidenceFound = z.infer<typeof getAiEvidence.definition.answer>;

export const getAiEvidence = question({
  name: "ai-evidence",
  summary: "On what does it rest what is known of AI in changes?",
  parameters: {},
  answer: {
    text: InWords,
    changes: z.int().describe("Single changes of the period: totals by day have no evidence of their own."),
    strengths: z
      .array(
        z.object({
          strength: z
            .enum(aiStrengths)
            .nullable()
            .describe("What the strongest evidence speaks of; null where nothing is known."),
          ai: z.int().describe("Changes made with AI, by such evidence."),
          other: z
            .int()
            .describe(
              "Changes made without, by such evidence; without any, those whose repository requires marks, and has none on them.",
            ),
          unknown: z
            .int()
            .describe("Changes of which it is not known: they have no evidence that says anything."),
        }),
      )
      .describe("Changes by the strength of what is known of them, the strongest first."),
    conflicts: z
      .int()
      .describe(
        "Changes of which some evidence says that AI had a hand, and some that it had none: `?evidenceConflict=yes` lists exactly these.",
      ),
    repositories: z
      .array(
        z.object({
          repository: z.string().nullable().describe("The repository; null where none is recorded."),
          changes: z.int().describe("Single changes that went out from it in the period."),
          ai: Share.describe("Of these, those made with AI, among those of which it is known."),
          lost: SquashLoss,
        }),
      )
      .describe("By repository, the one with most changes first."),
  },
  async compute({ facts, filter, period }, ask) {
    const { changes } = facts;
    const rows = selectChanges({ facts, which: filter, period });
    const { words } = changes.repository.dictionary;
    const losses = lossesIn(await ask(marksBeforeSquash, undefined));
    const strengths = new Int32Array((aiStrengths.length + 1) * 3);
    const repositories = new Int32Array(words.length * 3);
    let conflicts = 0;
    for (const row of rows) {
      const group = changeGroups[changes.aiAssistance.values[row]!]!;
      const strength = group === UNKNOWN ? 0 : changes.aiStrength.values[row]!;
      strengths[strength * 3 + group]! += 1;
      losses.see(changes.number.values[row]!, changes.repository.values[row]!);
      repositories[changes.repository.values[row]! * 3 + group]! += 1;
      if (changes.aiConflict.values[row] === YES) conflicts += 1;
    }
    const told = {
      changes: rows.length,
      strengths: [...aiStrengths, null].map((strength) => {
        const at = strengthCodes.code(strength) * 3;
        return {
          strength,
          ai: strengths[at + AI]!,
          other: strengths[at + OTHER]!,
          unknown: strengths[at + UNKNOWN]!,
        };
      }),
      conflicts,
    };
    return {
      text: evidenceWords(told),
      ...told,
      repositories: words
        .map((repository, code) => {
          const [yes, no, unknown] = repositories.subarray(code * 3, code * 3 + 3);
          const ai = shareOf({ yes: yes!, known: yes! + no!, unknown: unknown! });
          return { repository, changes: ai.known + ai.unknown, ai, lost: losses.of(code) };
        })
        .filter((one) => one.changes > 0)
        .sort((a, b) => b.changes - a.changes),
    };
  },
});

/** A flag in memory: 0 not recorded, 1 no. */
const YES = 2;
