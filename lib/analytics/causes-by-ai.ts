import { z } from "zod";
import { contingency } from "#lib/statistics/contingency.ts";
import { aiCodes, causeCodes } from "./facts/incidents.ts";
import type { Selection } from "./facts/rows.ts";
import type { Facts } from "./facts/store.ts";
import { Figure, figure } from "./shapes.ts";

/** Root cause by AI involvement. */

export const Causes = z
  .object({
    rows: z.array(z.string()).describe("The root causes, one a row."),
    columns: z.array(z.string()).describe("The degrees of AI involvement, one a column."),
    counts: z.array(z.array(z.int())).describe("Incidents of each cell: by row, then by column."),
    standardizedResiduals: z.array(z.array(Figure)).meta({
      description:
        "How many standard errors a cell lies above (or, negative, below) what its row and column lead to expect. Beyond ±2 is worth a look, though of many cells some get there by chance.",
      declines: "null where nothing can be expected of the cell",
    }),
    cramersV: Figure.meta({
      description: "Strength of the association of the whole table: 0 is none, 1 complete.",
      unit: "0 to 1",
      declines: "null where the table has not two rows and two columns with incidents",
      source: "Cramér (1946)",
    }),
    p: Figure.meta({
      description: "Two-sided p-value of no association: Pearson's chi-square test, without correction.",
      declines: "null where there is no strength either",
      source: "Pearson (1900)",
    }),
    smallestExpected: Figure.describe(
      "The fewest incidents that any cell leads to expect: under 5 the p is a rough one. Null where there is no p.",
    ),
    n: z.int().describe("Incidents in the table: those of which both are known."),
    unknown: z
      .object({
        causeOnly: z.int().describe("Incidents with known AI involvement and without a known cause."),
        aiOnly: z.int().describe("Incidents with a known cause and without known AI involvement."),
        both: z.int().describe("Incidents with neither."),
      })
      .describe("Incidents left out of the table, by what is not known of them."),
    unknownAi: z
      .array(z.int())
      .describe("For each row, incidents of this cause whose AI involvement is not known."),
  })
  .meta({ title: "Causes by AI involvement" });

const [aiUnknown, causeUnknown] = [aiCodes.code("unknown"), causeCodes.code("unknown")];

export function causesOf({ incidents }: Facts, rows: Selection): z.infer<typeof Causes> {
  const width = aiCodes.values.length + 1;
  const table = new Int32Array((causeCodes.values.length + 1) * width);
  for (const row of rows)
    table[incidents.rootCause.values[row]! * width + incidents.aiInvolvement.values[row]!]! += 1;
  const at = (cause: number, ai: number) => table[cause * width + ai]!;
  const withoutAi = (cause: number) => at(cause, aiUnknown) + at(cause, 0);
  const ais = aiCodes.values.map((_, i) => i + 1).filter((ai) => ai !== aiUnknown);
  const causes = causeCodes.values
    .map((_, i) => i + 1)
    .filter(
      (cause) => cause !== causeUnknown && (withoutAi(cause) > 0 || ais.some((ai) => at(cause, ai) > 0)),
    );
  const counts = causes.map((cause) => ais.map((ai) => at(cause, ai)));
  const { standardisedResiduals, cramersV, p, smallestExpected } = contingency(counts);
  return {
    rows: causes.map((cause) => causeCodes.word(cause)!),
    columns: ais.map((ai) => aiCodes.word(ai)!),
    counts,
    standardizedResiduals: standardisedResiduals.map((residuals) => residuals.map(figure)),
    cramersV: figure(cramersV),
    p: figure(p),
    smallestExpected: figure(smallestExpected),
    n: counts.flat().reduce((sum, count) => sum + count, 0),
    unknown: {
      causeOnly: ais.reduce((sum, ai) => sum + at(causeUnknown, ai) + at(0, ai), 0),
      aiOnly: causes.reduce((sum, cause) => sum + withoutAi(cause), 0),
      both: withoutAi(causeUnknown) + withoutAi(0),
    },
    unknownAi: causes.map(withoutAi),
  };
}
