import { z } from "zod";
import { aiAssistances, aiEvidences, aiStrengths, decisions } from "#db/values.ts";
import { Instant, storedName, storedText } from "#lib/parse.ts";

/** One piece of what is known of AI in a change. */

const count = z.int("is not a whole number").min(0, "must not be negative").nullable();
const of = (unit: string, description: string) => count.meta({ description, unit });

const CommitCounts = z
  .strictObject({
    ai: of("commits", "Those that bear such a mark of AI."),
    none: of("commits", "Those that say that there was none."),
    of: of("commits", "All that were looked at; what is left over says nothing."),
  })
  .meta({ id: "CommitCounts", examples: [{ ai: 3, none: 0, of: 4 }] });
const LineCounts = z
  .strictObject({
    ai: of("lines", "Those that AI wrote."),
    human: of("lines", "Those that people wrote."),
    of: of("lines", "All that were looked at; what is left over was not followed."),
  })
  .meta({ id: "LineCounts", examples: [{ ai: 120, human: 40, of: 200 }] });

const channels = aiEvidences.filter((one) => one !== "none");
const nullish = <S extends z.ZodType>(shape: S) =>
  shape
    .nullable()
    .optional()
    .transform((value) => value ?? null);

const shape = {
  channel: z.enum(channels).describe("By what it is known."),
  about: nullish(storedName(300)).describe(
    "What it speaks of, where a change has several of a kind: pull request 12, say. Of one kind and source the latest about one thing counts.",
  ),
  assistance: z
    .enum(aiAssistances)
    .describe("How far AI made it, by this alone; unknown says nothing of it, none denies it."),
  tool: nullish(storedName(200)).describe("The tool that it names."),
  model: nullish(storedName(200)).describe("The model that it names."),
  said: nullish(storedText(500)).describe("What was said, in its own words: a trailer, a label, a name."),
  by: nullish(storedName(300)).describe("Who said it."),
  at: Instant.describe("When it was said."),
  commits: nullish(CommitCounts).describe("Where it counts commits."),
  lines: nullish(LineCounts).describe("Where it counts lines."),
};
const source = "Who told it here: a tool, a file, a person.";

export const EvidenceBody = z
  .strictObject({
    ...shape,
    source: storedName(100).optional().describe(`${source} Left out, the one who sends it.`),
  })
  .meta({ id: "EvidenceBody" });
export type EvidenceBody = z.infer<typeof EvidenceBody>;

/** A piece as it stands in the ledger of a change. */
export const Evidence = z
  .object({
    ...shape,
    about: z.string().nullable().describe(shape.about.description!),
    tool: z.string().nullable().describe(shape.tool.description!),
    model: z.string().nullable().describe(shape.model.description!),
    said: z.string().nullable().describe(shape.said.description!),
    by: z.string().nullable().describe(shape.by.description!),
    commits: CommitCounts.nullable().describe(shape.commits.description!),
    lines: LineCounts.nullable().describe(shape.lines.description!),
    channel: z.enum(aiEvidences).describe("By what it is known; none where it was said without evidence."),
    decision: z
      .enum(decisions)
      .nullable()
      .describe(
        "Whether it is somebody's own decision, which stands above all evidence, or takes one back; null for evidence.",
      ),
    source: z.string().describe(source),
    strength: z.enum(aiStrengths).describe("What it speaks of, and so how much it weighs."),
    heardAt: Instant.nullable().describe(
      "When it was told here; null where it stands in the change's own fields alone.",
    ),
    counts: z
      .boolean()
      .describe("Whether it still counts: a later word of the same kind, source and thing takes its place."),
  })
  .meta({ id: "Evidence" });
export type Evidence = z.infer<typeof Evidence>;

/** What went out with it, by the hashes of the commits. */
export const Sha = z
  .string()
  .regex(/^[0-9a-fA-F]{7,64}$/, "is not the hash of a commit")
  .toLowerCase()
  .meta({ examples: ["7fd1a60b01f91b314f59955a4e4d4e80d8edf11d"] });
