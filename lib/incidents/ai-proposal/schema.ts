import { z } from "zod";
import { incidentFields } from "#db/fields/incidents.ts";
import { aiEvidences } from "#db/values.ts";

/** What an incident may take over from its culprits of the involvement of AI. */
export const AiProposal = z
  .object({
    aiInvolvement: z.enum(["contributing", "none"]).meta({
      description:
        "Contributing where AI had a hand in a culprit: whether it was the main cause is for people to say. None where all culprits are recorded as made without AI.",
    }),
    aiTool: z.string().nullable().meta({
      description: "The tool that these culprits name; null where they name none, or different ones.",
    }),
    aiEvidence: z.enum(aiEvidences).meta({ description: incidentFields.aiEvidence.means }),
    changes: z.array(z.int()).meta({ description: "The culprits that it rests on, by number." }),
    reason: z.string().meta({ description: "Why, in words." }),
  })
  .meta({ id: "AiProposal" });
export type AiProposal = z.infer<typeof AiProposal>;

/** As a person saw it before they took it over. */
export const SeenProposal = AiProposal.pick({ aiInvolvement: true, aiTool: true, aiEvidence: true })
  .partial({ aiTool: true, aiEvidence: true })
  .strict();
export type SeenProposal = z.infer<typeof SeenProposal>;
