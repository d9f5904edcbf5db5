import { z } from "zod";
import { severities, statuses, wordFields } from "#db/values.ts";
import { idOf, seenVersion, stamps } from "#lib/fields/record.ts";
import { storedName } from "#lib/parse.ts";

export { wordFields };

const source = storedName(100).meta({ description: "The tool that uses the word, as its records name it." });
const field = z
  .enum(wordFields, `use ${wordFields.join(" or ")}`)
  .meta({ description: "What the word is said of." });
const meaning = z
  .union([z.literal(severities), z.enum(statuses)])
  .nullable()
  .meta({
    description:
      "What it means here: a severity from 1 (worst) to 5, or a state; null where it says nothing.",
  });

export const WordMeaningBody = z
  .strictObject({
    source,
    field,
    word: storedName(200).meta({ description: "The word, whatever its case." }),
    meaning,
    version: seenVersion,
  })
  .refine((body) => fits(body), {
    path: ["meaning"],
    message: "is not of this field: a severity is 1 to 5, a state one of the states",
  });
export type WordMeaningBody = z.infer<typeof WordMeaningBody>;

export function fits({ field: of, meaning: said }: Pick<WordMeaning, "field" | "meaning">): boolean {
  return said === null || (of === "severity") === (typeof said === "number");
}

export const WordMeaning = z
  .object({
    id: idOf("meaning"),
    ...stamps,
    source: z.string().meta({ description: "The tool that uses the word, as its records name it." }),
    field,
    word: z.string().meta({ description: "The word, in lower case." }),
    meaning,
    setBy: z.string().meta({ description: "Who said it last." }),
  })
  .meta({ id: "WordMeaning" });
export type WordMeaning = z.infer<typeof WordMeaning>;
