import { z } from "zod";
import { reworkKinds } from "#db/values.ts";
import { Sha } from "#lib/evidence/schema.ts";
import { storedText } from "#lib/parse.ts";

/** What a change takes back or mends, as its commits say. */
export const ReworkBody = z
  .strictObject({
    kind: z
      .enum(reworkKinds)
      .describe(
        "How it is known: it reverts the commit, goes back behind it, says that it fixes it, or changes lines that the commit wrote.",
      ),
    sha: Sha.describe("The earlier commit, by its hash or the beginning of it, in `repository`."),
    said: storedText(500).nullable().default(null).describe("What was said, in its own words."),
    lines: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .meta({ description: "How many of the lines it changed that commit had written.", unit: "lines" }),
  })
  .meta({ id: "ReworkBody" });
export type ReworkBody = z.infer<typeof ReworkBody>;
