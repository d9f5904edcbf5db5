import { z } from "zod";
import { precisions } from "#db/values.ts";
import { Instant } from "#lib/parse.ts";

/** What every record has besides its fields. */
export const stamps = {
  version: z.int().meta({ description: "Counts its changes; a writer names the version that it saw." }),
  createdAt: Instant.meta({ description: "When it was recorded here." }),
  updatedAt: Instant.meta({ description: "When it was last changed here." }),
};

export const aliases = z.array(z.string()).meta({
  description:
    "What its source calls it besides its external id: numbers, keys and ids. It is found by each of them.",
});

export const createdBy = z
  .string()
  .nullable()
  .meta({ description: "Who recorded it: a person, or the name of a key or an import." });

export const deletedAt = Instant.nullable().meta({
  description: "When it was taken out of lists and figures; null while it counts.",
});

export const idOf = (noun: string) =>
  z.string().meta({ description: `Identifies the ${noun}; never changes.` });

export const numberOf = (noun: string, prefix: string) =>
  z.int().meta({ description: `The number of the ${noun}: 118 in ${prefix}-118.` });

export const incidentNumber = z.int().meta({ description: "The number of the incident that it belongs to." });

/** In a patch: the version that its writer saw. */
export const seenVersion = z
  .int()
  .min(1)
  .optional()
  .meta({ description: "The version that you saw; with a later one stored, nothing is changed." });

/** Beside a moment that a record is told with. */
export const knownTo = z.enum(precisions).meta({
  description: "Whether that moment is known to the minute, the day, the month, the quarter or the year.",
});
