import { z } from "zod";
import { Instant, storedName } from "#lib/parse.ts";

export const ConfirmationBody = z.strictObject({
  source: storedName(100)
    .nullable()
    .default(null)
    .describe(
      "The source whose incidents are all recorded, as incidents name it; null for what people log here.",
    ),
});

/** Somebody's word that all incidents of a source are recorded up to a moment. */
export const Confirmation = z
  .object({
    source: z.string().nullable().describe("The source; null for what people log here."),
    at: Instant.describe("Up to when all of its incidents are recorded."),
  })
  .meta({ id: "Confirmation" });
export type Confirmation = z.infer<typeof Confirmation>;
