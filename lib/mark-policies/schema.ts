import { z } from "zod";
import { markPolicies } from "#db/values.ts";
import { idOf, seenVersion, stamps } from "#lib/fields/record.ts";
import { Day, storedName, storedText } from "#lib/parse.ts";

export { markPolicies };

/** What a repository asks of marks of AI, from a day on. */

const described = {
  policy: z
    .enum(markPolicies, `use ${markPolicies.join(", ")}`)
    .describe(
      "required: whoever uses AI has to mark it; allowed: they may; banned: marks must not stand in commits, or are stripped; unknown: nobody said.",
    ),
  labelAudit:
    "Id of the audit of labels that looked at a sample of its changes: such grounds let a missing mark count as none.",
  note: "On what grounds a missing mark counts as none, in words; and what else is to be said.",
};

export const MarkPolicyBody = z.strictObject({
  repository: storedName(300).describe("The repository, as its changes name it."),
  policy: described.policy,
  holdsFrom: Day.optional().describe(
    "The first day on which it holds, in the organisation's zone; today where it is left out. Said again for the same day, it takes the place of what was said.",
  ),
  note: storedText(2000).nullable().default(null).describe(described.note),
  labelAudit: storedName(100).nullable().default(null).describe(described.labelAudit),
  version: seenVersion,
});
export type MarkPolicyBody = z.infer<typeof MarkPolicyBody>;

export const MarkPolicy = z
  .object({
    id: idOf("policy"),
    ...stamps,
    repository: z.string().describe("The repository, as its changes name it."),
    policy: described.policy,
    holdsFrom: Day.describe("The first day on which it holds, in the organisation's zone."),
    note: z.string().nullable().describe(described.note),
    labelAudit: z.string().nullable().describe(described.labelAudit),
    setBy: z.string().describe("Who said it last."),
  })
  .meta({ id: "MarkPolicy" });
export type MarkPolicy = z.infer<typeof MarkPolicy>;
